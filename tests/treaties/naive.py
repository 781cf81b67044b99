"""The same rules a second time, with nothing clever: a treaty is lived through day by day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.participants.values import Roll
from app.treaties.rules.delays import delayed
from app.treaties.values.acts import CONSENTS, SIGNATURES, Act, ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    FinalClauses,
    FractionOfParties,
    Named,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Share,
)
from app.treaties.values.status import Status

LATE = [
    ActionKind.WITHDRAWAL,
    ActionKind.RESCISSION_OF_WITHDRAWAL,
    ActionKind.WITHDRAWAL_OF_CONSENT,
]


def _place(act: Act) -> tuple[int, int, date]:
    late = LATE.index(act.kind) if act.kind in LATE else -1
    return late, list(ActionKind).index(act.kind), act.effective_on or act.deposited_on


@dataclass
class Bond:
    """A consent, and what had become of it by the day to which the treaty was lived."""

    act: Act
    since: date | None = None
    released: bool = False
    to: date | None = None
    parent_to: date | None = None
    lapsed: date | None = None

    def end(self) -> date | None:
        return min(filter(None, [self.to, self.parent_to, self.lapsed]), default=None)

    def open(self, on: date) -> bool:
        end = self.end()
        return not self.released and (end is None or on < end)

    def bound(self, on: date) -> bool:
        return self.since is not None and self.since <= on and self.open(on)


@dataclass
class Life:
    """A treaty and everyone who acted under it, lived through every day up to one."""

    clauses: FinalClauses
    acts: Sequence[Act]
    roll: Roll
    figures: Mapping[str, Decimal]
    on: date
    parent: Callable[[date], "Life"] | None = None
    bonds: dict[str, list[Bond]] = field(default_factory=dict)
    signed: dict[str, Act] = field(default_factory=dict)
    applied: dict[str, list[Act]] = field(default_factory=dict)
    applied_until: dict[str, date] = field(default_factory=dict)
    trigger: date | None = None
    general: date | None = None
    lapsed: date | None = None

    def live_until(self, last: date) -> "Life":
        while self.on < last:
            self.on += timedelta(days=1)
            self._live_a_day()
        return self

    def open_bond(self, code: str) -> Bond | None:
        bonds = self.bonds.get(code, [])
        return bonds[-1] if bonds and bonds[-1].open(self.on) else None

    def parties(self) -> set[str]:
        return {
            code
            for code, bonds in self.bonds.items()
            if any(bond.bound(self.on) for bond in bonds) and not self.ended(code)
        }

    def ended(self, code: str) -> bool:
        last = self.roll[code].existed_until
        return last is not None and last <= self.on

    def in_force(self) -> bool:
        return self.general is not None and self.general <= self.on and self.lapsed is None

    def _live_a_day(self) -> None:
        todays = [act for act in self.acts if act.deposited_on == self.on]
        todays.sort(key=_place)
        waiting = self.trigger is None
        self._look_at_the_parent()
        for act in todays:
            if act.kind in SIGNATURES:
                self.signed.setdefault(act.participant, act)
            if act.kind in CONSENTS and self.open_bond(act.participant) is None:
                bond = Bond(act, self._own_date(act), lapsed=self.lapsed)
                self.bonds.setdefault(act.participant, []).append(bond)
            bond_or_none = self.open_bond(act.participant)
            if act.kind is ActionKind.WITHDRAWAL_OF_CONSENT and waiting and bond_or_none:
                bond_or_none.released = True
        if waiting and self._conditions_hold():
            self._trigger()
        self._look_at_the_parent()
        for act in todays:
            self._take(act, was_waiting=waiting)
        self._lapse()

    def _trigger(self) -> None:
        entry = self.clauses.entry_into_force
        fixed = entry.fixed_date
        self.trigger = self.on
        on_time = fixed is not None and self.on <= fixed
        self.general = fixed if on_time else delayed(self.on, entry.delay)
        assert self.general is not None
        if entry.not_before:
            self.general = max(self.general, entry.not_before)
        for bonds in self.bonds.values():
            for bond in bonds:
                bond.since = self._own_date(bond.act)

    def _own_date(self, act: Act) -> date | None:
        if self.general is None or self.trigger is None:
            return None
        entry, later = self.clauses.entry_into_force, self.clauses.later_joiners
        on = act.deposited_on
        own = delayed(on, later.delay)
        if on <= self.trigger:
            own = self.general
        elif not entry.conditions:
            own = self.general if entry.fixed_date and on <= entry.fixed_date else own
        elif later.own_delay_runs_after is OwnDelayRunsAfter.ENTRY_INTO_FORCE and on < self.general:
            own = self.general
        if act.effective_on:
            own = act.effective_on
        bonds = self.bonds.get(act.participant, [])
        before = [bond.end() for bond in bonds if bond.act is not act and not bond.released]
        return max([own, self.general, *filter(None, before)])

    def _counts(self, code: str) -> bool:
        reio = self.roll.is_reio(code)
        return not reio or (
            self.clauses.regional_organisations is RegionalOrganisations.COUNTS
            or not self.clauses.entry_into_force.conditions
        )

    def _consents(self) -> dict[str, set[ActionKind]]:
        """Everyone's kinds of consent since the last withdrawal of one."""
        found: dict[str, set[ActionKind]] = {}
        for code in filter(self._counts, self.bonds):
            if not self.open_bond(code):
                continue
            gone = [
                act.deposited_on
                for act in self.acts
                if act.participant == code
                and act.kind is ActionKind.WITHDRAWAL_OF_CONSENT
                and act.deposited_on <= self.on
            ]
            found[code] = {
                act.kind
                for act in self.acts
                if act.participant == code
                and act.kind in CONSENTS
                and max(gone, default=date.min) < act.deposited_on <= self.on
            }
        return found

    def _conditions_hold(self) -> bool:
        entry = self.clauses.entry_into_force
        consents = self._consents()
        if not entry.conditions:
            return bool(consents)
        held = [self.reached(each) >= self.required(each) for each in entry.conditions]
        return all(held) if entry.require is Require.ALL else any(held)

    def required(self, condition: Condition) -> Decimal | int:
        match condition:
            case Count(required):
                return required
            case Named(participants):
                return len(participants)
            case Share(at_least=at_least):
                return at_least
            case FractionOfParties(_, numerator, denominator, of):
                assert self.parent
                of = of or len(self.parent(self.on).parties())
                whole, rest = divmod(numerator * of, denominator)
                return max(whole + (rest > 0), 1)
        return 1

    def reached(self, condition: Condition) -> Decimal | int:
        consents = self._consents()
        match condition:
            case Count(_, kinds, among):
                return sum(
                    (kinds is None or bool(kinds & done)) and (among is None or code in among)
                    for code, done in consents.items()
                )
            case Named(participants):
                return sum(code in consents for code in participants)
            case Share(_, _, among):
                rows = {
                    code: figure
                    for code, figure in self.figures.items()
                    if self._counts(code) and (among is None or code in among)
                }
                held = sum(figure for code, figure in rows.items() if code in consents)
                return Decimal(held) / (sum(rows.values()) or Decimal(1))
        assert self.parent
        other = self.parent(self.on)
        if isinstance(condition, FractionOfParties):
            return len(set(consents) if condition.of else set(consents) & other.parties())
        return int(other.in_force())

    def _take(self, act: Act, *, was_waiting: bool) -> None:
        code, on = act.participant, self.on
        bond = self.open_bond(code)
        leaving = self.clauses.withdrawal
        match act.kind:
            case ActionKind.WITHDRAWAL if not (bond and bond.bound(on)):
                self._end_application(act)
            case ActionKind.WITHDRAWAL if bond and leaving and not bond.to:
                effect = max(delayed(on, leaving.notice), act.effective_on or on)
                since = bond.since
                if since and since < effect and delayed(since, leaving.lockout) <= on:
                    bond.to = effect
            case ActionKind.RESCISSION_OF_WITHDRAWAL if bond and bond.to:
                bond.to = None
            case ActionKind.WITHDRAWAL_OF_CONSENT if was_waiting or not (bond and bond.bound(on)):
                if bond:
                    bond.released = True
                self._end_application(act)
            case ActionKind.PROVISIONAL_APPLICATION if self.clauses.provisional_application:
                if not (bond and bond.bound(on)):
                    self.applied.setdefault(code, []).append(act)

    def _end_application(self, act: Act) -> None:
        until = max(act.deposited_on, act.effective_on or act.deposited_on)
        for each in self.applied.get(act.participant, []):
            self.applied_until.setdefault(f"{id(each)}", until)

    def _look_at_the_parent(self) -> None:
        for code, bonds in self.bonds.items():
            for bond in bonds:
                bond.parent_to = self.parent_end(code, bond.since)

    def parent_end(self, code: str, since: date | None) -> date | None:
        """Give the day on which leaving the parent ends a bond, as the day knows it."""
        leaving = self.clauses.withdrawal
        if not self.parent or not leaving or not leaving.with_parent or not since:
            return None
        theirs = self.parent(self.on).bonds.get(code, [])
        ends = [
            end
            for each in theirs
            if each.since and not each.released and (end := each.end()) and each.since < end
        ]
        return min((end for end in ends if since < end), default=None)

    def _lapse(self) -> None:
        below = self.clauses.entry_into_force.lapses_below
        if not below or self.lapsed:
            return
        bonds = [bond for each in self.bonds.values() for bond in each if not bond.released]
        left = any(
            bond.end() == self.on
            and bond.since
            and max(bond.since, bond.act.deposited_on) < self.on
            for bond in bonds
        )
        if left and len(self.parties()) < below:
            self.lapsed = self.on
            for bond in bonds:
                bond.lapsed = self.on


