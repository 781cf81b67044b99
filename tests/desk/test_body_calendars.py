"""What of bodies a person's calendar program reads: what they may read, and no more than that."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.bodies.models import Body, Seat, Task
from app.bodies.values import Class
from app.bodies.values.tasks import TaskStep
from app.kernel.actor import SYSTEM
from app.kernel.clock import end_of_day
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.bodies.circle import Circle, circle
from tests.bodies.convenings import TYPED
from tests.bodies.papers import issued
from tests.bodies.silences import END, under_silence
from tests.bodies.tasks import DUE, entered, taken
from tests.conftest import SEAT
from tests.desk.test_calendars import address, read

WHOLE = [
    "To be done: GAIMA/WG.1, Second draft",
    "Silence runs out: GAIMA/WG.1, The programme of work",
    "Comments on GAIMA/WG.1/2027/WP.1, A first draft",
    "GAIMA/WG.1: meeting 1",
]


def laden(runtime: Runtime, *, public: bool = True, sort: Class = Class.UNCLASSIFIED) -> Circle:
    """Give a body in which Japan has something to do, with a text, a silence and a meeting."""
    group = circle(runtime, public=public)
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        entered(session, body, session.get_one(Seat, group.seats["JPN"]), sort=sort)
        secretary = group.people["secretary"].actor
        under_silence(session, body, secretary, title="The programme of work", sort=sort)
        paper = issued(session, body, runtime.storage, "A first draft", sort=sort)
    assert group.post("secretary", "/meetings", TYPED | {"sort": sort.value}).status_code == 303
    called = {"until": "2027-04-14", "language": "en"}
    assert group.post("secretary", f"/papers/{paper.slug}/call", called).status_code == 303
    return group


def events(group: Circle, who: str) -> dict[str, dict[str, Any]]:
    """Give what stands in somebody's calendar, by what it says."""
    browser = lent(group.runtime).test_client()
    found = read(browser, address(group.runtime, group.people[who]))
    return {each["summary"]: each for each in found}


def test_members_experts_and_secretaries_have_in_it_what_is_theirs(runtime: Runtime) -> None:
    group = laden(runtime)
    found = events(group, "Japan")
    assert list(found) == [WHOLE[3], WHOLE[0], WHOLE[1], WHOLE[2]]
    meeting, task, silence, text = found.values()
    assert meeting["dtstart"] == datetime(2027, 4, 20, 8, tzinfo=UTC)
    assert meeting["location"] == "Conference room C, Vienna"
    assert task["dtend"] == end_of_day(DUE, SEAT)
    assert task["url"].endswith("/bodies/wg-1/milestones/1")
    assert silence["dtend"] == END
    assert text["url"].endswith("/papers/2027-wp-1/comments")
    assert list(events(group, "expert")) == [WHOLE[3], WHOLE[1], WHOLE[2]]
    assert list(events(group, "secretary")) == [WHOLE[3], WHOLE[1], WHOLE[2]]
    assert events(group, "France") == {}
    assert events(group, "officer") == {}


def test_of_what_not_everybody_may_read_it_shows_the_time_alone(runtime: Runtime) -> None:
    group = laden(runtime, public=False)
    found = events(group, "Japan")
    assert list(found) == [
        "A meeting of a body",
        "To be done: Something in a body",
        "Silence runs out: a text of a body",
        "Comments on a text of a body",
    ]
    for each in found.values():
        assert each["class"] == "PRIVATE"
        assert each["url"].endswith("/bodies/desk")
        assert not [word for word in ("WG.1", "wg-1", "Vienna", "draft") if word in f"{each}"]


def test_what_somebody_may_not_read_is_not_in_it_at_all(runtime: Runtime) -> None:
    group = laden(runtime, sort=Class.PROTECTED)
    assert len(events(group, "Japan")) == len(WHOLE)
    assert events(group, "Canada") == {}


def test_what_is_done_dropped_or_called_off_is_taken_back(runtime: Runtime) -> None:
    group, at = laden(runtime), datetime(2027, 3, 14, 13, tzinfo=UTC)
    before = events(group, "Japan")[WHOLE[0]]
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        [task] = session.scalars(select(Task).where(Task.body_id == body.id))
        taken(session, task, TaskStep.DONE, at=at)
    done = events(group, "Japan")["Done: GAIMA/WG.1, Second draft"]
    assert (done["uid"], done["status"]) == (before["uid"], "CONFIRMED")
    assert done["sequence"] > before["sequence"]
    with runtime.database.write(by=SYSTEM) as session:
        for step in (TaskStep.REOPENED, TaskStep.DROPPED):
            taken(session, session.get_one(Task, task.id), step, at=at + timedelta(hours=1))
    group.post("secretary", "/meetings/1/cancel", {"reason": "Too few can come."})
    found = events(group, "Japan")
    assert found["Dropped: GAIMA/WG.1, Second draft"]["status"] == "CANCELLED"
    assert found[WHOLE[3]]["status"] == "CANCELLED"
