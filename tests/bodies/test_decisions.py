"""Decisions: adopted by consensus or vote, with a quorum, stated on and read by class."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.accounts.models import Appointment
from app.accounts.operations.missions import enter
from app.accounts.values import MissionAddress
from app.bodies.models import (
    Attendance,
    Body,
    Decision,
    DecisionEdition,
    DecisionVote,
    Meeting,
    Seat,
    Task,
)
from app.bodies.queries import openings
from app.bodies.values import Choice, Class, Outcome
from app.bodies.values.meetings import MeetingState
from app.correspondence.models import Letter
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from app.participants import queries as participants
from tests.bodies.circle import Circle
from tests.bodies.deciding import (
    CONSENSUS,
    PROPOSED,
    TODAY,
    decided,
    proposed,
    rows,
    the,
    voted,
    voting,
)
from tests.conftest import NOON


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return voting(runtime)


def test_what_nobody_objects_to_is_numbered_sealed_told_and_followed_up(group: Circle) -> None:
    follow = {"follow_up": "Send the report to the Commission", "follow_up_by": "2027-04-01"}
    at, key = proposed(group, **follow), uuid4()
    answers = [group.post("secretary", f"{at}/outcome", CONSENSUS, key=key) for _twice in range(2)]
    assert [each.location for each in answers] == ["/bodies/wg-1/decisions/d-1"] * 2
    found = the(group)
    assert (found.symbol, found.outcome, found.manner) == ("GAIMA/WG.1/D.1", "adopted", "consensus")
    sent = [each for each in rows(group, Letter) if each.template == "decision_adopted"]
    told = {"Japan", "Japan's drafter", "Canada", "France", "expert", "secretary"}
    assert {each.address for each in sent} == {group.people[name].email for name in told}
    assert sent[0].facts["title"] == PROPOSED["title"]
    [task] = rows(group, Task)
    assert (task.what, str(task.due_on), task.decision_id) == (*follow.values(), found.id)
    assert len(rows(group, DecisionEdition)) == 1
    with group.runtime.database.read(by=SYSTEM) as session:
        kinds = [entry.content.get("outcome", "proposed") for entry in openings(session)]
        audited(session, openings(session))
    assert kinds == ["proposed", "adopted"]
    page = group.get(None, "/decisions/d-1").text
    assert found.sha256 in page
    assert "tell them yourself" not in page
    assert "Ben" in group.get("secretary", "/decisions/d-1").text


def test_the_mission_of_whoever_reads_an_adopted_decision_is_told_too(group: Circle) -> None:
    roll = participants.roll(group.runtime.facts)
    with group.runtime.database.write(by=SYSTEM) as session:
        for code in ("KOR", "BRA"):
            given = MissionAddress(
                participant=code, name=code, address=f"{code.lower()}@example.org",
                language="en", since=NOON.date(),
            )  # fmt: skip
            enter(session, given, roll=roll, by=SYSTEM, at=NOON, on=NOON.date())
    decided(group, proposed(group))
    sent = {each.address for each in rows(group, Letter) if each.template == "decision_adopted"}
    assert ("kor@example.org" in sent, "bra@example.org" in sent) == (True, False)


def test_who_got_no_letter_is_as_of_the_day_of_the_letters(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        session.execute(update(Appointment).values(since=date.fromisoformat(TODAY)))
    decided(group, proposed(group), on=str(date.fromisoformat(TODAY) - timedelta(days=1)))
    page = group.get("secretary", "/decisions/d-1").text
    assert "<bdi>Canada</bdi>" not in page.partition("tell them yourself")[2]


def test_only_what_is_adopted_takes_a_number(group: Circle) -> None:
    for outcome, note in (("no_consensus", ""), ("deferred", "Later."), ("withdrawn", "Over.")):
        decided(group, proposed(group), outcome=outcome, note=note)
    voted(group, proposed(group), JPN="for", KOR="against", EU="abstain")
    for _twice in range(2):
        decided(group, proposed(group))
    found = {each.outcome: each.symbol for each in rows(group, Decision)}
    assert found.pop(Outcome.ADOPTED) in {"GAIMA/WG.1/D.1", "GAIMA/WG.1/D.2"}
    assert found == dict.fromkeys(set(Outcome) - {Outcome.ADOPTED})
    assert {each.manner for each in rows(group, Decision) if each.outcome == "deferred"} == {None}


def test_an_organisation_votes_for_its_members_and_the_outcome_follows(group: Circle) -> None:
    voted(group, proposed(group), JPN="against", EU="for")
    found = the(group)
    assert (found.outcome, found.manner) == (Outcome.ADOPTED, "vote")
    assert found.counts == {
        "votes_for": 2, "votes_against": 1, "abstentions": 0, "absent": 1, "entitled": 4,
    }  # fmt: skip
    cast = {each.participant: (each.choice, each.weight) for each in rows(group, DecisionVote)}
    assert cast == {
        "EU": (Choice.FOR, 2), "JPN": (Choice.AGAINST, 1), "KOR": (Choice.ABSENT, 1),
    }  # fmt: skip
    page = group.get(None, "/decisions/d-1").text
    assert "2 for, 1 against, 0 abstained, 1 absent" in page
    assert "Germany" in page


ENOUGH = {"JPN": "for", "KOR": "for", "EU": "for"}
NO_VOTES: list[tuple[dict[str, str], list[str]]] = [
    (
        {"EU": "for", "FRA": "for", "USA": "for", "CAN": "against", "on": "2027-03-15"},
        ["either it votes or they do. France voted", "United States of America has no vote",
         "Canada has no vote", "This day is still to come"],
    ),
    (
        {"JPN": "for", "KOR": "for"},
        ["There is no quorum: 2 of 4 are present, and 3 are needed."],
    ),
    (ENOUGH | {"JPN": "perhaps"}, ["Choose how it voted."]),
    (ENOUGH | {"on": "2027-01-10"}, ["was not at work on that day"]),
]  # fmt: skip


def test_a_vote_that_is_none_changes_nothing(group: Circle) -> None:
    at = proposed(group)
    for cast, refused in NO_VOTES:
        answer = voted(group, at, **cast)
        missing = [each for each in refused if each not in answer.text]
        assert (answer.status_code, missing) == (422, []), cast
    assert the(group).outcome is None
    assert not rows(group, DecisionVote)


def test_whose_seat_has_ended_by_the_day_has_no_vote(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        ended = update(Seat).where(Seat.participant == "KOR")
        session.execute(ended.values(ended_on=datetime(2027, 3, 10, tzinfo=UTC).date()))
    at = proposed(group)
    assert "Korea has no vote" in voted(group, at, JPN="for", KOR="for", EU="for").text
    answer = voted(group, at, "2027-03-09", JPN="for", KOR="for", EU="for")
    assert answer.location.endswith("/decisions/d-1")


def met(group: Circle, *codes: str, lists: int = 1) -> Meeting:
    """Let the body have met today, with some of its members."""
    with group.runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        meeting = Meeting(
            body_id=body.id, number=1, opens_at=NOON, closes_at=NOON + timedelta(hours=3),
            place="Vienna", link="", languages=["en"], sort=Class.UNCLASSIFIED, reason="",
            state=MeetingState.HELD, summary="", edition=1, lists=lists, sequence=0,
        )  # fmt: skip
        session.add(meeting)
        session.flush()
        there = session.scalars(select(Seat.id).where(Seat.participant.in_(codes)))
        session.add_all(Attendance(meeting_id=meeting.id, list=1, seat_id=each) for each in there)
    return meeting


@pytest.mark.parametrize(
    ("there", "lists", "on", "refused"),
    [
        (("JPN", "KOR"), 1, TODAY, "There is no quorum: 2 of 5 are present, and 3 are needed."),
        (("JPN", "KOR", "FRA"), 0, TODAY, "Record first who was at the meeting"),
        (("JPN", "KOR", "FRA"), 1, "2027-03-13", "The meeting was not held on that day."),
        (("JPN", "KOR", "FRA"), 1, TODAY, ""),
    ],
)
def test_a_meeting_adopts_by_consensus_with_a_quorum_alone(
    group: Circle, there: tuple[str, ...], lists: int, on: str, refused: str
) -> None:
    meeting = met(group, *there, lists=lists)
    answer = decided(group, proposed(group, meeting=str(meeting.id)), on=on)
    assert answer.status_code == (422 if refused else 303)
    assert refused in answer.text
    assert (the(group).outcome is None) is bool(refused)


def test_members_state_their_position_before_and_after_and_it_is_printed_anew(
    group: Circle,
) -> None:
    at = proposed(group)
    said: dict[str, object] = {"kind": "reservation", "text": "Japan reserves its position."}
    assert group.post("Japan", f"{at}/statement", said).status_code == 303
    assert not rows(group, DecisionEdition)
    decided(group, at)
    group.post("secretary", f"{at}/statement", said | {"participant": "KOR", "kind": "statement"})
    assert [each.edition for each in rows(group, DecisionEdition)] == [1, 2]
    page = group.get(None, "/decisions/d-1").text
    assert "Reservation of position" in page
    assert "South Korea" in page or "Republic of Korea" in page
    for who in ("Canada", "Japan's drafter", "officer", None):
        answer = group.post(who, "/decisions/d-1/statement", said)
        assert answer.status_code == (303 if who is None else 404)
    for changes in ({"participant": "CAN"}, {"participant": ""}, {"text": ""}, {"kind": "shout"}):
        answer = group.post("secretary", "/decisions/d-1/statement", said | changes)
        assert answer.status_code == 422
    assert len(rows(group, DecisionEdition)) == 2


def test_a_decision_is_read_by_its_class(group: Circle) -> None:
    decided(group, proposed(group, sort="restricted", title="Budget of the visits"))
    decided(group, proposed(group, title="Rules of procedure", matter="other"))
    for who, reads in ((None, False), ("Canada", True)):
        assert (group.get(who, "/decisions/d-1").status_code == 200) is reads
        for end in ("", ".csv"):
            assert ("Budget of the visits" in group.get(who, f"/decisions{end}").text) is reads
    assert group.get(None, "/decisions.xlsx").data.startswith(b"PK")
    letters = [each for each in rows(group, Letter) if each.facts.get("symbol", "").endswith("D.1")]
    assert {each.facts["title"] for each in letters} == {""}