@dataclass(frozen=True)
class Row:
    """What is compared of a participant."""

    status: Status
    in_force_on: date | None
    periods: tuple[tuple[date, date | None], ...]
    leaves_on: date | None


def row(code: str, then: Life, at_last: Life) -> Row:
    """Give a participant's row on the day to which ``then`` was lived; ``at_last`` knows all."""
    on = then.on
    bonds = [bond for bond in then.bonds.get(code, []) if not bond.released]
    bonds += [
        Bond(
            later.act,
            later.since,
            parent_to=then.parent_end(code, later.since),
            lapsed=then.lapsed,
        )
        for later in at_last.bonds.get(code, [])[len(then.bonds.get(code, [])) :]
        if later.since and later.since <= on
    ]
    times = [
        (bond.since, bond.end())
        for bond in bonds
        if bond.since and (bond.end() is None or bond.since < (bond.end() or on))
    ]
    last = bonds[-1] if bonds else None
    timed = bool(last and times and times[-1][0] == last.since)
    end = last.end() if last and timed else None
    by_notice = last and end in {last.to, last.parent_to}
    return Row(
        status=_status(code, then, bonds, times),
        in_force_on=times[-1][0] if timed else None,
        periods=tuple(times),
        leaves_on=end if by_notice else None,
    )


def _status(
    code: str, then: Life, bonds: list[Bond], times: list[tuple[date, date | None]]
) -> Status:
    on = then.on
    if any(since <= on and (to is None or on < to) for since, to in times):
        leaving = bonds[-1].to or bonds[-1].parent_to
        return Status.WITHDRAWING if leaving else Status.PARTY
    for act in then.applied.get(code, []):
        begins = max(act.deposited_on, act.effective_on or act.deposited_on)
        until = then.applied_until.get(f"{id(act)}", date.max)
        bound = any(since <= on and (to is None or begins < to) for since, to in times)
        if begins <= on < until and not bound and then.lapsed is None:
            return Status.PROVISIONALLY_APPLYING
    if bonds and bonds[-1].open(on):
        return Status.CONTRACTING
    if times:
        return Status.FORMER_PARTY
    return Status.SIGNATORY if code in then.signed else Status.NON_SIGNATORY
