"""What a participant did to a treaty and what each of its acts led to, with the day of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.treaties.values.acts import Act
from app.treaties.values.status import Notice, Period


@dataclass(frozen=True, slots=True)
class Spell:
    """One consent to be bound and what became of it."""

    consent: Act
    since: date | None
    """The day from which it binds; None while the treaty's conditions are not met."""
    released_on: date | None = None
    """The day on which the consent was withdrawn before it bound."""
    notices: tuple[Notice, ...] = ()
    lapsed_on: date | None = None
    """The day on which the treaty itself ceased to be in force."""

    def notice(self, on: date) -> Notice | None:
        """Give the notice that stands on the day; of several, the one that takes effect first."""
        standing = (notice for notice in self.notices if notice.stands(on))
        return min(standing, key=lambda notice: notice.effective_on or date.max, default=None)

    def ends_on(self, on: date) -> date | None:
        """Give the first day out, as far as acts up to the day tell."""
        notice = self.notice(on)
        ends = [notice.effective_on] if notice and notice.effective_on else []
        if self.lapsed_on is not None and self.lapsed_on <= on:
            ends.append(self.lapsed_on)
        return min(ends, default=None)

    def period(self, on: date) -> Period | None:
        """Give the time for which it binds, as far as acts up to the day tell."""
        to = self.ends_on(on)
        if self.since is None or (to is not None and to <= self.since):
            return None
        return Period(self.since, to)

    def is_known(self, on: date) -> bool:
        """Say whether it was deposited by the day, or binds on it by a later succession."""
        return self.consent.deposited_on <= on or (self.since is not None and self.since <= on)

    def is_released(self, on: date) -> bool:
        """Say whether the consent had been withdrawn by the day."""
        return self.released_on is not None and self.released_on <= on

    def is_open(self, on: date) -> bool:
        """Say whether the consent stands on the day: neither withdrawn nor brought to its end."""
        ended = self.ends_on(on)
        return not self.is_released(on) and (ended is None or on < ended)

    def takes(self, on: date) -> bool:
        """Say whether an act of the day still meets it; a lapse comes after the acts of its day."""
        notice = self.notice(on)
        left = notice is not None and (notice.effective_on or date.max) <= on
        lapsed = self.lapsed_on is not None and self.lapsed_on < on
        return not (self.is_released(on) or left or lapsed)

    def binds(self, on: date) -> bool:
        """Say whether the treaty is in force by it when an act of the day is received."""
        return self.since is not None and self.since <= on and self.takes(on)

    def membership(self) -> Period | None:
        """Give the time as a party by what was deposited up to each of its days."""
        period = None if self.released_on else self.period(date.max)
        if period is None:
            return None
        since = max(period.since, self.consent.deposited_on)
        return Period(since, period.to) if period.to is None or since < period.to else None

    def exits(self) -> Iterator[Notice]:
        """Give each day of leaving that stood in its time, as a notice until another came.

        A notice that an earlier one or a lapse overtakes ends nothing while that stands.
        """
        standing = None
        for on in sorted({day for day in self.days() if day}) if self.membership() else ():
            to = self.ends_on(on)
            if standing and to != standing.effective_on:
                yield replace(standing, rescinded_on=on)
                standing = None
            if to and standing is None:
                standing = Notice(on, to)
        if standing:
            yield standing

    def days(self) -> Iterator[date | None]:
        """Give every day on which it may look different than on the day before."""
        yield from (self.consent.deposited_on, self.since, self.released_on, self.lapsed_on)
        for notice in self.notices:
            yield from (notice.on, notice.effective_on, notice.rescinded_on)


@dataclass(frozen=True, slots=True)
class Provisional:
    """One declaration that the treaty is applied provisionally (VCLT, art. 25)."""

    declared_on: date
    since: date
    ended_on: date | None = None

    def stands(self, on: date) -> bool:
        """Say whether it was declared, begun or not, and not ended by the day."""
        return self.declared_on <= on and (self.ended_on is None or on < self.ended_on)

    @property
    def begins_on(self) -> date:
        """The first day on which it shows: it is not known before it is declared."""
        return max(self.declared_on, self.since)

    def applies(self, on: date) -> bool:
        """Say whether it has begun and was not ended by the day."""
        return self.begins_on <= on and (self.ended_on is None or on < self.ended_on)

    def days(self) -> Iterator[date | None]:
        """Give every day on which it may look different than on the day before."""
        yield from (self.begins_on, self.ended_on)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one participant did to a treaty, in order, and what it led to."""

    acts: tuple[Act, ...] = ()
    signature: Act | None = None
    """The first."""
    spells: tuple[Spell, ...] = ()
    provisional: tuple[Provisional, ...] = ()

    def standing_spell(self, on: date) -> Spell | None:
        """Give the consent that stands when an act of the day is received, if one does."""
        return self.spells[-1] if self.spells and self.spells[-1].takes(on) else None

    def days(self) -> Iterator[date | None]:
        """Give every day on which it may look different than on the day before."""
        yield from (act.deposited_on for act in self.acts)
        for spell in self.spells:
            yield from spell.days()
        for provisional in self.provisional:
            yield from provisional.days()
