"""What the pages of one treaty show, computed once for as long as it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import get_locale, get_translations
from markupsafe import Markup

from app.kernel.languages import dated, said
from app.kernel.sentences import Sentence
from app.participants.values import Roll
from app.treaties.forms.questions import Question
from app.treaties.rules.charts import Timeline, timeline, timeline_days
from app.treaties.rules.circulation import circulations
from app.treaties.rules.competence import Competence, competences
from app.treaties.rules.course import Course
from app.treaties.rules.document import short_name
from app.treaties.rules.headline import explanation, headline, uncounted
from app.treaties.rules.progress import Progress, progress, threshold
from app.treaties.rules.table import Row, grouped, rows, selected
from app.treaties.rules.wording import KINDS, Clause, Naming, in_words
from app.treaties.values.acts import CONSENTS, SIGNATURES, Act, ActionKind
from app.treaties.values.circulation import Circulation, Outcome
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier
from app.treaties.values.status import Status, TreatyStatus


@dataclass(frozen=True)
class Sheet:
    """A treaty on one day as it was known on another, in the reader's language."""

    dossier: Dossier
    course: Course
    question: Question
    roll: Roll
    status: TreatyStatus
    language: str

    @property
    def definition(self) -> Definition:
        """The treaty's definition."""
        return self.dossier.definition

    @property
    def headline(self) -> Sentence:
        """Whether it is in force."""
        return headline(self.definition, self.status)

    @property
    def explanation(self) -> Iterator[Sentence]:
        """What led to its entry into force, or what is missing."""
        return explanation(self.status.entry_into_force, name=self.naming)

    @property
    def uncounted(self) -> Sentence | None:
        """Which organisations' consents count toward nothing."""
        standings = self.status.participants
        return uncounted(self.definition, standings, roll=self.roll, name=self.naming)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its final clauses in words."""
        return in_words(self.definition, name=self.naming)

    @property
    def progress(self) -> tuple[Progress, ...]:
        """How far each condition is met."""
        conditions = self.definition.final_clauses.entry_into_force.conditions
        return progress(conditions, self.status.entry_into_force.conditions, name=self.naming)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Everyone, by name."""
        return rows(self.status.participants, roll=self.roll, language=self.language)

    @property
    def selected(self) -> Sequence[Row]:
        """Those who are asked for, in the order asked for."""
        return selected(self.rows, self.question.selection)

    @property
    def groups(self) -> list[tuple[Status, list[tuple[str, str]]]]:
        """Everyone by status, for the map and its legend."""
        return grouped(self.rows)

    @property
    def timeline(self) -> Timeline | None:
        """Its way from adoption to the day asked for; None before it."""
        entry, since = self.status.entry_into_force, self.definition.adopted_on
        if self.question.as_of <= since:
            return None
        days = timeline_days(since, self.question.as_of, marks=(entry.trigger_on, entry.on))
        return timeline(
            days,
            self.course.counts(days),
            threshold=threshold(self.definition.final_clauses.entry_into_force.conditions),
            trigger_on=entry.trigger_on,
            entry_on=entry.on,
        )

    @property
    def acts(self) -> list[Act]:
        """Every act up to the day, the latest first."""
        done = (act for act in self.course.acts if act.deposited_on <= self.question.as_of)
        return sorted(done, key=lambda act: (act.deposited_on, act.number), reverse=True)

    @property
    def told(self) -> list[Act]:
        """The acts that say something: those with a text, and those that are no mere consent."""
        plain = SIGNATURES | CONSENTS
        return [act for act in self.acts if act.text or act.territory or act.kind not in plain]

    @cached_property
    def circulations(self) -> list[tuple[Circulation, Outcome]]:
        """Every late reservation made by the day, with what had become of it, the latest first."""
        as_of = self.question.as_of
        found = circulations(self.dossier, self.course)
        made = (each for each in found if each.reservation.deposited_on <= as_of)
        return [(each, each.outcome(as_of)) for each in made]

    def circulation(self, act: Act) -> tuple[Circulation, Outcome] | None:
        """Give the circulation of an act that is a late reservation."""
        found = (each for each in self.circulations if each[0].reservation == act)
        return next(found, None)

    @cached_property
    def competences(self) -> tuple[Competence, ...]:
        """What regional organisations declared to be competent for, the latest first."""
        return competences(self.course.acts, self.question.as_of)

    @property
    def corrections(self) -> list[tuple[Act, Act]]:
        """What was corrected, as it was recorded wrongly and rightly; the latest first."""
        known_on = self.course.known_on
        known = {
            act.number: act
            for act in self.dossier.acts
            if known_on is None or act.recorded_on <= known_on
        }
        replacing = (act for act in known.values() if act.replaces is not None)
        latest = sorted(replacing, key=lambda act: act.number, reverse=True)
        return [(known[act.replaces or 0], act) for act in latest]

    @property
    def sources(self) -> list[str]:
        """Where the figures of its shares come from."""
        return [indicator.source for indicator in self.dossier.indicators.values()]

    @property
    def kinds(self) -> Mapping[ActionKind, str]:
        """Each kind of act as a noun, said once for all rows."""
        catalogue = get_translations()
        return {kind: said(noun, catalogue, self.language) for kind, noun in KINDS.items()}

    @property
    def naming(self) -> Naming:
        """What a participant or a treaty that this one refers to is called."""
        titles = {key: of.definition.short_title for key, of in self.dossier.related.items()}
        return lambda code: titles.get(code) or self.name(code)

    def name(self, code: str) -> str:
        """Give a participant's short name."""
        return short_name(code, roll=self.roll, language=self.language)

    def day(self, on: date) -> Markup:
        """Give a day as a table shows it."""
        return dated(on, self.language)


def language() -> str:
    """Give the reader's language."""
    return str(get_locale().language)


def sheet(dossier: Dossier, course: Course, question: Question, *, roll: Roll) -> Sheet:
    """Lay out a treaty on the day that is asked for."""
    status = course.on(question.as_of)
    return Sheet(dossier, course, question, roll, status, language())
