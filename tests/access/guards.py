"""Guards, each to be taken away on its own, and where the matrix then has to find a fault.

A guard is a piece of a function's own text. Without it the function is compiled anew and put in
place of the one that all others have imported; a guard that is no longer found there fails, so
that this list is kept.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import CodeType
from typing import Any

import pytest

from app.bodies.queries import chairs, comments, papers, places
from tests.access.deeds import (
    CORRECTION,
    DEADLINE,
    INSTRUMENT,
    LETTER,
    PASSKEYS,
    PERSON,
    RESET,
    SCANS,
    SESSIONS,
    THING,
    TOKENS,
)
from tests.access.table import Key


@dataclass(frozen=True)
class Guard:
    """A piece of a function, and at which route its absence is to be noticed."""

    function: str
    piece: str
    at: Key
    instead: str = ""

    def __str__(self) -> str:
        """Say which it is."""
        return f"{self.function}: {' '.join(self.piece.split())}"


def _at(method: str, rule: str) -> Key:
    return method, rule


OURS, ALL = "app.kernel.web:", "True"
PEOPLE, PROOFS = "app.accounts.queries.people:", "app.accounts.queries.proofs:"
RESETS, ARRIVAL = "app.accounts.operations.resets:", "app.accounts.views.arrival:"
TABLE = "app.accounts.rules.authority:"
KEPT = "app.registry.queries.access:"

OWED = "app.obligations.queries:"

TASKS = "/bodies/<body>/<any(milestones,actions):tasks>"
STEPS = f"{TASKS}/<int:number>/steps"

PAPERS = "/bodies/<body>/papers"

GUARDS = [
    # Who may come in at all.
    Guard(f"{OURS}_admit", "actor().role not in allowed or ", _at("GET", "/depositary")),
    Guard(f"{OURS}_admit", "actor() == VISITOR and ", _at("GET", "/account"), "False and "),
    Guard(
        f"{OURS}_admit", ' or needed not in g.get("scopes", Scope)', _at("POST", "/api/v1/probe")
    ),
    Guard(f"{OURS}_admit", "scope or ", _at("POST", "/api/v1/probe/submitted")),
    Guard(
        f"{ARRIVAL}arrive",
        "if request.path.startswith(API):\n        _by_token()\n    elif",
        _at("GET", "/api/v1/probe"),
        "_by_token()\n    if",
    ),
    Guard(
        f"{ARRIVAL}_by_token",
        "if found is None:",
        _at("GET", "/api/v1/treaties"),
        "if found is None:\n        return\n    if False:",
    ),
    # Sessions and tokens that count for nothing.
    Guard(f"{PROOFS}signed_in", "SessionRow.ended_at.is_(None),", _at("GET", "/account")),
    Guard(f"{PROOFS}signed_in", "Account.disabled_at.is_(None),", _at("GET", "/account")),
    Guard(f"{PROOFS}signed_in", "holding(on),", _at("GET", "/account")),
    Guard(
        "app.accounts.rules.lasting:alive",
        "at - seen_at < lasts.idle and at - begun_at < lasts.whole",
        _at("GET", "/account"),
        ALL,
    ),
    Guard(f"{PROOFS}bearer", "Token.revoked_at.is_(None),", _at("GET", "/api/v1/probe")),
    Guard(f"{PROOFS}bearer", "Token.expires_at > at,", _at("GET", "/api/v1/probe")),
    Guard(f"{PROOFS}bearer", "Account.disabled_at.is_(None),", _at("GET", "/api/v1/probe")),
    # Whose accounts somebody may know of, and what they may do to them.
    Guard(
        f"{PEOPLE}readable_by",
        "own = Appointment.participant == actor.participant if powers.own else true()",
        _at("GET", "/people"),
        "own = true()",
    ),
    Guard(
        f"{PEOPLE}readable_by",
        "own = Appointment.participant == actor.participant if powers.own else true()",
        _at("GET", PERSON),
        "own = true()",
    ),
    Guard(
        "app.accounts.queries.records:records",
        "AccountRecord.participant == by.participant if powers.own else true()",
        _at("GET", "/people"),
        "true()",
    ),
    Guard(
        f"{TABLE}check",
        "if not may(by, power, whom):",
        _at("POST", "/people/<int:number>/hand-over"),
        "if False:",
    ),
    Guard(
        f"{TABLE}may",
        " and power not in ALSO_TO_ONESELF:",
        _at("POST", f"{PERSON}/disable"),
        " and False:",
    ),
    Guard(
        f"{TABLE}check_second", "by.account == asked_by", _at("POST", f"{RESET}/refuse"), "False"
    ),
    Guard(
        "app.accounts.rules.newcomers:_of_role",
        "newcomer.role not in authority.invitable(by)",
        _at("POST", "/people/invite"),
        "False",
    ),
    # One's own things.
    Guard(
        "app.accounts.operations.sessions:end",
        "SessionRow.account == account,",
        _at("POST", f"{SESSIONS}/end"),
    ),
    Guard(
        "app.accounts.operations.tokens:revoke",
        "Token.account == by.account, ",
        _at("POST", f"{TOKENS}/revoke"),
    ),
    Guard(
        "app.accounts.operations.feeds:revoke",
        "CalendarFeed.account == by.account, ",
        _at("POST", "/account/calendar/revoke"),
    ),
    Guard(
        "app.accounts.operations.passkeys:remove",
        "Passkey.id == passkey_id, Passkey.account == by.account",
        _at("POST", f"{PASSKEYS}/remove"),
        "Passkey.id == passkey_id",
    ),
    Guard(
        "app.accounts.rules.tokens:_of_scopes",
        "not set(scopes) <= set(scopes_of(by.role))",
        _at("POST", "/account/tokens"),
        "False",
    ),
    Guard(
        "app.accounts.rules.tokens:_of_time",
        "Scope.SUBMIT in scopes",
        _at("POST", "/account/tokens"),
        "False",
    ),
    Guard(
        "app.accounts.operations.joining:join",
        "not hmac.compare_digest(given, invitation.code_digest)",
        _at("POST", "/join/<link>"),
        "False",
    ),
    # Two officers, and what they looked at.
    Guard(
        "app.treaties.rules.intake:is_second",
        "by.account != prepared_by",
        _at("POST", f"{INSTRUMENT}/confirm"),
        ALL,
    ),
    Guard(
        "app.treaties.rules.intake:is_second",
        "by.account != prepared_by",
        _at("POST", f"{CORRECTION}/confirm"),
        ALL,
    ),
    Guard(
        "app.treaties.operations.steps:check_current",
        "matter.version != hand.version",
        _at("POST", f"{INSTRUMENT}/confirm"),
        "False",
    ),
    Guard(
        "app.treaties.forms.intake:step", " if step is not but", _at("POST", f"{INSTRUMENT}/steps")
    ),
    Guard("app.documents.queries:upload", "Upload.owner == owner, ", _at("GET", SCANS)),
    # Private letters.
    Guard(
        "app.correspondence.views.letters:_words",
        "found.private",
        _at("GET", f"{LETTER}.html"),
        "False",
    ),
    Guard("app.correspondence.views.letters:_words", "found.private", _at("GET", LETTER), "False"),
    # The second factor, shown just now.
    Guard(
        f"{ARRIVAL}_by_session",
        "g.proven_at = found, found.proven_at",
        _at("POST", f"{CORRECTION}/confirm"),
        "g.proven_at = found, now",
    ),
    # What a state keeps of what declarations are about.
    Guard(
        f"{KEPT}readable_by",
        "true() if reads_all(actor) else writable_by(actor)",
        _at("GET", THING),
        "true()",
    ),
    Guard(
        f"{KEPT}readable_by",
        "true() if reads_all(actor) else writable_by(actor)",
        _at("GET", "/registry"),
        "true()",
    ),
    Guard(
        f"{KEPT}writable_by",
        "RegistryThing.participant == actor.participant",
        _at("GET", f"{THING}/edit"),
        "true()",
    ),
    Guard(
        f"{KEPT}writable_by",
        "RegistryThing.participant == actor.participant",
        _at("POST", f"{THING}/strike"),
        "true()",
    ),
    # Which bodies somebody may know of, and who sits in them.
    Guard(
        "app.bodies.queries.places:readable_by",
        "or_(Body.public, Body.id.in_(seated))",
        _at("GET", "/bodies"),
        "true()",
    ),
    Guard(
        "app.bodies.queries.people:sitters",
        " if named else [without_name(each) for each in found]",
        _at("GET", "/bodies/<body>/people"),
    ),
    # Meetings: which are read about, who registers for whom, and who knows who comes.
    Guard(
        "app.bodies.queries.meetings:meetings",
        ", readable(actor, on=on)",
        _at("GET", "/bodies/<body>/meetings"),
    ),
    Guard(
        "app.bodies.queries.meetings:seat_for",
        "true() if actor.role in RUNNING else own(actor)",
        _at("GET", "/bodies/<body>/meetings/<int:meeting>/registrations/<uuid:seat>"),
        "true()",
    ),
    Guard(
        "app.bodies.queries.presence:knows_people",
        "Class.RESTRICTED in readable_classes(actor, place)",
        _at("GET", "/bodies/<body>/meetings/<int:meeting>"),
        "True",
    ),
    # Texts under silence: which are read.
    Guard(
        "app.bodies.queries.silence:_read_by",
        ".where(reading(actor, on=on, body=SilenceProcedure.body_id, sort=Decision.sort))",
        _at("GET", "/bodies/<body>/silence"),
    ),
    Guard(
        "app.bodies.views.silence.facts:expect_a_place",
        "of.id not in queries.standings(session, actor(), on=runtime().today())",
        _at("GET", "/bodies/<body>/silence/<uuid:silence>/break"),
        "False",
    ),
    # Papers: which are read, and what members hand in.
    Guard(
        "app.bodies.queries.papers:paper",
        ", readable(actor, on=on)",
        _at("GET", f"{PAPERS}/<paper>/files/<language>"),
    ),
    Guard(
        "app.bodies.queries.paper_lists:_title",
        'case((readable(actor, on=on), Paper.title), else_="")',
        _at("GET", PAPERS),
        "Paper.title",
    ),
    Guard(
        "app.bodies.queries.paper_lists:listed",
        ", known(actor, on=on)",
        _at("GET", f"{PAPERS}/<paper>"),
    ),
    Guard(
        "app.bodies.queries.papers:issued_of",
        ", readable(actor, on=on)",
        _at("GET", "/bodies/<body>/meetings/<int:meeting>/papers.zip"),
    ),
    Guard(
        "app.bodies.queries.offers:offers",
        ", visible_to(actor)",
        _at("GET", f"{PAPERS}/handed-in"),
    ),
    Guard(
        "app.bodies.queries.offers:offer",
        ", visible_to(actor)",
        _at("GET", f"{PAPERS}/handed-in/<uuid:offer_id>"),
    ),
    Guard(
        "app.bodies.views.offers:_of_own",
        "not may_hand_in(actor(), places.get(of.id))",
        _at("GET", f"{PAPERS}/hand-in"),
        "False",
    ),
    # Comments on a text that everybody reads.
    Guard(
        "app.bodies.queries.comments:discussed",
        ", seated)",
        _at("GET", "/bodies/<body>/papers/<paper>/comments"),
        ")",
    ),
    # What bodies decided: of which class, and who states a position on it.
    Guard(
        "app.bodies.queries.decisions:_asked_for",
        ", readable_by(actor, on=on)",
        _at("GET", "/bodies/<body>/decisions"),
    ),
    Guard(
        "app.bodies.views.stating:_stated_on",
        "if not speaks(session, of):",
        _at("GET", "/bodies/<body>/decisions/<decision>/statement"),
        "if 0:",
    ),
    # What is to be done in bodies: of which class, and whose it is.
    Guard("app.bodies.queries.tasks:tasks", ", readable(actor, on=on)", _at("GET", TASKS)),
    Guard(
        "app.bodies.operations.tasks:_check",
        "if not runs and (",
        _at("POST", STEPS),
        "if False and (",
    ),
    # What a participant owes, and what was asked about it.
    *(
        Guard(f"{OWED}readable_by", "Duty.participant == actor.participant", at, "true()")
        for at in (
            _at("GET", DEADLINE),
            _at("GET", "/deadlines"),
            _at("POST", f"{DEADLINE}/extension"),
        )
    ),
]


REMEMBERED = (
    *(places.readable_by, places.reading),
    *(papers.class_on, papers.known, papers.readable, comments.discussed, chairs.chairing),
)
"""What the product keeps of what guards have made."""

KEPT_CLAUSE = re.compile(r"\A@lru_cache\(.*\)\n")


def take_away(guard: Guard, patch: pytest.MonkeyPatch) -> None:
    """Take a guard away until the patch is undone."""
    module, _, name = guard.function.partition(":")
    function = inspect.unwrap(getattr(import_module(module), name))
    patch.setattr(function, "__code__", _code_without(function, guard))
    forget()


def forget() -> None:
    """Forget the clauses that were made with a guard, or without it."""
    for clause in REMEMBERED:
        clause.cache_clear()


def _code_without(function: Callable[..., Any], guard: Guard) -> CodeType:
    text = KEPT_CLAUSE.sub("", inspect.getsource(function))
    assert text.startswith("def "), f"it would be decorated again: {guard}"
    assert text.count(guard.piece) == 1, f"what is this guard now? {guard}"
    scope: dict[str, Any] = {}
    exec(text.replace(guard.piece, guard.instead), vars(inspect.getmodule(function)), scope)  # noqa: S102 (our own text, less a guard)
    code: CodeType = scope[function.__name__].__code__
    return code
