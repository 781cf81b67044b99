"""Why a notice of withdrawal, its deferral or its rescission cannot be recorded as such."""

from collections.abc import Iterator

from app.kernel.errors import Complaint
from app.treaties.rules.cases import Case
from app.treaties.rules.delays import delayed
from app.treaties.values.clauses import WithdrawalClause


def withdrawal(case: Case) -> Iterator[Complaint]:
    """A notice by a party; or, by who applies the treaty provisionally only, its end (VCLT, 25)."""
    act, clause = case.act, case.definition.final_clauses.withdrawal
    spell = case.before.standing_spell(act.deposited_on)
    bound = spell is not None and spell.binds(act.deposited_on)
    if not bound and any(each.stands(act.deposited_on) for each in case.before.provisional):
        return
    if spell is None or spell.since is None or not spell.binds(act.deposited_on):
        yield case.refusal(
            "action",
            "%(participant)s was not a party on %(on)s and cannot withdraw. If the notice is to "
            "be kept, record a communication.",
        )
    elif clause is None:
        yield case.refusal(
            "action",
            "The treaty has no clause on withdrawal. If the notice is to be kept, record a "
            "communication.",
        )
    elif act.deposited_on < (opens := delayed(spell.since, clause.lockout)):
        yield case.refusal(
            "deposited_on",
            "%(participant)s cannot give notice of withdrawal before %(opens)s. If the notice is "
            "to be kept, record a communication.",
            opens=opens,
        )
    else:
        yield from _notice(case, clause, pending=spell.notice(act.deposited_on) is not None)


def _notice(case: Case, clause: WithdrawalClause, *, pending: bool) -> Iterator[Complaint]:
    named, on = case.act.effective_on, case.act.deposited_on
    earliest = delayed(on, clause.notice)
    later = clause.later_date_allowed or clause.deferred_by_armed_conflict
    if pending:
        yield case.refusal(
            "action",
            "%(participant)s has given notice of withdrawal already. If this one is to be kept, "
            "record a communication.",
        )
    elif named is not None and named < earliest:
        yield case.refusal(
            "effective_on",
            "The withdrawal takes effect on %(earliest)s at the earliest.",
            earliest=earliest,
        )
    elif named is not None and named > earliest and not later:
        yield case.refusal(
            "effective_on",
            "The withdrawal takes effect on %(earliest)s; the treaty allows no later day.",
            earliest=earliest,
        )


def deferral(case: Case) -> Iterator[Complaint]:
    """An armed conflict keeps a notice from taking effect (Mine Ban Convention, art. 20(3))."""
    act, clause = case.act, case.definition.final_clauses.withdrawal
    spell = case.before.standing_spell(act.deposited_on)
    notice = spell.notice(act.deposited_on) if spell else None
    if clause is None or not clause.deferred_by_armed_conflict:
        yield case.refusal(
            "action",
            "The treaty does not let an armed conflict defer a withdrawal. If the text is to be "
            "kept, record a communication.",
        )
    elif notice is None or notice.with_parent:
        yield case.refusal(
            "action",
            "%(participant)s had no notice of withdrawal pending on %(on)s that could be deferred.",
        )
    elif (
        notice.due_on is None
        and act.effective_on is not None
        and act.effective_on <= (notice.effective_on or act.effective_on)
    ):
        yield case.refusal(
            "effective_on",
            "The notice takes effect on %(due)s in any case. Give a later end of the conflict, or "
            "none while nobody knows it.",
            due=notice.effective_on,
        )


def rescission(case: Case) -> Iterator[Complaint]:
    """Take back one's own notice, while it stands (VCLT, art. 68)."""
    on = case.act.deposited_on
    spell = case.before.standing_spell(on)
    notice = spell.notice(on) if spell else None
    if notice is None or notice.with_parent:
        yield case.refusal(
            "action",
            "%(participant)s had no notice of withdrawal pending on %(on)s that it could rescind.",
        )


def withdrawal_of_consent(case: Case) -> Iterator[Complaint]:
    """Withdraw a consent before it binds."""
    on = case.act.deposited_on
    spell = case.before.standing_spell(on)
    if spell is None:
        yield case.refusal(
            "action",
            "%(participant)s had not consented by %(on)s: there is no consent to withdraw.",
        )
    elif spell.binds(on):
        yield case.refusal(
            "action",
            "The treaty was in force for %(participant)s on %(on)s. Record a withdrawal.",
        )
