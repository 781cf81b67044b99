"""A small register with a canary in whatever not everybody may read, and who walks in it."""

import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from app.accounts.models import Account, Session
from app.accounts.operations import sessions
from app.accounts.rules.authority import TABLE
from app.accounts.values import Power
from app.accounts.views.cookie import cookie_name
from app.correspondence.models import Letter
from app.correspondence.rules import OFFICERS
from app.factory import create_app
from app.kernel.actor import PEOPLE, SYSTEM, VISITOR, Actor, Role
from app.kernel.runtime import Runtime
from tests.correspondence.conftest import FACTS, owe, owed
from tests.people import Somebody, browser_of, made
from tests.treaties.desk import treaties

VOLATILE = ("sign_in_attempt",)


@dataclass
class Principal:
    """Somebody who asks: how the register should see them, and their browser."""

    name: str
    actor: Actor
    browser: FlaskClient
    proven: bool = True
    """Whether the second factor was shown just now."""


@dataclass
class World:
    """The application, what lies in it, and who may see what."""

    app: APIFlask
    runtime: Runtime
    there: Mapping[str, object]
    principals: list[Principal]
    people: dict[str, Somebody]
    """By their canary."""
    letter: str
    """The canary in a letter."""
    statements: list[str] = field(default_factory=list)

    def hidden_from(self, who: Actor) -> set[str]:
        """Give the canaries that somebody may never see."""
        hidden = set() if who.role in OFFICERS else {self.letter}
        return hidden | {
            canary for canary, person in self.people.items() if not _may_know(who, person)
        }

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """Hear the statements that reach the database."""
        heard: list[str] = []

        def hear(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith("PRAGMA"):  # a new connection says it, not the question
                heard.append(statement)

        event.listen(self.runtime.database.engine, "before_cursor_execute", hear)
        try:
            yield heard
        finally:
            event.remove(self.runtime.database.engine, "before_cursor_execute", hear)

    def digest(self) -> str:
        """Digest every row but of guesses, and when a browser was last seen."""
        path = str(self.runtime.database.engine.url.database)
        found = sha256()
        with sqlite3.connect(path) as rows:
            names = [
                n for (n,) in rows.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for name in sorted(set(names) - set(VOLATILE)):
                for row in rows.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):  # noqa: S608 (the schema's own names)
                    found.update(repr((name, row)).encode())
        rows.close()
        return found.hexdigest()


def _may_know(who: Actor, person: Somebody) -> bool:
    if who.account == person.number:
        return True
    powers = TABLE.get(who.role)
    if powers is None or person.role not in powers.over.get(Power.READ, frozenset()):
        return False
    return not powers.own or who.participant == person.participant


def world_of(runtime: Runtime) -> World:
    """Set up the register and everybody who asks."""
    treaties(runtime.database)
    app = create_app(runtime)
    app.config["WTF_CSRF_METHODS"] = []
    whose: list[tuple[Role, str | None]] = [(role, None) for role in sorted(PEOPLE)]
    whose += [(Role.DRAFTER, "JPN"), (Role.REPRESENTATIVE, "JPN")]
    people = [made(runtime, role, participant) for role, participant in whose]
    marked = {f"canary{secrets.token_hex(8)}": person for person in people}
    letter = f"canary{secrets.token_hex(8)}"
    owe(runtime.database, [owed(facts=FACTS | {"given_subject": letter})])
    with runtime.database.write(by=SYSTEM) as session:
        for canary, person in marked.items():
            session.execute(
                update(Account).where(Account.number == person.number).values(name=canary)
            )
        letter_id = session.scalars(select(Letter.id)).one()
    principals = [Principal("a visitor", VISITOR, app.test_client())]
    principals += [
        Principal(f"{p.role} {p.participant or ''}", p.actor, browser_of(app, runtime, p))
        for p in people
    ]
    principals += [*_shut_out(app, runtime)]
    there = {"letter_id": letter_id, "number": people[0].number, "treaty_id": "test"}
    there |= {"code": "CAN", "index": 1, "name": "note"}
    return World(app, runtime, there, principals, marked, letter)


def _shut_out(app: APIFlask, runtime: Runtime) -> Iterator[Principal]:
    """Give those whose session counts for nothing, and one who has to prove themselves again."""
    now = runtime.clock.now()
    disabled, expired, unproven, stale = (made(runtime, Role.ADMINISTRATOR) for _ in range(4))
    for name, person in (("disabled", disabled), ("expired", expired)):
        yield Principal(name, VISITOR, browser_of(app, runtime, person))
    half = app.test_client()
    with runtime.database.write(by=SYSTEM) as session:
        token = sessions.open_session(
            session, unproven.number, browser="a test", at=now, proven=False
        )
    half.set_cookie(cookie_name(runtime), token)
    yield Principal("without second factor", VISITOR, half)
    yield Principal("proven long ago", stale.actor, browser_of(app, runtime, stale), proven=False)
    past = now - timedelta(days=2)
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(
            update(Account).where(Account.number == disabled.number).values(disabled_at=now)
        )
        for account, changed in (
            (expired.number, {"begun_at": past, "seen_at": past}),
            (stale.number, {"proven_at": now - timedelta(minutes=11)}),
        ):
            session.execute(update(Session).where(Session.account == account).values(**changed))
