"""Inviting people, and letting those in who were invited: a link by letter, a code otherwise."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment, Invitation
from app.accounts.operations import factors, letters, records, sessions, signing_in
from app.accounts.operations.records import Act
from app.accounts.queries import people, proofs
from app.accounts.rules import authority, codes, newcomers
from app.accounts.values import (
    INVITATION_LASTS,
    MOST_WRONG_CODES,
    NO_SUBMISSION_AFTER_RESET,
    Appointee,
    DeedKind,
    InvitationKind,
    Newcomer,
    Power,
    Ticket,
)
from app.kernel.actor import Actor
from app.kernel.errors import Conflict, Invalid
from app.kernel.sealing import Seal, digest
from app.participants.values import Roll

CODES = "an invitation's code"
CODE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody who joins has typed: the code they were told, and their two factors."""

    code: str
    password: str
    """Its hash already."""
    secret: str
    """The authenticator's secret."""
    shown: str
    """The code that their authenticator shows."""


def invite(
    session: Session,
    newcomer: Newcomer,
    *,
    roll: Roll,
    by: Actor,
    at: datetime,
    on: date,
    seal: Seal,
) -> tuple[Account, Ticket]:
    """Invite somebody to an account in a capacity, owe them the letter, and give their ticket.

    Raises:
        Invalid: something about them cannot be accepted, or is not this actor's to do.
        Conflict: there is an account with that address.

    """
    newcomers.check(newcomer, by=by, roll=roll, on=on)
    if session.scalar(select(Account.number).where(Account.email == newcomer.email)) is not None:
        raise Conflict.because(
            "There is an account with the address %(email)s already.", email=newcomer.email
        )
    whose = _account(session, newcomer, at=at, on=on)
    ticket = _ticket(session, whose, InvitationKind.JOIN, seal=seal, at=at)
    content = {
        "role": newcomer.role.value,
        "participant": newcomer.participant,
        "since": on.isoformat(),
        "until": newcomer.until and newcomer.until.isoformat(),
        "note_verbale": newcomer.note_verbale,
    }
    act = Act(DeedKind.INVITED, whose.number, newcomer.participant, content)
    records.enter(session, [act], by=by, at=at)
    return whose, ticket


def invite_again(
    session: Session, number: int, *, by: Actor, at: datetime, seal: Seal
) -> tuple[Account, Ticket]:
    """Make a new ticket for somebody who has not joined yet; the one before is void.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to invite, or has joined.

    """
    known = people.known(session, number, by=by)
    whom = Appointee(number, known.appointment.role, known.appointment.participant)
    authority.check(by, Power.INVITE, whom)
    if known.account.joined_at is not None or known.appointment.ended_on is not None:
        raise Invalid.because("This account needs no invitation: it was joined or has ended.")
    return known.account, _ticket(session, known.account, _kind(known.account), seal=seal, at=at)


def reopen(session: Session, whose: Account, *, seal: Seal, at: datetime) -> Ticket:
    """Take an account's factors, sessions and tokens away, and make the ticket to set them anew."""
    whose.joined_at = whose.password = whose.totp = whose.totp_step = None
    whose.submits_from = at + NO_SUBMISSION_AFTER_RESET
    sessions.end_all(session, whose.number, at=at)
    sessions.revoke_tokens(session, whose.number, at=at)
    factors.forget(session, whose.number)
    return _ticket(session, whose, InvitationKind.RESET, seal=seal, at=at)


def join(
    session: Session, link: str, chosen: Chosen, *, seal: Seal, at: datetime
) -> list[str] | None:
    """Let in who was invited, and give their recovery codes; None if the code is wrong.

    Five wrong codes make an invitation void.

    Raises:
        NotFound: the link leads to no invitation.
        Invalid: the authenticator's code does not fit.

    """
    invitation = proofs.invitation(session, link, at=at)
    given = seal.digest(CODES, codes.tidy(chosen.code))
    if not hmac.compare_digest(given, invitation.code_digest):
        _count_wrong_code(session, invitation, at=at)
        return None
    whose = people.account(session, invitation.account)
    step = codes.matched_step(chosen.secret, chosen.shown, at=at, after=None)
    if step is None:
        raise Invalid.because(
            "This is not the code that the authenticator shows now. Wait for the next one.",
            field="shown",
        )
    invitation.closed_at = at
    _admit(whose, chosen, step=step, kind=invitation.kind, seal=seal, at=at)
    signing_in.forgive(session, whose.email, seal=seal)
    fresh = factors.renew_recovery_codes(session, whose.number, seal=seal)
    _enter_joined(session, whose, invitation.kind, at=at)
    return fresh


def _account(session: Session, newcomer: Newcomer, *, at: datetime, on: date) -> Account:
    whose = Account(
        email=newcomer.email,
        name=newcomer.name,
        language=newcomer.language,
        invited_at=at,
    )
    session.add(whose)
    session.flush()
    session.add(
        Appointment(
            account=whose.number,
            role=newcomer.role,
            participant=newcomer.participant,
            since=on,
            until=newcomer.until,
            note_verbale=newcomer.note_verbale,
        )
    )
    session.flush()
    return whose


def _kind(whose: Account) -> InvitationKind:
    return InvitationKind.JOIN if whose.submits_from is None else InvitationKind.RESET


def _ticket(
    session: Session, whose: Account, kind: InvitationKind, *, seal: Seal, at: datetime
) -> Ticket:
    """Make an invitation in place of any before it, and owe the letter with its link."""
    withdraw(session, whose.number, at=at)
    link = secrets.token_urlsafe(sessions.TOKEN_BYTES)
    code = "".join(secrets.choice(codes.ALPHABET) for _ in range(CODE_LETTERS))
    invitation = Invitation(
        account=whose.number,
        kind=kind,
        link_sha256=digest(link),
        code_digest=seal.digest(CODES, code),
        wrong_codes=0,
        made_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    session.add(invitation)
    session.flush()
    letters.owe_invitation(session, whose, invitation, link=link, at=at)
    return Ticket(link, codes.grouped(code))


def withdraw(session: Session, account: int, *, at: datetime) -> None:
    """Make an account's open invitations void; those long closed are forgotten."""
    open_ones = (Invitation.account == account, Invitation.closed_at.is_(None))
    session.execute(update(Invitation).where(*open_ones).values(closed_at=at))
    session.execute(delete(Invitation).where(Invitation.closed_at < at - signing_in.HISTORY))


def _count_wrong_code(session: Session, invitation: Invitation, *, at: datetime) -> None:
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id)
        .values(wrong_codes=Invitation.wrong_codes + 1)
    )
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.wrong_codes >= MOST_WRONG_CODES)
        .values(closed_at=at)
    )


def _admit(
    whose: Account, chosen: Chosen, *, step: int, kind: InvitationKind, seal: Seal, at: datetime
) -> None:
    whose.password = chosen.password
    whose.totp = seal.close(signing_in.TOTP, chosen.secret.encode())
    whose.totp_step = step
    whose.joined_at = at
    if kind is InvitationKind.RESET:
        whose.submits_from = at + NO_SUBMISSION_AFTER_RESET


def _enter_joined(session: Session, whose: Account, kind: InvitationKind, *, at: datetime) -> None:
    appointment = people.current(session, whose.number)
    if appointment is None:
        raise Invalid.because("This appointment has ended. Ask whoever invited you.")
    by = Actor(appointment.role, whose.number, appointment.participant)
    act = Act(DeedKind.JOINED, whose.number, appointment.participant, {"by": kind.value})
    records.enter(session, [act], by=by, at=at)
