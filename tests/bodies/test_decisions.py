"""Decisions: proposed, adopted by consensus or vote, frozen, stated on, and read by class."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from werkzeug.test import TestResponse

from app.bodies.models import (
    Attendance,
    Body,
    Decision,
    DecisionCorrection,
    DecisionEdition,
    DecisionVote,
    Meeting,
    Seat,
    Task,
)
from app.bodies.operations import decisions as operations
from app.bodies.queries import openings
from app.bodies.queries.decisions import adopted
from app.bodies.values import Choice, Class, Hand, Manner, Outcome, Standing
from app.bodies.values.decisions import Deciding, Proposal
from app.bodies.values.meetings import MeetingState
from app.correspondence.models import Letter
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from tests.bodies.builders import founded, seated
from tests.bodies.circle import Circle, circle
from tests.bodies.silences import GROUND
from tests.conftest import NOON

TODAY = "2027-03-14"
PROPOSED: dict[str, object] = {
    "title": "Report of the first session", "text": "The report in WG.1/2027/1 is adopted.",
    "matter": "text", "sort": "unclassified",
}  # fmt: skip
CONSENSUS: dict[str, object] = {"outcome": "adopted", "on": TODAY}


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    """Give the working group with three more members, one of which votes for two of them."""
    made = circle(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        for code in ("DEU", "FRA", "EU"):
            seated(session, body, Standing.MEMBER, participant=code)
    return made


def rows(group: Circle, table: type[Any]) -> list[Any]:
    with group.runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(table)))


def the(group: Circle) -> Decision:
    [found] = rows(group, Decision)
    return found  # type: ignore[no-any-return]  # a table of any kind


def proposed(group: Circle, **changes: object) -> str:
    """Propose something, and give where it stands below its body."""
    answer = group.post("secretary", "/decisions", PROPOSED | changes)
    return str(answer.location).removeprefix(group.address)


def decided(group: Circle, at: str, **changes: object) -> TestResponse:
    return group.post("secretary", f"{at}/outcome", CONSENSUS | changes)


def voted(group: Circle, at: str, on: str = TODAY, **cast: str) -> TestResponse:
    ballots = {f"choice-{code}": choice for code, choice in cast.items()}
    return group.post("secretary", f"{at}/vote", {"on": on} | ballots)


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


NO_VOTES: list[tuple[dict[str, str], str]] = [
    ({"EU": "for", "FRA": "for", "JPN": "for"}, "either it votes or they do. France voted"),
    ({"USA": "for", "JPN": "for", "KOR": "for"}, "United States of America has no vote"),
    ({"CAN": "for", "JPN": "for", "KOR": "for"}, "Canada has no vote"),
    ({"JPN": "for", "KOR": "for"}, "There is no quorum: 2 of 4 are present, and 3 are needed."),
    ({"JPN": "perhaps", "KOR": "for", "EU": "for"}, "Choose how it voted."),
    (
        {"JPN": "for", "KOR": "for", "EU": "for", "on": "2027-03-15"},
        "This day is still to come",
    ),
    ({"JPN": "for", "KOR": "for", "EU": "for", "on": "2027-01-10"}, "was not at work on that"),
]


def test_a_vote_that_is_none_changes_nothing(group: Circle) -> None:
    at = proposed(group)
    for cast, refused in NO_VOTES:
        answer = voted(group, at, **cast)
        assert (answer.status_code, refused in answer.text) == (422, True), cast
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


NO_PROPOSALS: list[tuple[dict[str, object], str]] = [
    ({"title": ""}, "Give the decision a title."),
    ({"text": " "}, "Write what is to be decided."),
    ({"matter": "weather"}, "Say what it is about."),
    ({"sort": ""}, "Choose who may read it."),
    ({"matter": "waiver"}, "Say about which participant it is."),
    ({"participant": "Atlantis"}, "There is no participant of this name."),
    ({"meeting": str(uuid4())}, "Choose one of this body, from the list."),
    ({"paper": "GAIMA/WG.1/2027/4"}, "Choose one of this body, from the list."),
    ({"again_of": str(uuid4())}, "Choose one of this body, from the list."),
    ({"follow_up": "Report back"}, "Give the day by which that is to be done."),
    ({"follow_up_by": "2027-04-01"}, "Say what is to be done by that day."),
    ({"follow_up": "Report back", "follow_up_by": TODAY}, "Give a day to come."),
]


def test_a_proposal_that_lacks_something_is_refused_with_a_sentence(group: Circle) -> None:
    for changes, refused in NO_PROPOSALS:
        answer = group.post("secretary", "/decisions", PROPOSED | changes)
        assert (answer.status_code, refused in answer.text) == (422, True), changes
    assert not rows(group, Decision)


NO_OUTCOMES: list[tuple[dict[str, object], str]] = [
    ({"outcome": ""}, "Say what became of it."),
    ({"outcome": "not_adopted"}, "That it was not adopted follows from a vote."),
    ({"outcome": "deferred"}, "Say why."),
    ({"on": ""}, "Give the day on which it was decided."),
    ({"on": "2028-01-01"}, "This day is still to come."),
]


def test_an_outcome_that_cannot_be_is_refused_with_a_sentence(group: Circle) -> None:
    at = proposed(group)
    for changes, refused in NO_OUTCOMES:
        answer = decided(group, at, **changes)
        assert (answer.status_code, refused in answer.text) == (422, True), changes
    assert the(group).outcome is None


def test_a_proposal_changes_until_it_is_decided_and_by_one_at_a_time(group: Circle) -> None:
    at, version = proposed(group), the(group).version
    before = the(group).sha256
    shown = group.get("secretary", f"{at}/change").text
    assert str(PROPOSED["text"]) in shown
    other = PROPOSED | {"text": "The report is adopted as amended.", "version": str(version)}
    assert group.post("secretary", f"{at}/change", other).status_code == 303
    assert the(group).sha256 != before
    stale = group.post("secretary", f"{at}/change", other)
    assert (stale.status_code, "has changed this since" in stale.text) == (409, True)
    decided(group, at)
    late = group.post("secretary", f"{at}/change", other | {"version": str(the(group).version)})
    assert (late.status_code, "stands as it was decided" in late.text) == (409, True)
    for answer in (
        decided(group, at, outcome="withdrawn", note="No."),
        voted(group, at, JPN="for"),
    ):
        assert answer.status_code == 409


def test_what_came_to_nothing_is_put_again_as_a_new_act(group: Circle) -> None:
    at = proposed(group)
    decided(group, at, outcome="no_consensus")
    first = the(group)
    assert str(PROPOSED["text"]) in group.get("secretary", f"/decisions/new?again={first.id}").text
    again = proposed(group, again_of=str(first.id))
    assert again != at
    assert "Puts again" in group.get(None, again).text
    assert "Put again as" in group.get(None, at).text


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
    for who, reads in ((None, False), ("officer", False), ("Canada", True), ("expert", True)):
        assert (group.get(who, "/decisions/d-1").status_code == 200) is reads
        for end in ("", ".csv", "?q=visits"):
            assert ("Budget of the visits" in group.get(who, f"/decisions{end}").text) is reads
    assert group.get(None, "/decisions.xlsx").data.startswith(b"PK")
    letters = [each for each in rows(group, Letter) if each.facts.get("symbol", "").endswith("D.1")]
    assert {each.facts["title"] for each in letters} == {""}


ASKED = [
        ("?outcome=adopted", "Kept"), ("?outcome=no_consensus", "Dropped"),
        ("?outcome=proposed", "Open"), ("?matter=budget", "Kept"), ("?year=1999", ""),
        ("?year=2027&q=drop", "Dropped"), ("?q=wg.1/d.1", "Kept"), ("?year=x&outcome=y", "all"),
]  # fmt: skip


def test_the_list_is_narrowed_by_outcome_matter_year_and_words(group: Circle) -> None:
    decided(group, proposed(group, title="Kept", matter="budget"))
    decided(group, proposed(group, title="Dropped"), outcome="no_consensus")
    proposed(group, title="Open")
    visitor = group.browser(None)
    for asked, shown in ASKED:
        text = visitor.get(f"{group.address}/decisions.csv{asked}").text
        found = {name for name in ("Kept", "Dropped", "Open") if f",{name}," in text}
        assert found == ({"Kept", "Dropped", "Open"} if shown == "all" else {shown} - {""}), asked
    assert visitor.get(f"{group.address}/decisions?outcome=adopted").status_code == 200


def test_nobody_but_the_secretary_proposes_or_decides(group: Circle) -> None:
    at = proposed(group)
    for who in ("Japan", "expert", "officer"):
        assert group.post(who, "/decisions", PROPOSED).status_code == 404
        for end in ("outcome", "vote", "change"):
            assert group.get(who, f"{at}/{end}").status_code == 404
            assert group.post(who, f"{at}/{end}", CONSENSUS).status_code == 404
    for end in ("outcome", "vote", "change", "statement"):
        assert group.get("secretary", f"{at}/{end}").status_code == 200
    assert group.get("secretary", "/decisions/nothing").status_code == 404
    assert group.get("secretary", "/decisions/d-7").status_code == 404


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


def hand(by: Any = SYSTEM) -> Hand:
    return Hand(by=by, at=NOON, today=NOON.date())


def test_what_was_decided_stands_frozen_in_the_database_itself(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN", "KOR"])
        given = Proposal(title="One", text="To the letter.")
        decision = operations.propose(session, body, given, hand=hand())
        session.execute(update(Decision).values(text="Still a draft."))
        cast = {"JPN": Choice.FOR, "KOR": Choice.FOR}
        operations.vote(
            session, body, decision, Deciding(on=NOON.date(), cast=cast),
            hand=hand(), ground=GROUND,
        )  # fmt: skip
    frozen: list[Mapping[str, object]] = [
        {"text": "Another."}, {"outcome": "withdrawn"}, {"sha256": "0"}, {"note": "x"},
        {"decided_on": None}, {"sort": "protected"},
    ]  # fmt: skip
    for values in frozen:
        with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as s:
            s.execute(update(Decision).values(**values))
    for table in (Decision, DecisionVote):
        with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as s:
            s.execute(delete(table))
    with database.write(by=SYSTEM) as session:
        put = operations.propose(session, session.scalars(select(Body)).one(), given, hand=hand())
        put.manner = Manner.SILENCE
    with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as session:
        session.execute(update(Decision).where(Decision.outcome.is_(None)).values(text="Other."))


def test_a_decision_that_was_annulled_stands_no_more(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        decision = operations.propose(session, body, Proposal(title="One", text="T"), hand=hand())
        operations.decide(
            session, body, decision, Deciding(on=NOON.date()), hand=hand(), ground=GROUND
        )
        assert adopted(session, "GAIMA/WG.1/D.1") is decision
        with pytest.raises(Conflict, match="stands as it was decided"):
            operations.decide(
                session, body, decision, Deciding(on=NOON.date()), hand=hand(), ground=GROUND
            )
        session.add(DecisionCorrection(decision_id=decision.id, reason="R", proof="P", at=NOON))
        session.flush()
        assert adopted(session, "GAIMA/WG.1/D.1") is None
    with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as session:
        session.execute(delete(DecisionCorrection))
