"""Judging what is declared, with all that the register knows beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationDraft
from app.declarations.queries import chains, versions
from app.declarations.rules import events, opening, states, validate
from app.declarations.rules.trade import trade
from app.declarations.values.context import Context, Outcome
from app.declarations.values.forms import Content, Form
from app.declarations.values.problems import Problem, Severity
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.kernel.errors import Complaint, Invalid
from app.obligations import queries as law_queries
from app.obligations.operations import times
from app.obligations.values import Catalogue, Obligation
from app.participants.queries import roll
from app.participants.values import Roll
from app.registry import queries as registry
from app.registry.values import AcceleratorTable, Kind

TRANSFERS = "F4"
"""The form from which a year's transfers are known."""

COMPUTE = "F2"
"""The form whose rules compare what is held with what was transferred in the year."""

ACCELERATORS = "accelerator"
MODEL_OR_RUN = "model_or_run"


@dataclass(frozen=True, slots=True)
class Known:
    """The reviewed facts against which a declaration is judged."""

    roll: Roll
    accelerators: AcceleratorTable
    laws: Catalogue
    """Every obligation."""
    seat: ZoneInfo
    """By whose days and midnights periods run."""

    @property
    def places(self) -> frozenset[str]:
        """Every code of a state or organisation that may be named."""
        return frozenset(self.roll.by_code)

    def law_of(self, declaration: Declaration) -> Obligation | None:
        """Give the obligation under which something is declared, if it is one still."""
        return self.laws.obligations.get(declaration.obligation)


def known_from(facts: Path, obligations: Path, seat: ZoneInfo) -> Known:
    """Give the reviewed facts and the law that lie in two folders."""
    return Known(
        roll(facts), registry.accelerators(facts), law_queries.catalogue(obligations), seat
    )


def judged(
    session: Session,
    declaration: Declaration,
    form: Form,
    content: Content,
    *,
    outcome: Outcome,
    known: Known,
    at: datetime,
) -> list[Problem]:
    """Give every problem of what is to be submitted."""
    law, period = known.law_of(declaration), declaration.period
    context = Context(
        participant=declaration.participant, period=period, at=at, outcome=outcome
    )  # fmt: skip
    if outcome is Outcome.NO_CHANGE:
        context = replace(context, previous=_previous(session, declaration, form))
    if outcome is Outcome.FILED:
        context = _beside(session, declaration, form, context, known=known)
    by_law = (
        events.problems(law, form, content, period=period, at=at, seat=known.seat) if law else ()
    )
    return [*by_law, *validate(form, content, context)]


def _beside(
    session: Session, declaration: Declaration, form: Form, context: Context, *, known: Known
) -> Context:
    """Add what a filled form is judged against: the registry, and what else the state has filed, as
    far as the form's rules go by it.
    """
    context = replace(
        context,
        accelerators=known.accelerators.by_id,
        registered=_registered(session, context.participant, known.accelerators),
        places=known.places,
    )
    if form.period in chains.EVENTFUL:
        return replace(context, stages=_stages(session, declaration))
    if form.code == COMPUTE:
        moved = _contents(session, context.participant, TRANSFERS, context.period)
        previous = _previous(session, declaration, form)
        return replace(context, previous=previous, transfers=next(iter(moved), None))
    if form.code == TRANSFERS and (law := known.law_of(declaration)):
        return _trading(session, law, context, known=known)
    return context


def _trading(session: Session, law: Obligation, context: Context, *, known: Known) -> Context:
    """Add what the rules about transfers go by: who is bound, and who declares for whom."""
    if not opening.YEAR.fullmatch(context.period):
        return context
    found = trade(
        context.participant,
        int(context.period),
        bound=times(
            session, known.laws, law.treaty, roll=known.roll, today=date_at(context.at, known.seat)
        ),
        roll=known.roll,
        competences=known.laws.competences_on(law),
    )
    return replace(
        context, parties=found.parties, union=found.union, trade_declared_by=found.declared_by
    )


def judged_draft(
    declaration: Declaration, form: Form, content: Content, *, at: datetime
) -> list[Problem]:
    """Give the problems with which a draft, however incomplete, cannot even be saved."""
    context = Context(participant=declaration.participant, period=declaration.period, at=at)
    return validate(form, content, context, draft=True)


def refusals(problems: Iterable[Problem]) -> list[Complaint]:
    """Give the problems with which a declaration cannot be submitted, as complaints."""
    return [
        Complaint(_message(each), each.sentence.places, field=_field(each))
        for each in problems
        if each.severity is Severity.REFUSAL
    ]


def check(
    session: Session,
    declaration: Declaration,
    draft: DeclarationDraft,
    content: Content,
    *,
    form: Form,
    known: Known,
    at: datetime,
) -> None:
    """See to it that a draft can be submitted as it is.

    Raises:
        Invalid: it cannot; each complaint names its section and field.

    """
    law = known.law_of(declaration)
    unfit = events.wrong_outcome(law, draft.outcome) if law else ()
    wrong = states.complaints_of(
        form,
        draft.outcome,
        amends=draft.amends is not None,
        reason=draft.reason,
        has_record=may_stand(session, declaration, form, draft.outcome),
    )
    problems = judged(
        session, declaration, form, content, outcome=draft.outcome, known=known, at=at
    )
    Invalid.unless_none([*wrong, *unfit, *refusals(problems)])


def may_stand(session: Session, declaration: Declaration, form: Form, outcome: Outcome) -> bool:
    """Say whether an earlier declaration could still hold, where that is what is filed."""
    return outcome is not Outcome.NO_CHANGE or _earlier(session, declaration, form) is not None


def _message(problem: Problem) -> str:
    sentence = problem.sentence
    return sentence.message if sentence.count == 1 else sentence.many or sentence.message


def _field(problem: Problem) -> str:
    return f"{problem.section}.{problem.path}" if problem.path else problem.section


def _registered(
    session: Session, participant: str, table: AcceleratorTable
) -> Mapping[str, frozenset[str]]:
    """Give the identifiers that a state may name, by kind."""
    things = [each.id for each in registry.of(session, SYSTEM, participant)]
    found = {
        kind.value: frozenset(str(each) for each in things if each.kind is kind) for kind in Kind
    }
    either = found[Kind.MODEL.value] | found[Kind.RUN.value]
    return found | {ACCELERATORS: frozenset(table.by_id), MODEL_OR_RUN: either}


def _earlier(session: Session, declaration: Declaration, form: Form) -> chains.Filed | None:
    return chains.earlier(
        session,
        declaration.participant,
        form,
        period=declaration.period,
        beside=declaration.id,
    )


def _previous(session: Session, declaration: Declaration, form: Form) -> Content | None:
    """Give what the state last declared on the form for another period."""
    if form.period in chains.EVENTFUL:
        return None
    found = _earlier(session, declaration, form)
    return versions.content_of(session, found.version, by=SYSTEM) if found else None


def _stages(session: Session, declaration: Declaration) -> Mapping[str, Content]:
    """Give what was filed of the same run or incident, by stage."""
    filed = _contents(
        session, declaration.participant, declaration.form, declaration.period,
        beside=declaration,
    )  # fmt: skip
    return {stage: content for content in filed if (stage := opening.stage_of(content))}


def _contents(
    session: Session,
    participant: str,
    form: str,
    period: str,
    *,
    beside: Declaration | None = None,
) -> list[Content]:
    return [
        versions.content_of(session, each.version, by=SYSTEM)
        for each in chains.on_form(session, participant, form, period)
        if beside is None or each.declaration.id != beside.id
    ]
