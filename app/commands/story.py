"""The people of the demonstration: one in each capacity, usable at once; and where states are."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.accounts.operations import joining, missions, passwords
from app.accounts.operations.joining import Chosen
from app.accounts.rules import codes
from app.accounts.values import MissionAddress, Newcomer
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.sealing import Seal
from app.participants.values import Roll
from app.treaties.rules.intake import is_mirror
from app.treaties.values.clauses import Definition

PASSWORDS = "the password of the demonstration's accounts"
SECRETS = "an authenticator of the demonstration"
PASSWORD_LETTERS = 16

DEPOSITARY = Role.DEPOSITARY_OFFICER

PEOPLE = (
    Newcomer(email="administrator@example.org", name="Ada Lindqvist", role=Role.ADMINISTRATOR),
    Newcomer(email="director@example.org", name="Rosa Delgado", role=Role.DIRECTOR),
    Newcomer(email="depositary@example.org", name="Tomás Okafor", role=DEPOSITARY),
    Newcomer(email="depositary-2@example.org", name="Ingrid Sørensen", role=DEPOSITARY),
    Newcomer(email="declarations@example.org", name="Mei Nakagawa", role=Role.DECLARATIONS_OFFICER),
    Newcomer(email="bodies@example.org", name="Samuel Abebe", role=Role.BODIES_OFFICER),
    Newcomer(email="auditor@example.org", name="Claire Fontaine", role=Role.AUDITOR),
    Newcomer(
        email="representative.can@example.org",
        name="Louise Tremblay",
        role=Role.REPRESENTATIVE,
        participant="CAN",
        note_verbale="CAN/NV/2026/41",
    ),
    Newcomer(
        email="drafter.can@example.org", name="Peter Whitford", role=Role.DRAFTER, participant="CAN"
    ),
    Newcomer(
        email="representative.jpn@example.org",
        name="Haruka Ishii",
        role=Role.REPRESENTATIVE,
        participant="JPN",
        note_verbale="JPN/NV/2026/7",
    ),
    Newcomer(
        email="drafter.jpn@example.org", name="Kenta Mori", role=Role.DRAFTER, participant="JPN"
    ),
    Newcomer(email="expert@example.org", name="Amara Diallo", role=Role.EXPERT),
)
"""Two depositary officers, because one prepares and another confirms."""


MISSIONS = ("AUS", "CAN", "EU", "GBR", "JPN", "KOR")
"""Whose permanent missions have an address here: the others are told on paper."""


def missions_of_the_demonstration(
    session: Session, definition: Definition, *, roll: Roll, at: datetime, on: date
) -> None:
    """Enter where permanent missions are reached, when the Agency becomes a depositary."""
    if is_mirror(definition):
        return
    for code in MISSIONS:
        name = roll[code].name("en").short
        given = MissionAddress(
            participant=code,
            name=f"Permanent Mission of {name}",
            address=f"mission.{code.lower()}@example.org",
            language="en",
            since=on,
        )
        missions.enter(session, given, roll=roll, by=SYSTEM, at=at, on=on)


def password_of(seal: Seal) -> str:
    """Give the password of the demonstration's accounts: another in each store."""
    return codes.grouped(seal.digest(PASSWORDS, "")[:PASSWORD_LETTERS])


def people_the_demonstration(
    session: Session,
    *,
    roll: Roll,
    seal: Seal,
    at: datetime,
    on: date,
    beside: Sequence[Newcomer] = (),
) -> list[Actor]:
    """Invite the demonstration's people and let them join, as people do; give them in order.

    ``beside`` are more of them, who come last.
    """
    hashed, joined = passwords.hashed(password_of(seal)), []
    for newcomer in (*PEOPLE, *beside):
        whose, ticket = joining.invite(
            session, newcomer, roll=roll, by=SYSTEM, at=at, on=on, seal=seal
        )
        secret = codes.secret_of(bytes.fromhex(seal.digest(SECRETS, newcomer.email)))
        chosen = Chosen(ticket.code, hashed, secret, codes.code_at(secret, at))
        joining.join(session, ticket.link, chosen, seal=seal, at=at)
        joined.append(Actor(newcomer.role, whose.number, newcomer.participant))
    return joined
