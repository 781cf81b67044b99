"""The course of a treaty: who was bound since when, on any day, as known on another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter

from app.participants.values import Participant, ParticipantKind, Roll
from app.treaties.rules.changes import Change, Sweep, changes
from app.treaties.rules.entry import Approach, approach
from app.treaties.rules.knowledge import acts_known
from app.treaties.rules.parties import lapse, parties_by_day
from app.treaties.rules.recording import Terms, recorded
from app.treaties.rules.spells import Record
from app.treaties.rules.standings import counted, is_listed, standing
from app.treaties.values.acts import Act
from app.treaties.values.clauses import (
    Definition,
    FractionOfParties,
    RegionalOrganisations,
    TreatyInForce,
)
from app.treaties.values.dossier import Dossier
from app.treaties.values.status import (
    Counts,
    Notice,
    OtherTreaty,
    Standing,
    Status,
    TreatyStatus,
    World,
)

NOTHING = Record()


@dataclass(frozen=True)
class Course:
    """What follows from a treaty's acts and clauses on every day; ask it as often as needed."""

    definition: Definition
    roll: Roll
    known_on: date | None
    acts: tuple[Act, ...]
    """The acts as known, in order."""
    entry: Approach
    """Its ``steps`` tell how far each condition was met from which day on."""
    records: Mapping[str, Record]
    """What each participant that acted did, by code."""

    def on(self, as_of: date) -> TreatyStatus:
        """Give the treaty's status on a day, by what had been deposited up to it."""
        looked = (self._look(participant, as_of) for participant in self._everyone)
        standings = tuple(each for each in looked if each)
        return TreatyStatus(
            treaty=self.definition.id,
            as_of=as_of,
            known_on=self.known_on,
            entry_into_force=self.entry.at(as_of),
            counts=counted(standings, as_of),
            participants=standings,
        )

    def of(self, code: str, on: date) -> Standing | None:
        """Give where one participant stands on a day; None if it did nothing and may not join."""
        return self._look(self.roll[code], on)

    def statuses(self, dates: Iterable[date]) -> Iterator[Mapping[str, Status]]:
        """Give every listed participant's status on each day; ascending days are quickest."""
        sweep = Sweep(self._changes)
        return (sweep.statuses(on) for on in dates)

    def counts(self, dates: Iterable[date]) -> Iterator[Counts]:
        """Give the counts on each day; ascending days are quickest."""
        sweep = Sweep(self._changes)
        return (sweep.counts(on) for on in dates)

    def seen_by_another(self) -> OtherTreaty:
        """Give what the clauses of another treaty need to know of this one."""
        return OtherTreaty(
            in_force_on=self.entry.on,
            lapsed_on=self.entry.lapsed_on,
            parties=parties_by_day(self.records, self.roll),
            notices={
                code: tuple(notice for spell in record.spells for notice in spell.exits())
                for code, record in self.records.items()
            },
        )

    @cached_property
    def _everyone(self) -> tuple[Participant, ...]:
        return tuple(sorted(self.roll, key=attrgetter("code")))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        found = (
            change
            for participant in self._everyone
            for change in changes(
                participant, self._record(participant), entry=self.entry, look=self._look
            )
        )
        return tuple(sorted(found, key=attrgetter("on")))

    def _look(self, participant: Participant, on: date) -> Standing | None:
        if not self._is_listed(participant, on):
            return None
        return standing(participant, self._record(participant), on=on, entry=self.entry)

    def _record(self, participant: Participant) -> Record:
        return self.records.get(participant.code, NOTHING)

    def _is_listed(self, participant: Participant, on: date) -> bool:
        record = self._record(participant)
        return is_listed(record, on) or (self._may_join(participant) and participant.exists(on))

    def _may_join(self, participant: Participant) -> bool:
        clauses = self.definition.final_clauses
        if clauses.eligible is not None:
            return participant.code in clauses.eligible
        if participant.kind is ParticipantKind.REIO:
            return clauses.regional_organisations is not RegionalOrganisations.NOT_ELIGIBLE
        return participant.kind is ParticipantKind.STATE


def course_of(dossier: Dossier, roll: Roll, *, known_on: date | None = None) -> Course:
    """Follow a treaty through everything the register knew on a day; None: everything it knows.

    Raises:
        KeyError: an act's participant, an indicator or a treaty that a condition names is missing;
            loading refuses each of them.

    """
    definition = dossier.definition
    acts = acts_known(dossier.acts, known_on)
    world = _world(dossier, roll, known_on=known_on)
    entry = approach(definition.final_clauses, acts, world)
    records = _records(definition, acts, entry, world)
    below = definition.final_clauses.entry_into_force.lapses_below
    lapsed_on = lapse(records, roll, below=below) if below else None
    if lapsed_on:
        entry = replace(entry, lapsed_on=lapsed_on)
        records = _records(definition, acts, entry, world)
    return Course(definition, roll, known_on, acts, entry, records)


def _records(
    definition: Definition, acts: Iterable[Act], entry: Approach, world: World
) -> dict[str, Record]:
    by_code: dict[str, list[Act]] = {}
    for act in acts:
        by_code.setdefault(act.participant, []).append(act)
    clauses = definition.final_clauses
    return {
        code: recorded(own, Terms(clauses, entry, _parent_notices(code, definition, world)))
        for code, own in by_code.items()
    }


def _parent_notices(code: str, definition: Definition, world: World) -> tuple[Notice, ...]:
    parent = world.treaties.get(definition.parent or "")
    if parent is None or not _follows_parent(definition):
        return ()
    return tuple(replace(notice, with_parent=True) for notice in parent.notices.get(code, ()))


def _world(dossier: Dossier, roll: Roll, *, known_on: date | None) -> World:
    definition = dossier.definition
    named = {
        condition.treaty
        for condition in definition.final_clauses.entry_into_force.conditions
        if isinstance(condition, FractionOfParties | TreatyInForce)
    }
    if _follows_parent(definition):
        named.add(definition.parent or "")
    return World(
        roll=roll,
        indicators={key: indicator.values for key, indicator in dossier.indicators.items()},
        treaties={
            key: course_of(related, roll, known_on=known_on).seen_by_another()
            for key, related in dossier.related.items()
            if key in named
        },
    )


def _follows_parent(definition: Definition) -> bool:
    withdrawal = definition.final_clauses.withdrawal
    return withdrawal is not None and withdrawal.with_parent
