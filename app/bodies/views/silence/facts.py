"""What the pages of silence procedures stand on, and what they show to whoever asks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.bodies import queries
from app.bodies.models import Body, Decision
from app.bodies.operations.silence import Case, locked
from app.bodies.queries import decisions
from app.bodies.queries import silence as looked_up
from app.bodies.queries.silence import Lying
from app.bodies.rules.access import RUNNING
from app.bodies.rules.silence import is_in_time, may_break, time_left
from app.bodies.values.silence import SilenceState
from app.bodies.views.blueprint import named as given_name
from app.bodies.views.blueprint import of_body
from app.kernel.errors import NotFound
from app.kernel.web import actor, runtime

PAGE = "/bodies/<body>/silence/<uuid:silence>"


def lying(session: Session, of: Body, silence: UUID) -> Lying:
    """Give a silence procedure, to whoever asks and may read it.

    Raises:
        NotFound: there is none, or none that they may read.

    """
    return looked_up.silence(session, actor(), of, silence, on=runtime().today())


def case(session: Session, body: str, silence: UUID) -> Case:
    """Give a silence procedure that is to be changed, locked, to whoever asks and may read it.

    Raises:
        NotFound: there is none, or none that they may read.

    """
    procedure, _, _ = lying(session, of_body(session, body), silence)
    return locked(session, procedure.id)


def expect_a_place(session: Session, of: Body) -> None:
    """Let whoever asks pass if their participant has a seat in a body.

    Raises:
        NotFound: it has none, and there is nothing for them to do here.

    """
    if of.id not in queries.standings(session, actor(), on=runtime().today()):
        raise NotFound.because("There is no such page.")


def silences_at_a_glance(session: Session, of: Body) -> Mapping[str, Any]:
    """Give what lies under silence in a body and whoever asks may read, for its story."""
    now, today = runtime().clock.now(), runtime().today()
    found = looked_up.running(session, actor(), on=today, bodies=[of.id])
    left = {each.id: time_left(each.expires_at, at=now) for each, _, _ in found}
    return {"silences": found, "silences_left": left}


def shown(session: Session, found: Lying) -> Mapping[str, Any]:
    """Give everything about a silence procedure that its page shows to whoever asks."""
    procedure, proposal, body = found
    now, today = runtime().clock.now(), runtime().today()
    entitled = looked_up.entitled(session, procedure, on=today)
    runs = procedure.state is SilenceState.RUNNING
    is_open = runs and is_in_time(now, procedure.expires_at)
    broken = looked_up.breaking(session, procedure)
    by = broken.by if broken and actor().role in RUNNING else None
    return {
        "procedure": procedure,
        "proposal": proposal,
        "breakers": sorted((given_name()(code), code) for code in procedure.entitled),
        "entitled": sorted(map(given_name(), entitled if runs else procedure.entitled)),
        "left": time_left(procedure.expires_at, at=now) if runs else None,
        "broken": broken,
        "entered_by": named(session, [by]).get(by, "") if by else "",
        "correction": decisions.correction(session, proposal),
        "extensions": looked_up.extensions(session, procedure),
        "unreached": _unreached(session, body, proposal, entitled) if runs else (),
        "may_break": is_open and may_break(actor(), entitled),
        "may_withdraw": is_open and actor().role in RUNNING,
        "may_enter": actor().role in RUNNING
        and procedure.state in {SilenceState.RUNNING, SilenceState.ADOPTED},
        "held": procedure.state is SilenceState.ADOPTED and procedure.told_at is None,
    }


def _unreached(
    session: Session, of: Body, proposal: Decision, entitled: Collection[str]
) -> Sequence[str]:
    """Give, to those who run bodies, the names of the members whom no letter reaches."""
    if actor().role not in RUNNING:
        return ()
    on = runtime().today()
    return sorted(map(given_name(), looked_up.unreached(session, of, proposal, entitled, on=on)))
