"""What the rows promise, on each database: once, in turns, never changed, and opened again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Account, AccountRecord, Appointment, Attempt
from app.accounts.operations import factors, feeds, joining, leaving, resets, signing_in, tokens
from app.accounts.operations.joining import Chosen
from app.accounts.queries import openings, people, person, recipients, records
from app.accounts.queries.people import Known
from app.accounts.rules import authority
from app.accounts.rules.codes import code_at
from app.accounts.rules.patience import FREE_GUESSES
from app.accounts.values import Appointee, DeedKind, Newcomer, Power, Ticket
from app.kernel.actor import PEOPLE, SYSTEM, VISITOR, Actor, Role, Scope
from app.kernel.database import Database
from app.kernel.sealing import Seal
from app.ledger.queries import audited
from tests.conftest import NOON
from tests.people import HASHED, Somebody, somebody
from tests.treaties.vectors import everyone

SEAL = Seal("0" * 32)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 (RFC 6238's own, appendix B)
TODAY = date(2027, 3, 14)
MORNING = datetime(2027, 3, 14, 8, tzinfo=UTC)


def invite(session: Session, **more: object) -> tuple[Account, Ticket]:
    given: dict[str, object] = {"email": "a@example.org", "name": "A", "role": Role.AUDITOR}
    newcomer = Newcomer(**given | more)  # type: ignore[arg-type]
    return joining.invite(
        session, newcomer, roll=everyone(), by=SYSTEM, at=MORNING, on=TODAY, seal=SEAL
    )


def let_in(session: Session, ticket: Ticket, at: datetime = MORNING) -> list[str] | None:
    chosen = Chosen(ticket.code, HASHED, SECRET, code_at(SECRET, at))
    return joining.join(session, ticket.link, chosen, seal=SEAL, at=at)


def whole_life(session: Session) -> None:
    """Live through every act on accounts."""
    admin, director = (
        somebody(session, role, at=MORNING) for role in (Role.ADMINISTRATOR, Role.DIRECTOR)
    )
    boss = somebody(session, Role.REPRESENTATIVE, "CAN", at=MORNING)
    whose, ticket = invite(session, role=Role.DRAFTER, participant="CAN")
    assert let_in(session, ticket)
    by = Actor(Role.DRAFTER, whose.number, "CAN")
    factors.change_recovery_codes(session, seal=SEAL, by=by, at=NOON)
    tokens.make(session, "x", [Scope.READ], lasts=timedelta(hours=1), by=by, at=NOON)
    feeds.make(session, by=by, at=NOON)
    feeds.revoke(session, by=by, at=NOON)
    leaving.disable(session, whose.number, by=admin.actor, at=NOON)
    leaving.enable(session, whose.number, by=admin.actor, at=NOON)
    leaving.sign_out(session, whose.number, by=admin.actor, at=NOON)
    note = {"note_verbale": "NV/1"}
    for decide in (resets.refuse, resets.grant):
        resets.ask(session, whose.number, **note, by=admin.actor, at=NOON, on=TODAY)
        [(waiting, _whose)] = records.undecided_resets(session, by=director.actor)
        more = {"seal": SEAL} if decide is resets.grant else {}
        decide(session, waiting.id, by=director.actor, at=NOON, on=TODAY, **more)
    _whose, ticket = joining.invite_again(session, whose.number, by=SYSTEM, at=NOON, seal=SEAL)
    assert let_in(session, ticket, NOON)
    leaving.hand_over(session, whose.number, **note, by=boss.actor, at=NOON, on=TODAY)
    leaving.remove(session, boss.number, by=admin.actor, at=NOON, on=TODAY)


def test_every_act_is_in_the_ledger_and_its_record_opens_the_entry(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        whole_life(session)
    with database.read(by=SYSTEM) as session:
        kept = session.scalars(select(AccountRecord)).all()
        assert audited(session, openings(session)).size == len(kept)
    of_missions = {DeedKind.MISSION_ENTERED, DeedKind.MISSION_ENDED}  # rows of their own
    missing = {DeedKind.TOKEN_REVOKED} | of_missions
    assert {record.kind for record in kept} == set(DeedKind) - missing
    said = str([record.content for record in kept])
    assert "example.org" not in said, "what is kept for ever holds numbers, no addresses"


def test_the_database_refuses_to_change_what_was_done(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        whole_life(session)
    for change in (delete(AccountRecord), update(AccountRecord).values(account=1)):
        with pytest.raises(DBAPIError), database.write(by=SYSTEM) as session:
            session.execute(change)


def test_a_person_has_one_appointment_at_a_time(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        who = somebody(session, Role.DIRECTOR, at=MORNING)
    second = Appointment(account=who.number, role=Role.AUDITOR, since=TODAY, note_verbale="")
    with pytest.raises(IntegrityError), database.write(by=SYSTEM) as session:
        session.add(second)


def guesses_at_once(database: Database, email: str, many: int) -> list[bool]:
    """Guess many times in the same moment, and say which were let through to be looked at."""

    def guess(_number: int) -> bool:
        with database.write(by=VISITOR) as session:
            found = signing_in.guess_password(session, email, seal=SEAL, at=NOON, on=TODAY)
        return found is not None

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(guess, range(many)))


def test_of_many_guesses_at_once_as_many_are_looked_at_as_of_few(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        who = somebody(session, Role.DIRECTOR, at=MORNING)
    assert guesses_at_once(database, who.email, 24).count(True) == FREE_GUESSES
    with database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(Attempt.id)).all()) == FREE_GUESSES


def test_a_code_that_is_given_twice_at_once_is_taken_once(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        who = somebody(session, Role.DIRECTOR, at=MORNING)

    def give(_number: int) -> bool:
        with database.write(by=VISITOR) as session:
            whose = session.get_one(Account, who.number)
            return signing_in.check_code(session, whose, who.code(NOON), seal=SEAL, at=NOON)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(give, range(4))).count(True) == 1


def test_guesses_at_strangers_are_forgotten_after_a_day(database: Database) -> None:
    for hours in (0, 1, 25):
        at = NOON + timedelta(hours=hours)
        with database.write(by=VISITOR) as session:
            signing_in.guess_password(session, f"x{hours}@example.org", seal=SEAL, at=at, on=TODAY)
    with database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(Attempt.id)).all()) == 2


def test_whom_somebody_may_know_of_is_the_same_in_the_query_and_in_the_rule(
    database: Database,
) -> None:
    with database.write(by=SYSTEM) as session:
        everybody = [
            somebody(session, role, participant, at=MORNING)
            for role in sorted(PEOPLE)
            for participant in ("CAN", "JPN")
        ]
    with database.read(by=SYSTEM) as session:
        for asker in [*(each.actor for each in everybody), VISITOR, SYSTEM]:
            listed = {known.account.number for known in people.people(session, by=asker)}
            assert listed == readable(everybody, asker)


def readable(everybody: list[Somebody], asker: Actor) -> set[int]:
    return {
        each.number
        for each in everybody
        if authority.may(asker, Power.READ, Appointee(each.number, each.role, each.participant))
    }


def test_letters_go_to_those_who_act_on_the_day_in_the_capacity(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        can = somebody(session, Role.REPRESENTATIVE, "CAN", at=MORNING)
        jpn = somebody(session, Role.REPRESENTATIVE, "JPN", at=MORNING)
        drafter = somebody(session, Role.DRAFTER, "CAN", at=MORNING)
        gone = somebody(session, Role.DRAFTER, "CAN", at=MORNING)
        leaving.remove(session, gone.number, by=can.actor, at=NOON, on=TODAY)
        invite(session, role=Role.DRAFTER, participant="CAN")

    def to(participants: list[str] | None, *roles: Role, on: date = TODAY) -> list[str]:
        with database.read(by=SYSTEM) as session:
            found = recipients(session, participants=participants, roles=roles, on=on)
        return [each.address for each in found]

    both = (Role.REPRESENTATIVE, Role.DRAFTER)
    assert to(["CAN"], *both) == [can.email, drafter.email]
    assert to(None, Role.REPRESENTATIVE) == [can.email, jpn.email]
    assert to([], *both) == []
    assert to(None, *both, on=TODAY - timedelta(days=2)) == []


def test_a_person_is_named_for_papers(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        who = somebody(session, Role.DRAFTER, "CAN", at=MORNING)
        named = person(session, who.number)
    assert (named.account, named.role, named.participant) == (who.number, Role.DRAFTER, "CAN")


def test_after_a_hand_over_a_person_is_listed_once_in_the_new_capacity(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        boss = somebody(session, Role.REPRESENTATIVE, "CAN", at=MORNING)
        heir = somebody(session, Role.DRAFTER, "CAN", at=MORNING)
        leaving.hand_over(
            session, heir.number, note_verbale="NV/1", by=boss.actor, at=NOON, on=TODAY
        )
    with database.read(by=SYSTEM) as session:
        known: list[Known] = people.people(session, by=SYSTEM)
    roles = {each.account.number: each.appointment.role for each in known}
    assert len(known) == len(roles)
    assert roles == {boss.number: Role.DRAFTER, heir.number: Role.REPRESENTATIVE}
