"""What a token of the programming interface may be."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from app.accounts.values import LONGEST_NAME, SUBMITTING_TOKEN_LASTS, TOKEN_LASTS
from app.kernel.actor import PEOPLE, Actor, Role, Scope
from app.kernel.errors import Complaint, Invalid


def owner(by: Actor) -> int:
    """Give the account whose token it is to be.

    Raises:
        Invalid: nobody has signed in.

    """
    if by.account is None or by.role not in PEOPLE:
        raise Invalid.because("Only a person who has signed in has tokens.")
    return by.account


def scopes_of(role: Role) -> list[Scope]:
    """Give what a token of somebody in this capacity may be for."""
    return {
        Role.DRAFTER: [Scope.READ, Scope.DRAFT],
        Role.REPRESENTATIVE: [Scope.READ, Scope.DRAFT, Scope.SUBMIT],
    }.get(role, [Scope.READ])


def check(
    name: str,
    scopes: Collection[Scope],
    *,
    lasts: timedelta,
    by: Actor,
    submits_from: datetime | None,
    at: datetime,
) -> None:
    """Let a token be made, or refuse.

    Raises:
        Invalid: with everything that is wrong at once.

    """
    Invalid.unless_none(
        [
            *_of_name(name),
            *_of_scopes(scopes, by=by, submits_from=submits_from, at=at),
            *_of_time(scopes, lasts),
        ]
    )


def _of_name(name: str) -> Iterator[Complaint]:
    if not name or len(name) > LONGEST_NAME:
        yield Complaint("Give the token a name that says what it is for.", field="name")


def _of_scopes(
    scopes: Collection[Scope], *, by: Actor, submits_from: datetime | None, at: datetime
) -> Iterator[Complaint]:
    if not scopes:
        yield Complaint("Choose what the token may be used for.", field="scopes")
    if not set(scopes) <= set(scopes_of(by.role)):
        yield Complaint("A token may do no more than you may yourself.", field="scopes")
    if Scope.SUBMIT in scopes and submits_from is not None and submits_from > at:
        yield Complaint(
            "Your account was reset: it cannot submit for 24 hours, nor can a token of yours.",
            field="scopes",
        )


def _of_time(scopes: Collection[Scope], lasts: timedelta) -> Iterator[Complaint]:
    if not timedelta() < lasts <= TOKEN_LASTS:
        yield Complaint("A token lasts from one hour to a year.", field="lasts")
    elif Scope.SUBMIT in scopes and lasts > SUBMITTING_TOKEN_LASTS:
        yield Complaint("A token that may submit lasts 24 hours at most.", field="lasts")
