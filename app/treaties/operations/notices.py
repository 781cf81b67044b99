"""What there is to notify once acts are recorded: each act, and an entry into force reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.operations.notifications import notify
from app.treaties.queries import notifications as issued
from app.treaties.rules.circulation import circulation_of
from app.treaties.rules.intake import is_mirror
from app.treaties.rules.notifications import (
    act_occasion,
    correction_occasion,
    entry_occasion,
    subject_of,
)
from app.treaties.values.acts import Act
from app.treaties.values.notifications import NotificationNumber, Occasion
from app.treaties.values.status import Entry

Papers = Sequence[Mapping[str, Any]]
"""What is known beside each of some acts, such as ``dated_on`` and the state's own ``wording``."""


@dataclass(frozen=True, slots=True)
class Notices:
    """How a treaty, and every one that its acts can move, stood before they were recorded."""

    treaty: str
    roll: Roll
    today: date
    entries: Mapping[str, Entry]
    """The entries into force, by treaty, where the Agency is the depositary."""

    @classmethod
    def before(cls, session: Session, treaty: str, *, roll: Roll, today: date) -> Self:
        """Look at a treaty, and at those that refer to it, before acts are recorded."""
        ours = (
            each
            for each in sorted(queries.dependents(session, treaty))
            if not is_mirror(queries.dossier(session, each).definition)
        )
        entries = {each: _entry(session, each, roll=roll, today=today) for each in ours}
        return cls(treaty, roll, today, entries)

    def issue(
        self, session: Session, acts: Sequence[Act], papers: Papers, *, by: Actor, at: datetime
    ) -> tuple[NotificationNumber, ...]:
        """Notify of acts that were recorded, and of every entry into force that they moved."""
        occasions = [
            *self._of_acts(session, acts, papers),
            *(each for treaty in self.entries for each in self._of_entry(session, treaty)),
        ]
        numbers = notify(session, occasions, by=by, at=at, today=self.today, roll=self.roll)
        return tuple(numbers)

    def issued_of(self, session: Session, number: int) -> NotificationNumber | None:
        """Give the latest notification of an act, if there is one."""
        subject = subject_of(self.treaty, number)
        return issued.numbers_by_subject(session, self.treaty, [subject]).get(subject)

    def must_follow(self, session: Session, number: int) -> bool:
        """Say whether the correction of an act has to be notified, whoever makes it.

        Because the act had been, or the entry into force that it may move.
        """
        entered = issued.last_entry_into_force(session, self.treaty)
        return entered is not None or self.issued_of(session, number) is not None

    def _of_acts(self, session: Session, acts: Sequence[Act], papers: Papers) -> Iterator[Occasion]:
        course = queries.course(session, self.treaty, roll=self.roll)
        dossier, status = queries.dossier(session, self.treaty), course.on(self.today)
        for act, beside in zip(acts, papers, strict=True):
            if act.replaces is None:
                about = circulation_of(dossier, course, act)
                yield act_occasion(self.treaty, act, status, papers=beside, circulation=about)
            else:
                yield correction_occasion(
                    self.treaty,
                    act,
                    queries.action(session, self.treaty, act.replaces),
                    status,
                    papers=beside,
                    corrects=self.issued_of(session, act.replaces),
                )

    def _of_entry(self, session: Session, treaty: str) -> Iterator[Occasion]:
        """Give the notice that an entry into force needs, beside the last one that there was."""
        last = issued.last_entry_into_force(session, treaty)
        known = _notified_day(last.facts) if last else self.entries[treaty].on
        now = _entry(session, treaty, roll=self.roll, today=self.today)
        if now.on != known:
            corrects = last.number if last else None
            yield entry_occasion(treaty, now, before=known, corrects=corrects)


def _entry(session: Session, treaty: str, *, roll: Roll, today: date) -> Entry:
    return queries.course(session, treaty, roll=roll).on(today).entry_into_force


def _notified_day(facts: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(facts["enters_on"]) if "enters_on" in facts else None
