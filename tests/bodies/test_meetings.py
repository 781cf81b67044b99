"""Meetings, through the web: convened, told of, changed, cancelled, attended, summed up."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from uuid import uuid4

import pytest
from icalendar import Calendar, Event
from pypdf import PdfReader
from sqlalchemy import select

from app.bodies.models import Body, BodyRecord, BodyStep, Invitation, Meeting, Registration, Seat
from app.bodies.queries.meetings import agenda, present
from app.bodies.values import BodyState, Class
from app.bodies.values.meetings import PAPERS_DUE, MeetingState
from app.correspondence import letters as written
from app.correspondence.models import Letter
from app.deadlines.models import Deadline
from app.documents import operations as documents
from app.documents.models import Document
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from tests.bodies.circle import Circle, circle
from tests.bodies.convenings import TYPED, at_meeting, meeting_of
from tests.bodies.tasks import entered
from tests.conftest import StoppedClock

FIRST = "/meetings/1"
OPENS_AT = datetime(2027, 4, 20, 8, tzinfo=UTC)


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return circle(runtime)


@pytest.fixture
def convened(group: Circle) -> Circle:
    """Give the body with a meeting to come."""
    assert group.post("secretary", "/meetings", TYPED).status_code == 303
    return group


@pytest.fixture
def opened(convened: Circle, clock: StoppedClock) -> Circle:
    """Give the body with a meeting that has just begun."""
    clock.at = OPENS_AT + timedelta(minutes=5)
    return convened


def letters(group: Circle, sequence: int = 0) -> list[Letter]:
    """Give the letters about a revision of the meeting."""
    about = f"meeting/{meeting_of(group.runtime).id}/{sequence}/%"
    with group.runtime.database.read(by=SYSTEM) as session:
        found = select(Letter).where(Letter.occasion.like(about)).order_by(Letter.address)
        return list(session.scalars(found))


def entry_in(group: Circle, letter: Letter) -> tuple[str, Event]:
    """Give what a letter asks of calendar programs, and its entry, as such a program reads them."""
    sender = written.sender(group.runtime)
    composed = written.compose(written.drafted(letter), sender=sender, at=letter.owed_at)
    message = message_from_bytes(composed.message, _class=EmailMessage, policy=SMTP)
    [part] = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["method"]
    [event] = calendar.events
    return str(calendar["method"]), event


def deadlines(group: Circle) -> dict[str | None, bool]:
    """Give the members who are reminded of papers, and whether they still are."""
    with group.runtime.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind == PAPERS_DUE))
        return {each.participant: each.lifted_at is None for each in rows}


def refused(group: Circle, end: str, typed: dict[str, object], *, status: int = 422) -> str:
    """Let the secretary post what is refused, and give the page that says why."""
    answer = group.post("secretary", end, typed)
    assert answer.status_code == status, answer.text
    return answer.text


def test_a_meeting_is_convened_numbered_and_sealed_once(group: Circle) -> None:
    key = uuid4()
    answers = [group.post("secretary", "/meetings", TYPED, key=key) for _twice in range(2)]
    assert [each.location for each in answers] == ["/bodies/wg-1/meetings/1"] * 2
    assert group.post("secretary", "/meetings", TYPED).location == "/bodies/wg-1/meetings/2"
    again = group.post("secretary", "/meetings/2/cancel", {"reason": "Twice."}, key=key)
    assert (again.status_code, "was sent already" in again.text) == (409, True)
    with group.runtime.database.read(by=SYSTEM) as session:
        assert session.scalars(select(LedgerEntry.kind)).all() == ["meeting.convened"] * 2
        found = agenda(session, meeting_of(group.runtime))
    assert [(each.number, each.title, each.minutes) for each in found] == [
        (1, "Adoption of the agenda", 10),
        (2, "Draft template for reporting training runs", None),
    ]
    shown = group.get(None, FIRST).text
    for words in (
        "20 April 2027, 10:00 (Europe/Vienna)",
        "2027-04-20 08:00 UTC",
        "English, French",
    ):
        assert words in shown
    assert "Papers are due by" in group.get(None, "").text
    assert "meet.example.org" not in shown
    assert "meet.example.org" in group.get("Japan", FIRST).text


def test_everybody_is_told_in_a_letter_that_calendars_read_or_by_the_secretary(
    convened: Circle,
) -> None:
    people = ("secretary", "Japan", "Japan's drafter", "Canada", "expert")
    owed = letters(convened)
    assert [each.address for each in owed] == sorted(convened.people[each].email for each in people)
    with convened.runtime.database.read(by=SYSTEM) as session:
        untold = session.scalars(select(Invitation.seat_id).where(Invitation.account.is_(None)))
        assert set(untold) == {convened.seats["KOR"], convened.seats["Ben"]}
    shown = convened.get("secretary", FIRST).text
    assert "Letters went to 5 people." in shown
    assert "Tell them yourself" in shown
    assert "Tell them yourself" not in convened.get("Japan", FIRST).text
    assert deadlines(convened) == {"JPN": True, "KOR": True}
    first = owed[0]
    method, event = entry_in(convened, first)
    assert (method, event["sequence"], event["status"]) == ("REQUEST", 0, "CONFIRMED")
    assert (event.start, event["location"]) == (OPENS_AT, "Conference room C, Vienna")
    assert str(event["summary"]) == "GAIMA/WG.1: meeting 1"
    assert str(event["attendee"]) == f"mailto:{first.address}"
    assert str(event["organizer"]) == "mailto:register@gaima.example.org"
    taken = convened.get(None, f"{FIRST}.ics")
    assert taken.content_type == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(taken.get_data())
    assert calendar["method"] == "PUBLISH"
    assert [str(each["uid"]) for each in calendar.events] == [str(event["uid"])]


def test_another_time_is_told_again_another_agenda_is_not(convened: Circle) -> None:
    version = meeting_of(convened.runtime).version
    typed = TYPED | {"reason": "A further item.", "version": version}
    more = typed | {"title-3": "Other matters"}
    assert convened.post("secretary", f"{FIRST}/change", more).status_code == 303
    assert (meeting_of(convened.runtime).sequence, letters(convened, 1)) == (0, [])
    assert "Other matters" in convened.get(None, FIRST).text
    later = more | {"opens_at": "2027-04-20T14:00", "version": version + 1}
    assert "has changed since" in refused(convened, f"{FIRST}/change", more, status=409)
    assert convened.post("secretary", f"{FIRST}/change", later).status_code == 303
    method, event = entry_in(convened, letters(convened, 1)[0])
    assert (method, event["sequence"], event.start) == ("REQUEST", 1, OPENS_AT + timedelta(hours=4))
    assert len(letters(convened, 1)) == 5


def test_a_cancelled_meeting_keeps_its_number_and_leaves_calendars(convened: Circle) -> None:
    typed: dict[str, object] = {"reason": "Too few can come."}
    assert convened.post("secretary", f"{FIRST}/cancel", typed).status_code == 303
    method, event = entry_in(convened, letters(convened, 1)[0])
    assert (method, event["sequence"], event["status"]) == ("CANCEL", 1, "CANCELLED")
    assert deadlines(convened) == {"JPN": False, "KOR": False}
    assert "Too few can come." in convened.get(None, FIRST).text
    assert "was cancelled already" in refused(convened, f"{FIRST}/cancel", typed)
    assert convened.post("secretary", "/meetings", TYPED).location == "/bodies/wg-1/meetings/2"
    change = TYPED | {"reason": "Again.", "version": meeting_of(convened.runtime).version}
    assert "Convene another one" in refused(convened, f"{FIRST}/change", change)


KNOWING: dict[str | None, bool] = {
    "Canada": True, "secretary": True, "France": False, None: False,
}  # fmt: skip
"""Who is shown who comes."""


def test_delegations_register_their_own_until_it_opens(
    convened: Circle, clock: StoppedClock
) -> None:
    seats = {name: f"{FIRST}/registrations/{id_}" for name, id_ in convened.seats.items()}
    typed: dict[str, object] = {"head": "Ms Haruka Ishii", "delegates": "Mr Ken Mori\nMs Yui Abe"}
    assert convened.post("Japan", seats["JPN"], typed).status_code == 303
    assert convened.post("expert", seats["Ada"], {"head": "Ada"}).status_code == 303
    for who, seat in (("Japan", "KOR"), ("Canada", "JPN"), ("France", "JPN"), ("expert", "Ben")):
        assert convened.post(who, seats[seat], typed).status_code == 404, who
    assert convened.post("secretary", seats["KOR"], {"head": "Mr Park"}).status_code == 303
    for reader, knows in KNOWING.items():
        assert ("Ms Yui Abe" in convened.get(reader, FIRST).text) is knows, reader
    assert "Say who comes" in convened.post("Japan", seats["JPN"], {"head": ""}).text
    clock.at = OPENS_AT
    late = convened.post("Japan", seats["JPN"], typed | {"head": "Mr Late"})
    assert "This meeting has begun." in late.text
    assert convened.post("secretary", seats["CAN"], {"head": "Ms Roy"}).status_code == 303
    with convened.runtime.database.read(by=SYSTEM) as session:
        heads = set(session.scalars(select(Registration.head)))
    assert heads == {"Ms Haruka Ishii", "Ada", "Mr Park", "Ms Roy"}


def test_who_was_there_is_recorded_a_quorum_counted_and_the_chair_heard(
    convened: Circle, clock: StoppedClock
) -> None:
    opened, end = convened, f"{FIRST}/attendance"
    japan, korea, ada = (opened.seats[each] for each in ("JPN", "KOR", "Ada"))
    assert "has not opened yet" in refused(opened, end, at_meeting(opened.runtime, japan))
    clock.at = OPENS_AT
    assert "was held" in refused(
        opened, f"{FIRST}/summary", {"summary": "Nobody came."} | at_meeting(opened.runtime)
    )
    for seats, words in (
        ((japan, ada), "1 of 2 members present; 2 are needed."),
        ((japan, korea, ada), "2 of 2 members present; 2 are needed."),
    ):
        typed = at_meeting(opened.runtime, *seats)
        assert opened.post("secretary", end, typed).status_code == 303
        assert words in opened.get(None, FIRST).text
    held = meeting_of(opened.runtime)
    assert (held.state, held.lists) == (MeetingState.HELD, 2)
    with opened.runtime.database.read(by=SYSTEM) as session:
        assert present(session, held) == {japan, korea, ada}
    assert ("Ada" in opened.get("Canada", FIRST).text, "Ada" in opened.get(None, FIRST).text) == (
        True, False,
    )  # fmt: skip
    typed = {"summary": "The group agreed on its programme.", "version": held.version}
    assert opened.post("secretary", f"{FIRST}/summary", typed).status_code == 303
    assert "The group agreed on its programme." in opened.get(None, FIRST).text
    stranger = at_meeting(opened.runtime, uuid4())
    assert opened.post("secretary", end, stranger).status_code == 404
    assert "was held" in refused(opened, f"{FIRST}/cancel", {"reason": "Too late."})


WRONG: list[tuple[dict[str, object], str]] = [
    ({"opens_at": "2027-03-14T12:00"}, "A meeting is convened for a time to come."),
    ({"opens_at": "tomorrow"}, "Write day and time as 2027-03-14T09:30."),
    ({"opens_at": ""}, "Say when it opens."),
    ({"closes_at": "2027-04-20T10:00"}, "A meeting ends after it begins."),
    ({"place": "", "link": ""}, "Say where it is held"),
    ({"link": "javascript:alert(1)"}, "A link begins with https://."),
    ({"language-en": "", "language-fr": ""}, "Choose at least one language."),
    ({"sort": "secret"}, "Choose who may read about it."),
    ({"papers_due_on": "2027-04-20"}, "Papers are due on a day to come"),
    ({"title-1": "", "title-2": ""}, "Give the agenda at least one item."),
    ({"number-2": "1"}, "Two items have the number 1."),
    ({"number-2": "two"}, "Give a whole number from 1 to 999."),
    ({"minutes-1": "0"}, "Give a whole number from 1 to 1440."),
    ({"papers-1": "GAIMA/WG.1/2027/99"}, "This body has no paper GAIMA/WG.1/2027/99."),
    ({"key": "x"}, "This form is not whole."),
]


def test_what_cannot_be_convened_is_refused_with_a_sentence(group: Circle) -> None:
    for changed, sentence in WRONG:
        assert sentence in refused(group, "/meetings", TYPED | changed), changed
    with group.runtime.database.write(by=SYSTEM) as session:
        body, today = session.scalars(select(Body.id)).one(), group.runtime.today()
        session.add(
            BodyStep(
                body_id=body, number=2, state=BodyState.DORMANT, on=today, authority="",
                reason="", recorded_at=group.runtime.clock.now(),
            )
        )  # fmt: skip
    assert "This body does not meet" in refused(group, "/meetings", TYPED)
    with group.runtime.database.read(by=SYSTEM) as session:
        assert session.scalars(select(BodyRecord)).all() == []


READERS: dict[str, set[str | None]] = {
    "unclassified": {None, "France", "secretary", "Japan", "Canada", "expert"},
    "restricted": {"secretary", "Japan", "Canada", "expert"},
    "protected": {"secretary", "Japan", "expert"},
}


def test_a_meeting_is_read_by_its_class_and_told_to_those_alone(group: Circle) -> None:
    for sort in READERS:
        group.post("secretary", "/meetings", TYPED | {"sort": sort})
    for who in READERS["unclassified"]:
        browser = group.browser(who)
        listed = browser.get(f"{group.address}/meetings").text
        for number, (sort, readers) in enumerate(READERS.items(), start=1):
            page = f"{group.address}/meetings/{number}"
            assert (browser.get(f"{page}.ics").status_code == 200) is (who in readers), (who, sort)
            assert (page in listed) is (who in readers), (who, sort)
    with group.runtime.database.read(by=SYSTEM) as session:
        owed = session.scalars(select(Letter).order_by(Letter.owed_at)).all()
    told = {
        place: {each.address for each in owed if each.facts["number"] == place}
        for place in (1, 2, 3)
    }
    canada = group.people["Canada"].email
    assert [canada in told[place] for place in (1, 2, 3)] == [True, True, False]
    assert {(each.facts["number"], each.private, bool(each.facts["items"])) for each in owed} == {
        (1, False, True), (2, True, False), (3, True, False),
    }  # fmt: skip


def test_its_report_is_asked_for_once_and_printed_for_whoever_reads_of_it(
    opened: Circle, press: Child
) -> None:
    report, japan = f"{FIRST}/report", opened.seats["JPN"]
    assert opened.get("Japan", report).status_code == 404
    opened.post("secretary", f"{FIRST}/registrations/{japan}", {"head": "Ms Haruka Ishii"})
    typed = at_meeting(opened.runtime, japan, opened.seats["KOR"])
    opened.post("secretary", f"{FIRST}/attendance", typed)
    version = meeting_of(opened.runtime).version
    heard: dict[str, object] = {"summary": "The group agreed.", "version": version}
    opened.post("secretary", f"{FIRST}/summary", heard)
    with opened.runtime.database.write(by=SYSTEM) as session:
        of, held = session.scalars(select(Body)).one(), session.scalars(select(Meeting)).one()
        for what, sort in (("Report on costs", Class.UNCLASSIFIED), ("Evade", Class.RESTRICTED)):
            seat = session.get_one(Seat, japan)
            entered(session, of, seat, what=what, sort=sort, meeting_id=held.id, at=OPENS_AT)
    assert "has not been printed yet" in opened.get(None, report).text
    for _twice in range(2):
        assert opened.post("Japan", report, {}).status_code == 303
    assert opened.get(None, f"{report}.pdf").status_code == 404
    with opened.runtime.database.read(by=SYSTEM) as session:
        [document] = session.scalars(select(Document))
    printed = documents.printed(document.facts, document.kind, on=press)
    text = " ".join(PdfReader(BytesIO(printed)).pages[0].extract_text().split())
    for words in (
        "GAIMA/WG.1, meeting 1", "2 of 2 members were present; 2 are needed",
        "Japan Member 1 person", "Draft template for reporting training runs", "The group agreed.",
        "No decision was taken.", "UNCLASSIFIED", "Report on costs Japan · by 30 April 2027",
    ):  # fmt: skip
        assert words in text, text
    assert ("Ishii" in text, "Evade" in text) == (False, False)
