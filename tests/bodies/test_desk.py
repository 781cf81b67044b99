"""The desk of those who take part in bodies: what is overdue, what runs out, what comes next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Seat
from app.bodies.values import Class
from app.kernel.actor import SYSTEM, Actor
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded
from tests.bodies.circle import Circle, circle
from tests.bodies.convenings import TYPED
from tests.bodies.papers import issued
from tests.bodies.silences import under_silence
from tests.bodies.tasks import entered, presiding
from tests.treaties.register import statements

BEFORE = datetime(2027, 2, 1, 9, tzinfo=UTC)
LATE, IN_TIME = date(2027, 3, 4), date(2027, 4, 4)


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return circle(runtime)


def desk(group: Circle, who: str) -> str:
    return group.browser(who).get("/bodies/desk").text


def body_of(session: Session, group: Circle) -> Body:
    return session.get_one(Body, session.get_one(Seat, group.seats["JPN"]).body_id)


def test_what_waits_for_somebody_stands_on_their_desk_the_late_things_first(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        body = body_of(session, group)
        japan, ada = (session.get_one(Seat, group.seats[who]) for who in ("JPN", "Ada"))
        presiding(session, japan)
        entered(session, body, japan, what="In time", due_on=IN_TIME)
        entered(session, body, japan, what="Too late", due_on=LATE, at=BEFORE)
        entered(session, body, ada, what="An expert's", due_on=LATE, at=BEFORE)
        secretary = group.people["secretary"].actor
        under_silence(session, body, secretary, title="The programme of work")
        paper = issued(session, body, group.runtime.storage, "A first draft")
    group.post("secretary", "/meetings", TYPED)
    called = {"until": "2027-04-14", "language": "en"}
    group.post("secretary", f"/papers/{paper.slug}/call", called)
    page = desk(group, "Japan")
    led, own = page.split('id="own"')
    assert "10 days late" in led
    assert "expert" in led
    assert "expert" not in own
    assert own.index("Too late") < own.index("In time")
    assert "3 days and 0 hours left" in page
    for words in ("A first draft", "31 days left", "Meeting 1", "Chair"):
        assert words in page
    page = desk(group, "expert")
    assert "An expert&#39;s" in page
    assert "In time" not in page
    assert "Overdue in what you chair" not in page


def test_what_somebody_may_not_read_is_not_on_their_desk(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        body = body_of(session, group)
        secretary = group.people["secretary"].actor
        for sort in (Class.RESTRICTED, Class.PROTECTED):
            under_silence(session, body, secretary, title=f"A {sort} text", sort=sort)
        other = founded(session, "wg-2", members=["KOR"])
        under_silence(session, other, secretary, title="Elsewhere")
    for who, read in (("Japan", "restricted protected"), ("Canada", "restricted")):
        page = desk(group, who)
        words = ("A restricted text", "A protected text", "Elsewhere")
        found = [each for each in words if each in page]
        assert found == [f"A {each} text" for each in read.split()]
    assert "You have no seat in any body today." in desk(group, "France")


def test_a_desk_asks_as_often_however_much_stands_on_it(group: Circle) -> None:
    client, asked = group.browser("Japan"), list[int]()
    for count in (1, 1, 3):
        with group.runtime.database.write(by=SYSTEM) as session:
            for place in range(count):
                _laden(session, group, group.people["secretary"].actor, len(asked) * 10 + place)
        with statements(group.runtime.database.engine) as sent:
            assert client.get("/bodies/desk").status_code == 200
        asked.append(len(sent))
    assert asked[1] == asked[2]


def _laden(session: Session, group: Circle, secretary: Actor, number: int) -> None:
    """Set up one more body that Japan chairs, with something of everything."""
    body = founded(session, f"wg-{number + 10}", members=["JPN"])
    seat = session.scalars(select(Seat).where(Seat.body_id == body.id)).one()
    presiding(session, seat)
    entered(session, body, seat, due_on=LATE, at=BEFORE)
    entered(session, body, due_on=LATE + timedelta(days=1), at=BEFORE)
    under_silence(session, body, secretary)
    issued(session, body, group.runtime.storage)
