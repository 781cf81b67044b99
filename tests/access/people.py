"""Who asks: everybody of the roles table, and those whose session or token counts for nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session as Transaction

from app.accounts.models import Account, Appointment, Session, Token
from app.accounts.operations import sessions, tokens
from app.accounts.views.cookie import cookie_name
from app.kernel.actor import SYSTEM, VISITOR, Actor, Role, Scope
from app.kernel.runtime import Runtime
from tests.people import Somebody, made

WHO: Mapping[str, tuple[Role, str | None]] = {
    "drafter": (Role.DRAFTER, "CAN"),
    "representative": (Role.REPRESENTATIVE, "CAN"),
    "depositary officer": (Role.DEPOSITARY_OFFICER, None),
    "declarations officer": (Role.DECLARATIONS_OFFICER, None),
    "bodies officer": (Role.BODIES_OFFICER, None),
    "expert": (Role.EXPERT, None),
    "director": (Role.DIRECTOR, None),
    "auditor": (Role.AUDITOR, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "Japan's drafter": (Role.DRAFTER, "JPN"),
    "Japan's representative": (Role.REPRESENTATIVE, "JPN"),
    "second depositary officer": (Role.DEPOSITARY_OFFICER, None),
    "second administrator": (Role.ADMINISTRATOR, None),
    "disabled": (Role.ADMINISTRATOR, None),
    "expired": (Role.ADMINISTRATOR, None),
    "signed out": (Role.ADMINISTRATOR, None),
    "without second factor": (Role.ADMINISTRATOR, None),
    "appointment ended": (Role.ADMINISTRATOR, None),
}
SHUT_OUT = frozenset(list(WHO)[-5:])
"""Whose session counts for nothing."""

ALIKE = frozenset({"signed out", "appointment ended"})
"""Those of them who are looked up as the disabled are, so that one address is enough."""

SECONDS = frozenset({"second depositary officer", "second administrator"})
"""Who is needed for what takes two, and walks nowhere."""

STALE = ("representative", "depositary officer", "bodies officer", "director", "administrator")
"""Whose second factor was shown too long ago in another browser: all who do weighty things."""

BEARERS: Mapping[str, tuple[str, frozenset[Scope]]] = {
    "token to read": ("representative", frozenset({Scope.READ})),
    "token to draft": ("representative", frozenset({Scope.READ, Scope.DRAFT})),
    "token to submit": ("representative", frozenset(Scope)),
    "token of an administrator": ("administrator", frozenset({Scope.READ})),
    "Japan's token": ("Japan's representative", frozenset(Scope)),
}
DEAD = ("token revoked", "token expired", "token of a disabled account")


@dataclass
class Principal:
    """Somebody who asks: how pages and the programming interface should see them."""

    name: str
    actor: Actor
    """As pages should see them; who comes with a token is a visitor there."""
    token: str = ""
    """Of the browser's session."""
    bearer: str = ""
    bears: Actor = VISITOR
    """As the programming interface should see them."""
    scopes: frozenset[Scope] = frozenset()
    dead: bool = False
    """Whether the token they come with must be refused everywhere."""
    proven: bool = True
    """Whether the second factor was shown just now."""

    def browser(self, app: Flask, cookie: str) -> FlaskClient:
        """Give their browser, fresh: what another answer has left in it is gone."""
        client = app.test_client()
        if self.token:
            client.set_cookie(cookie, self.token, secure=False, httponly=True)
        return client

    @property
    def headers(self) -> dict[str, str]:
        """Give what a program sends along."""
        return {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}


def everybody(runtime: Runtime) -> dict[str, Somebody]:
    """Make the accounts, by the names under which they ask."""
    return {name: made(runtime, role, speaks_for) for name, (role, speaks_for) in WHO.items()}


def principals(runtime: Runtime, people: Mapping[str, Somebody]) -> dict[str, Principal]:
    """Let everybody sign in, or fail to; those come first at whom a missing guard shows first."""
    with runtime.database.write(by=SYSTEM) as session:
        found = [
            Principal(name, whose.actor, token=_opened(session, runtime, whose))
            for name, whose in people.items()
            if name not in SHUT_OUT
        ]
        stale = [_stale(session, runtime, name, people[name]) for name in STALE]
        for name, (owner, scopes) in BEARERS.items():
            whose = people[owner]
            bearer = _token(session, runtime, whose, scopes)
            found.append(Principal(name, VISITOR, bearer=bearer, bears=whose.actor, scopes=scopes))
    first = [Principal("a visitor", VISITOR), *stale, *_shut_out(runtime, people), *_dead(runtime)]
    return {each.name: each for each in (*first, *found)}


def cookie_of(runtime: Runtime) -> str:
    """Give the name of the cookie by which a browser shows its session."""
    return cookie_name(runtime)


def _opened(session: Transaction, runtime: Runtime, whose: Somebody, *, proven: bool = True) -> str:
    now = runtime.clock.now()
    return sessions.open_session(session, whose.number, browser="a test", at=now, proven=proven)


def _stale(session: Transaction, runtime: Runtime, name: str, whose: Somebody) -> Principal:
    now = runtime.clock.now()
    token = sessions.open_session(session, whose.number, browser="stale", at=now, proven=True)
    long_ago = now - timedelta(minutes=11)
    session.execute(
        update(Session)
        .where(Session.account == whose.number, Session.browser == "stale")
        .values(proven_at=long_ago)
    )
    return Principal(f"{name}, proven long ago", whose.actor, token=token, proven=False)


def _token(
    session: Transaction, runtime: Runtime, whose: Somebody, scopes: Collection[Scope]
) -> str:
    now, lasts = runtime.clock.now(), timedelta(hours=24)
    token = tokens.make(session, "a program", scopes, lasts=lasts, by=whose.actor, at=now)
    tokens.note_used(session, token, on=runtime.today())  # else its first use would be noted
    return token


def _shut_out(runtime: Runtime, people: Mapping[str, Somebody]) -> list[Principal]:
    """Give those whose session counts for nothing, each an administrator otherwise."""
    now = runtime.clock.now()
    past = now - timedelta(days=2)
    with runtime.database.write(by=SYSTEM) as session:
        found = [
            Principal(name, VISITOR, token=_opened(session, runtime, people[name], proven=whole))
            for name in SHUT_OUT
            for whole in [name != "without second factor"]
        ]
        for table, key, name, changed in (
            (Account, Account.number, "disabled", {"disabled_at": now}),
            (Session, Session.account, "expired", {"begun_at": past, "seen_at": past}),
            (Session, Session.account, "signed out", {"ended_at": now}),
            (Appointment, Appointment.account, "appointment ended", {"ended_on": past.date()}),
        ):
            session.execute(update(table).where(key == people[name].number).values(**changed))
    return found


def _dead(runtime: Runtime) -> list[Principal]:
    """Give those who come with a token that must be refused."""
    now, found = runtime.clock.now(), []
    for name in DEAD:
        whose = made(runtime, Role.ADMINISTRATOR)
        with runtime.database.write(by=SYSTEM) as session:
            bearer = _token(session, runtime, whose, [Scope.READ])
            found.append(Principal(name, VISITOR, bearer=bearer, dead=True))
            mine = update(Token).where(Token.account == whose.number)
            if "disabled" in name:
                gone = update(Account).where(Account.number == whose.number)
                session.execute(gone.values(disabled_at=now))
            elif "expired" in name:
                session.execute(mine.values(expires_at=now - timedelta(seconds=1)))
            else:
                sessions.revoke_tokens(session, whose.number, at=now)
    return found
