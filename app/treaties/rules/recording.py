"""What each act of a participant does, taken one after the other in the order of their deposit.

An act that the treaty does not provide for, or for which its conditions are not met, changes
nothing: it is a communication. It is judged by what had been deposited up to its own day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.treaties.rules.delays import delayed
from app.treaties.rules.entry import Approach, own_date
from app.treaties.rules.spells import Provisional, Record, Spell
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.clauses import FinalClauses, WithdrawalClause
from app.treaties.values.status import Notice


@dataclass(frozen=True, slots=True)
class Terms:
    """What an act is judged by."""

    clauses: FinalClauses
    entry: Approach
    parent_notices: tuple[Notice, ...] = ()
    """The participant's notices under the parent treaty, where leaving that is leaving this."""


def recorded(acts: Iterable[Act], terms: Terms) -> Record:
    """Give what a participant's acts, in their order, lead to."""
    record = Record(acts=tuple(acts))
    for act in record.acts:
        record = entered(record, act, terms)
    return record


def entered(record: Record, act: Act, terms: Terms) -> Record:
    """Give what a participant's record becomes by its next act."""
    if act.kind.is_signature and record.signature is None:
        record = replace(record, signature=act)
    if act.kind.is_consent:
        return _consented(record, act, terms)
    led_to = EFFECTS.get(act.kind)
    return led_to(record, act, terms) if led_to else record


def _consented(record: Record, act: Act, terms: Terms) -> Record:
    """Open a spell, unless one is open: a second consent of a party adds nothing."""
    if record.standing_spell(act.deposited_on):
        return record
    since = own_date(act, terms.clauses, terms.entry)
    if since is not None:
        bound = (spell for spell in record.spells if spell.released_on is None)
        left = (spell.ends_on(act.deposited_on) for spell in bound)
        since = max([since, *filter(None, left)])
    by_parent = tuple(
        notice
        for notice in terms.parent_notices
        if since and since < (notice.effective_on or date.max)
    )
    spell = Spell(act, since, notices=by_parent, lapsed_on=terms.entry.lapsed_on)
    return replace(record, spells=(*record.spells, spell))


def _released(record: Record, act: Act, terms: Terms) -> Record:
    """Withdraw a consent that does not bind yet, and end a provisional application."""
    on = act.deposited_on
    spell = record.standing_spell(on)
    if spell is None:
        return _ended(record, act)
    if spell.binds(on) and on != terms.entry.trigger_on:  # that day's count has left it out already
        return record
    return _ended(_with_last(record, replace(spell, released_on=on)), act)


def _notified(record: Record, act: Act, terms: Terms) -> Record:
    """Take a notice of withdrawal; of one that only applies provisionally it ends just that.

    Whoever has consented and is not bound yet ends the provisional application by it, and the
    consent stands (VCLT, art. 25(2)).
    """
    spell = record.standing_spell(act.deposited_on)
    if spell is None or not spell.binds(act.deposited_on):
        return _ended(record, act)
    notice = _notice(spell, act, terms.clauses.withdrawal)
    if notice is None:
        return record
    return _with_last(record, replace(spell, notices=(*spell.notices, notice)))


def _notice(spell: Spell, act: Act, clause: WithdrawalClause | None) -> Notice | None:
    """Give the notice that an act is, or None where it is no more than a communication.

    The treaty must be in force for the participant, the lock-out since then must be over (Paris
    Agreement, art. 28(1)), and no other notice may stand. ``effective_on`` is a later day that the
    notice names or to which an armed conflict defers it; no notice takes effect earlier than the
    clause allows.
    """
    on = act.deposited_on
    if clause is None or spell.since is None or on < delayed(spell.since, clause.lockout):
        return None
    if any(notice.stands(on) and not notice.with_parent for notice in spell.notices):
        return None
    effective_on = max(delayed(on, clause.notice), act.effective_on or on)
    return Notice(on, effective_on) if spell.since < effective_on else None


def _deferred(record: Record, act: Act, terms: Terms) -> Record:
    """Put off a notice that stands until the end of the armed conflict, known yet or not.

    No sooner than the notice would have taken effect without it (Mine Ban Convention, art. 20(3)).
    """
    on, clause = act.deposited_on, terms.clauses.withdrawal
    spell = record.standing_spell(on)
    if spell is None or clause is None or not clause.deferred_by_armed_conflict:
        return record
    return _with_last(record, replace(spell, notices=tuple(_put_off(spell.notices, act))))


def _put_off(notices: Iterable[Notice], act: Act) -> Iterator[Notice]:
    """Give the notices, and in the place of the one that stands how it reads from now on."""
    on = act.deposited_on
    for notice in notices:
        if notice.with_parent or not notice.stands(on):
            yield notice
            continue
        due_on = notice.due_on or notice.effective_on or on
        ends_on = act.effective_on and max(due_on, act.effective_on)
        yield replace(notice, rescinded_on=on)
        yield Notice(notice.on, ends_on, deferred_on=on, due_on=due_on)


def _rescinded(record: Record, act: Act, _terms: Terms) -> Record:
    """Take back the participant's own notice, before it takes effect (VCLT, art. 68)."""
    on = act.deposited_on
    spell = record.standing_spell(on)
    if spell is None:
        return record
    notices = tuple(
        replace(notice, rescinded_on=on) if notice.stands(on) and not notice.with_parent else notice
        for notice in spell.notices
    )
    return _with_last(record, replace(spell, notices=notices))


def _applied(record: Record, act: Act, terms: Terms) -> Record:
    """Begin a provisional application, where the treaty knows it and does not bind already."""
    on = act.deposited_on
    spell = record.standing_spell(on)
    if not terms.clauses.provisional_application or (spell and spell.binds(on)):
        return record
    begun = Provisional(on, act.effective_on or on)
    return replace(record, provisional=(*record.provisional, begun))


def _ended(record: Record, act: Act) -> Record:
    """End a provisional application (VCLT, art. 25(2))."""
    on = max(act.deposited_on, act.effective_on or act.deposited_on)
    ended = tuple(
        each if each.ended_on else replace(each, ended_on=on) for each in record.provisional
    )
    return replace(record, provisional=ended)


def _with_last(record: Record, spell: Spell) -> Record:
    return replace(record, spells=(*record.spells[:-1], spell))


EFFECTS: Mapping[ActionKind, Callable[[Record, Act, Terms], Record]] = {
    ActionKind.WITHDRAWAL_OF_CONSENT: _released,
    ActionKind.WITHDRAWAL: _notified,
    ActionKind.DEFERRAL_OF_WITHDRAWAL: _deferred,
    ActionKind.RESCISSION_OF_WITHDRAWAL: _rescinded,
    ActionKind.PROVISIONAL_APPLICATION: _applied,
}
"""What each kind does that is no consent; every other kind changes nothing."""
