"""What must be so of somebody who is invited."""

import re
from collections.abc import Iterator
from datetime import date

from app.accounts.rules import authority
from app.accounts.values import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    Newcomer,
)
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import Complaint, Invalid
from app.participants.values import Roll

ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
"""The addresses that HTML's own field takes (HTML, 4.10.5.1.5), in small letters."""

UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls, those of direction among them: in a name they would hide what it says."""


def check(newcomer: Newcomer, *, by: Actor, roll: Roll, on: date) -> None:
    """Let somebody be invited, or refuse.

    Raises:
        Invalid: with everything that is wrong at once.

    """
    Invalid.unless_none(
        [
            *complaints_of_name(newcomer.name),
            *complaints_of_email(newcomer.email),
            *complaints_of_reference(newcomer.note_verbale, needed=_designated(newcomer)),
            *_of_participant(newcomer, by=by, roll=roll),
            *_of_role(newcomer, by=by),
            *_of_days(newcomer, on=on),
        ]
    )


def complaints_of_name(name: str) -> Iterator[Complaint]:
    """Name what is wrong with a person's name."""
    if not name:
        yield Complaint("Give the person's name.", field="name")
    elif len(name) > LONGEST_NAME:
        yield Complaint(
            "Shorten this to %(most)s characters.", {"most": LONGEST_NAME}, field="name"
        )
    elif UNWANTED.search(name):
        yield Complaint("This holds characters that cannot be seen. Type it anew.", field="name")


def complaints_of_email(email: str) -> Iterator[Complaint]:
    """Name what is wrong with an e-mail address."""
    if not ADDRESS.fullmatch(email) or len(email) > LONGEST_EMAIL:
        yield Complaint("Write an e-mail address such as name@example.org.", field="email")


def complaints_of_reference(
    reference: str, *, needed: bool, field: str = "note_verbale"
) -> Iterator[Complaint]:
    """Name what is wrong with the reference of a note verbale."""
    if needed and not reference:
        yield Complaint("Give the reference of the note verbale.", field=field)
    elif len(reference) > LONGEST_REFERENCE:
        yield Complaint(
            "Shorten this to %(most)s characters.", {"most": LONGEST_REFERENCE}, field=field
        )
    elif UNWANTED.search(reference):
        yield Complaint("This holds characters that cannot be seen. Type it anew.", field=field)


def _designated(newcomer: Newcomer) -> bool:
    """Say whether a note verbale must designate them."""
    return newcomer.role is Role.REPRESENTATIVE


def _of_participant(newcomer: Newcomer, *, by: Actor, roll: Roll) -> Iterator[Complaint]:
    if newcomer.role not in DELEGATES:
        if newcomer.participant:
            yield Complaint(
                "Only delegates speak for a participant. Leave this out for anybody else.",
                field="participant",
            )
    elif newcomer.participant is None or newcomer.participant not in roll:
        yield Complaint("Choose the participant they speak for.", field="participant")
    elif by.participant is not None and newcomer.participant != by.participant:
        yield Complaint("You invite for your own participant alone.", field="participant")


def _of_role(newcomer: Newcomer, *, by: Actor) -> Iterator[Complaint]:
    if newcomer.role not in authority.invitable(by):
        yield Complaint("Choose one of the capacities for which you may invite.", field="role")


def _of_days(newcomer: Newcomer, *, on: date) -> Iterator[Complaint]:
    if newcomer.until is not None and newcomer.until < on:
        yield Complaint("The last day lies in the past.", field="until")
