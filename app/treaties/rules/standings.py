"""Where one participant stands on a day, by what it had deposited up to that day."""

from collections.abc import Iterable
from datetime import date

from app.participants.values import Participant
from app.treaties.rules.entry import Approach
from app.treaties.rules.spells import Provisional, Record, Spell
from app.treaties.values.acts import Act
from app.treaties.values.status import Consent, Counts, Notice, Period, Standing, Status


def standing(participant: Participant, record: Record, *, on: date, entry: Approach) -> Standing:
    """Give a participant's standing on a day.

    A succession that takes effect before its deposit makes a party on earlier days too (Vienna
    Convention on Succession of States in respect of Treaties, art. 23); before those the
    participant shows only what it had deposited.
    """
    spells = [spell for spell in record.spells if spell.is_known(on) and not spell.is_released(on)]
    triggered = entry.is_triggered(on)
    known = [(spell, spell.period(on)) for spell in spells if triggered]
    periods = tuple(period for _, period in known if period)
    last = spells[-1] if spells else None
    signed = record.signature if is_deposited(record.signature, on) else None
    provisional = None if entry.has_lapsed(on) else _applying(record.provisional, periods, on)
    current = known[-1][1] if known else None
    return Standing(
        code=participant.code,
        status=_status(last, periods, on=on, applies=bool(provisional), signed=bool(signed)),
        signed_on=(signed.effective_on or signed.deposited_on) if signed else None,
        consent=Consent(last.consent.kind, last.consent.deposited_on) if last else None,
        in_force_on=current.since if current else None,
        periods=periods,
        withdrawal=_shown(last, current, on) if last and current else None,
        provisional_since=provisional.since if provisional else None,
        historical=has_ended(participant, on),
    )


def figures(standing: Standing, on: date) -> tuple[int, int, int, int]:
    """Give what a standing of a day adds to the counts; who no longer existed adds nothing."""
    if standing.historical:
        return (0, 0, 0, 0)
    return (
        int(standing.signed_on is not None),
        int(_waits(standing, on)),
        int(standing.status.is_bound),
        int(standing.status is Status.FORMER_PARTY),
    )


def counted(standings: Iterable[Standing], on: date) -> Counts:
    """Count the standings of a day."""
    rows = [(0, 0, 0, 0), *(figures(each, on) for each in standings)]
    return Counts(*(sum(column) for column in zip(*rows, strict=True)))


def has_ended(participant: Participant, on: date) -> bool:
    """Say whether a participant no longer existed on the day."""
    return participant.existed_until is not None and participant.existed_until <= on


def is_listed(record: Record, on: date) -> bool:
    """Say whether a participant had acted by the day, or is bound on it by a later succession."""
    acted = any(is_deposited(act, on) for act in record.acts[:1])
    return acted or any(spell.is_known(on) for spell in record.spells)


def is_deposited(act: Act | None, on: date) -> bool:
    """Say whether there is an act and it was deposited by the day."""
    return act is not None and act.deposited_on <= on


def _waits(standing: Standing, on: date) -> bool:
    """Say whether a participant has consented and waits, whatever its status says."""
    if standing.status is not Status.PROVISIONALLY_APPLYING:
        return standing.status is Status.CONTRACTING
    since = standing.in_force_on
    return standing.consent is not None and (since is None or on < since)


def _applying(
    declared: Iterable[Provisional], periods: Iterable[Period], on: date
) -> Provisional | None:
    """Give the provisional application of the day; entry into force has ended it for good."""
    for provisional in declared:
        replaced = (
            period.since <= on and (period.to is None or provisional.begins_on < period.to)
            for period in periods
        )
        if provisional.applies(on) and not any(replaced):
            return provisional
    return None


def _shown(last: Spell, current: Period, on: date) -> Notice | None:
    """Give the notice that ends the current period; a lapse before its day overtakes it."""
    notice = last.notice(on)
    return notice if notice and notice.effective_on == current.to else None


def _status(
    last: Spell | None, periods: tuple[Period, ...], *, on: date, applies: bool, signed: bool
) -> Status:
    """Give the status; what stands higher here outranks what stands below."""
    if last and periods and periods[-1].covers(on):
        return Status.WITHDRAWING if last.notice(on) else Status.PARTY
    if applies:
        return Status.PROVISIONALLY_APPLYING
    if last and last.is_open(on):
        return Status.CONTRACTING
    if periods:
        return Status.FORMER_PARTY
    return Status.SIGNATORY if signed else Status.NON_SIGNATORY
