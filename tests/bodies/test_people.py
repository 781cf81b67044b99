"""Who may sit in a body and lead it; what ends with a seat; who is told whose names."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from app.bodies import queries
from app.bodies.operations import people as operations
from app.bodies.rules.people import (
    by_group,
    by_main,
    members_among,
    sizes,
    wrong_with_election,
    wrong_with_place,
)
from app.bodies.values import Hand, Office, Span, Standing
from app.bodies.values.people import Charge, Place
from app.kernel.actor import SYSTEM, VISITOR, Actor, Role
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.participants.values import ParticipantKind, RegionalGroup
from tests.bodies.builders import AT, FOUNDED, founded, seated
from tests.people import made
from tests.treaties.vectors import everyone

VIENNA = ZoneInfo("Europe/Vienna")
TODAY = date(2027, 3, 14)
CITED = "Report of the first session, paragraph 3"
YEAR = Span(date(2027, 1, 1), date(2027, 12, 31))
ROLL = everyone()
MAIN, OTHER = UUID(int=1), UUID(int=2)


def hand() -> Hand:
    return Hand(by=SYSTEM, at=AT, today=TODAY, key=uuid4())


def place(standing: Standing, participant: str | None = None, **more: object) -> Place:
    usual: dict[str, object] = {"span": YEAR}
    return Place(standing=standing, participant=participant, **(usual | more))  # type: ignore[arg-type]


JAPAN = place(Standing.MEMBER, "JPN", id=MAIN)
IDA = place(Standing.EXPERT, name="Ida Roth", account=7, id=OTHER)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (place(Standing.MEMBER, "CAN"), None),
        (place(Standing.MEMBER, "EU"), None),
        (place(Standing.MEMBER), "participant"),
        (place(Standing.MEMBER, "YUG"), "participant"),
        (place(Standing.MEMBER, "JPN"), "since"),
        (place(Standing.OBSERVER, "JPN"), "since"),
        (place(Standing.MEMBER, "JPN", span=Span(date(2028, 1, 1))), None),
        (place(Standing.EXPERT, name="Bo Ek"), None),
        (place(Standing.EXPERT), "name"),
        (place(Standing.EXPERT, "CAN", name="Bo Ek"), "participant"),
        (place(Standing.EXPERT, name="IDA  ROTH"), "since"),
        (place(Standing.EXPERT, name="I. Roth", account=7), "since"),
        (place(Standing.OBSERVER, "USA"), None),
        (place(Standing.OBSERVER, name="An institute"), None),
        (place(Standing.OBSERVER), "name"),
        (place(Standing.MEMBER, "CAN", span=Span(YEAR.since, date(2026, 1, 1))), "until"),
        (place(Standing.MEMBER, "CAN", name="two\nlines"), "name"),
    ],
)
def test_a_seat_is_for_one_who_may_have_it_and_has_none(wanted: Place, field: str | None) -> None:
    participant = ROLL[wanted.participant] if wanted.participant else None
    found = wrong_with_place(wanted, [JAPAN, IDA], participant=participant)
    assert [each.field for each in found] == ([field] if field else [])


def test_an_entity_that_observes_is_no_member_and_some_accounts_sit_nowhere() -> None:
    entity = replace(ROLL["CAN"], kind=ParticipantKind.OBSERVER)
    [refused] = wrong_with_place(place(Standing.MEMBER, "CAN"), [], participant=entity)
    assert "seat of an observer" in refused.message
    officer = place(Standing.EXPERT, name="Bo Ek", account=3)
    [refused] = wrong_with_place(officer, [], participant=None, may_sit=False)
    assert refused.field == "account"


def standing_in(**changed: object) -> Place:
    usual: dict[str, object] = {"name": "Sora Endo", "alternate_to": MAIN}
    return place(Standing.MEMBER, "JPN", **(usual | changed))


@pytest.mark.parametrize(
    ("wanted", "main", "field"),
    [
        (standing_in(), JAPAN, None),
        (standing_in(), None, "alternate_to"),
        (standing_in(), replace(JAPAN, alternate_to=OTHER), "alternate_to"),
        (standing_in(), replace(JAPAN, standing=Standing.OBSERVER), "alternate_to"),
        (replace(standing_in(), participant="CAN"), JAPAN, "alternate_to"),
        (standing_in(span=Span(date(2027, 6, 1))), JAPAN, "since"),
        (standing_in(name=""), JAPAN, "name"),
    ],
)
def test_an_alternate_stands_in_for_a_seat_within_its_time(
    wanted: Place, main: Place | None, field: str | None
) -> None:
    participant = ROLL[wanted.participant or ""]
    found = wrong_with_place(wanted, [JAPAN], participant=participant, main=main)
    assert [each.field for each in found] == ([field] if field else [])


def charge(office: Office, **changed: object) -> Charge:
    usual: dict[str, object] = {"seat": MAIN, "span": YEAR, "name": "Ann Lee"}
    return Charge(office=office, **(usual | changed))  # type: ignore[arg-type]


SHORT = replace(JAPAN, span=Span(date(2027, 1, 1), date(2027, 6, 30)))
ENDED = replace(JAPAN, span=replace(YEAR, ended_on=date(2027, 12, 31)))
WATCHING = place(Standing.OBSERVER, "USA", id=MAIN)


@pytest.mark.parametrize(
    ("wanted", "seat", "field"),
    [
        *((charge(office), JAPAN, None) for office in Office),
        *((charge(office), None, "seat") for office in Office),
        *((charge(office), WATCHING, "seat") for office in Office),
        (charge(Office.CHAIR), IDA, "seat"),
        (charge(Office.VICE_CHAIR), IDA, "seat"),
        (charge(Office.RAPPORTEUR), IDA, "seat"),
        (charge(Office.FACILITATOR), IDA, None),
        (charge(Office.CHAIR), standing_in(), "seat"),
        (charge(Office.CHAIR), SHORT, "since"),
        (charge(Office.CHAIR), ENDED, "since"),
        (charge(Office.CHAIR, span=Span(YEAR.since)), JAPAN, "since"),
        (charge(Office.CHAIR, span=Span(date(2026, 12, 31), YEAR.until)), JAPAN, "since"),
        (charge(Office.CHAIR, name=""), JAPAN, "name"),
        (charge(Office.CHAIR, span=Span(YEAR.since, date(2026, 12, 31))), JAPAN, "until"),
    ],
)
def test_whoever_leads_has_a_seat_that_covers_the_whole_term(
    wanted: Charge, seat: Place | None, field: str | None
) -> None:
    found = wrong_with_election(wanted, [], seat=seat)
    assert [each.field for each in found] == ([field] if field else [])


@pytest.mark.parametrize(
    ("wanted", "held", "field"),
    [
        (charge(Office.CHAIR), charge(Office.CHAIR, seat=OTHER, name="Bo Ek"), "office"),
        (charge(Office.RAPPORTEUR), charge(Office.RAPPORTEUR, seat=OTHER, name="Bo"), "office"),
        (charge(Office.VICE_CHAIR), charge(Office.VICE_CHAIR, seat=OTHER, name="Bo"), None),
        (charge(Office.VICE_CHAIR), charge(Office.VICE_CHAIR), "name"),
        (charge(Office.CHAIR), charge(Office.RAPPORTEUR), "name"),
        (charge(Office.CHAIR), charge(Office.FACILITATOR), None),
        (charge(Office.CHAIR), charge(Office.RAPPORTEUR, name="Bo Ek"), None),
        (charge(Office.CHAIR), charge(Office.CHAIR, span=Span(date(2028, 1, 1))), None),
        (
            charge(Office.CHAIR),
            charge(Office.CHAIR, span=replace(YEAR, ended_on=YEAR.since)),
            None,
        ),
    ],
)
def test_one_person_chairs_at_a_time_and_leads_in_one_office(
    wanted: Charge, held: Charge, field: str | None
) -> None:
    found = wrong_with_election(wanted, [held], seat=JAPAN)
    assert [each.field for each in found] == ([field] if field else [])


def test_with_a_seat_end_those_of_its_alternates_and_the_offices(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN", "CAN"])
        japan, canada = (
            next(each for each in queries.seats(session, body) if each.participant == code)
            for code in ("JPN", "CAN")
        )
        alternate = place(
            Standing.MEMBER, "JPN", name="Sora Endo", alternate_to=japan.id, span=Span(FOUNDED)
        )
        operations.give_seat(session, body, alternate, roll=ROLL, hand=hand())
        wanted = charge(
            Office.CHAIR, seat=japan.id, span=Span(date(2027, 4, 1), date(2027, 12, 31))
        )
        operations.elect(session, body, wanted, authority=CITED, hand=hand(), zone=VIENNA)
        operations.end_seat(session, body, japan.id, on=TODAY, hand=hand())
        seats = queries.seats(session, body)
        assert [each.participant for each in seats if each.span.covers(TODAY)] == ["CAN"]
        [office] = queries.bureau(session, body)
        assert office.ended_on == date(2027, 4, 1)
        assert [each.kind.value for each in queries.records(session, body, office.subject)] == [
            "office.elected",
            "office.ended",
        ]
        with pytest.raises(Invalid, match="cannot end on it"):
            operations.end_seat(session, body, japan.id, on=TODAY, hand=hand())
        with pytest.raises(Invalid, match="cannot end on it"):
            operations.step_down(session, body, office.id, on=TODAY, hand=hand())
        for end in (operations.end_seat, operations.step_down):
            with pytest.raises(Invalid, match="of this body"):
                end(session, body, uuid4(), on=TODAY, hand=hand())
        assert canada.ended_on is None


@pytest.mark.parametrize(
    ("role", "speaks_for", "refused"),
    [
        (Role.REPRESENTATIVE, "JPN", False),
        (Role.DRAFTER, "JPN", False),
        (Role.REPRESENTATIVE, "CAN", True),
        (Role.EXPERT, None, True),
        (Role.DIRECTOR, None, True),
    ],
)
def test_the_account_of_whoever_is_elected_belongs_to_the_seat(
    runtime: Runtime, role: Role, speaks_for: str | None, *, refused: bool
) -> None:
    whose = made(runtime, role, speaks_for)
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        [seat] = queries.seats(session, body)
        wanted = charge(
            Office.CHAIR, seat=seat.id, account=whose.number, span=Span(TODAY, date(2027, 12, 31))
        )
        with pytest.raises(Invalid, match="belong to the seat") if refused else nullcontext():
            operations.elect(session, body, wanted, authority=CITED, hand=hand(), zone=VIENNA)


def test_names_of_people_are_for_those_who_have_a_seat(runtime: Runtime) -> None:
    expert = made(runtime, Role.EXPERT)
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        seated(session, body, Standing.EXPERT, name="Ida Roth", account=expert.number)
    for who, told in (
        (VISITOR, False),
        (Actor(Role.REPRESENTATIVE, 99, "CAN"), False),
        (Actor(Role.AUDITOR, 98), False),
        (Actor(Role.REPRESENTATIVE, 99, "JPN"), True),
        (expert.actor, True),
        (Actor(Role.BODIES_OFFICER, 97), True),
        (Actor(Role.DIRECTOR, 96), True),
    ):
        with runtime.database.read(by=who) as session:
            found = queries.sitters(session, who, body, on=TODAY)
        assert [each.is_known for each in found] == [True, told], who
        assert [each.participant for each in found] == ["JPN", None]


def test_a_seat_is_known_with_the_members_and_alternates_beside_it() -> None:
    found = [JAPAN, standing_in(), IDA]
    assert members_among(found) == [JAPAN]
    assert by_main(found) == {MAIN: [standing_in()]}
    assert by_group([IDA], ROLL) == []


def test_members_stand_by_regional_group_and_organisations_last() -> None:
    members = [place(Standing.MEMBER, code) for code in ("EU", "JPN", "CAN", "KEN", "KOR")]
    found = [
        (group, [each.participant for each in some]) for group, some in by_group(members, ROLL)
    ]
    assert found == [
        (RegionalGroup.AFRICA, ["KEN"]),
        (RegionalGroup.ASIA_PACIFIC, ["JPN", "KOR"]),
        (RegionalGroup.WESTERN_EUROPE, ["CAN"]),
        (None, ["EU"]),
    ]
    codes = [each.participant or "" for each in members]
    assert sizes(codes, ROLL) == [(group, len(some)) for group, some in found]
