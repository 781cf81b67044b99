"""The hands of the demonstration's states and of the secretariat: every step by its operation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.operations.ground import Ground
from app.commands import filing_contents as contents
from app.commands.filing_states import BOUND, Filer
from app.correspondence.values import Channel
from app.deadlines.models import Deadline
from app.declarations.forms import published
from app.declarations.models import Declaration
from app.declarations.operations import attachments, drafting, opening, review, submitting
from app.declarations.operations.judging import Known
from app.declarations.queries import chains, drafts, versions
from app.declarations.rules.opening import HEADER, USUAL
from app.declarations.values import filing as words
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Hand, Paper, Step
from app.declarations.values.forms import Form
from app.documents.values import Checked, FileKind
from app.kernel.actor import Actor, Role
from app.kernel.clock import date_at
from app.kernel.storage import Storage
from app.obligations import operations as obligations
from app.obligations.models import Duty
from app.obligations.operations import Raised

LETTER = Path(__file__).resolve().parents[2] / "config" / "demonstration" / "designation.pdf"
RETURNED = "The largest networked group of one site has more accelerators than the site itself."
RECALLED = "The figures of two importers were counted twice. The declaration will be filed anew."
AMENDED = "An operator has corrected the number of its accelerators."
CORRECTED = "Corrected by the secretariat on the written instruction of the state: a misprint."


class Fate(StrEnum):
    """What becomes of a filing."""

    LEFT = "left"
    """Nothing is begun."""
    DRAFT = "draft"
    ASKED = "asked"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    IN_GOOD_ORDER = "in_good_order"
    RETURNED = "returned"
    RECALLED = "recalled"
    AMENDED = "amended"
    AMENDING = "amending"
    """Its amendment waits for the accredited representative."""
    CORRECTED = "corrected"
    """By the secretariat, on written instruction."""


OPEN = frozenset({Fate.DRAFT, Fate.ASKED, Fate.SUBMITTED})
"""Whom the secretariat has still to look at, or cannot yet."""

REVIEWED = frozenset({Fate.IN_GOOD_ORDER, Fate.AMENDED, Fate.AMENDING, Fate.CORRECTED})


@dataclass(frozen=True, slots=True)
class Filing:
    """What a state files, when, and what becomes of it."""

    filer: Filer
    obligation: str
    period: str
    turn: int
    """The years that it declares are counted from 0."""
    on: date
    outcome: Outcome = Outcome.FILED
    fate: Fate = Fate.IN_GOOD_ORDER
    on_paper: bool = False
    """Whether it comes by note verbale, for the officer to enter."""
    known_on: date | None = None
    """When the event became known for which it is filed."""


@dataclass(frozen=True, slots=True)
class First:
    """An initial declaration that is owed."""

    filer: Filer
    period: str
    due: date


@dataclass(frozen=True, slots=True)
class Desk:
    """Who files and who examines, and what they need for it."""

    session: Session
    known: Known
    ground: Ground
    """How bodies proceed: an outage prolongs what they have under silence."""
    storage: Storage
    today: date
    now: datetime
    people: dict[tuple[str | None, Role], Actor]

    def course(self, filing: Filing) -> Iterator[tuple[date, Callable[[datetime], None]]]:
        """Give what happens to a filing, each with its day."""
        fate, on = filing.fate, filing.on
        if fate is Fate.LEFT:
            return
        yield on, partial(self._file, filing)
        if fate in OPEN:
            return
        if fate is Fate.RECALLED:
            yield on + timedelta(20), partial(self._recall, filing)
            return
        yield on + timedelta(6), partial(self._move, filing, Step.TAKE_UP)
        if fate is Fate.RETURNED:
            yield on + timedelta(15), partial(self._move, filing, Step.RETURN)
        if fate in REVIEWED:
            yield on + timedelta(12), partial(self._move, filing, Step.FIND_IN_GOOD_ORDER)
        if fate in {Fate.AMENDED, Fate.AMENDING}:
            yield on + timedelta(70), partial(self._amend, filing)
        if fate is Fate.AMENDED:
            yield on + timedelta(75), partial(self._move, filing, Step.TAKE_UP)
            yield on + timedelta(80), partial(self._move, filing, Step.FIND_IN_GOOD_ORDER)
        if fate is Fate.CORRECTED:
            yield on + timedelta(40), partial(self._enter, filing)

    def initial(self, obligation: str) -> list[First]:
        """Give the initial declarations that the states owe on an obligation."""
        found = self.session.execute(
            select(Duty.participant, Duty.period, Deadline.due_at)
            .join(Deadline, Deadline.id == Duty.deadline_id)
            .where(Duty.obligation == obligation)
        )
        owed = {code: (period, date_at(due, self.known.seat)) for code, period, due in found}
        return [First(each, *owed[each.code]) for each in BOUND if each.code in owed]

    def _file(self, filing: Filing, at: datetime) -> None:
        """File here with two pairs of eyes, or by note verbale for the officer to enter."""
        if filing.on_paper:
            self._enter(filing, at)
            return
        duty = self._owed(filing, at)
        by = self.of(filing.filer, Role.DRAFTER)
        law = self.known.laws.obligations[filing.obligation]
        form = published(law.form)
        declaration = opening.begin(
            self.session, law, _duty_of(filing), words.Filing(basis=duty.basis), form=form,
            hand=_hand(by, at),
        )  # fmt: skip
        if filing.outcome is Outcome.FILED:
            self._fill(filing, declaration, form, _hand(by, at))
        else:
            drafting.choose(
                self.session, declaration.reference, filing.outcome, form=form, hand=_hand(by, at)
            )
        if filing.fate is not Fate.DRAFT:
            self._hand_in(filing, declaration, form, at, reason="")

    def _hand_in(
        self, filing: Filing, declaration: Declaration, form: Form, at: datetime, *, reason: str
    ) -> None:
        """Let the drafter ask and, as far as the filing goes, the representative submit."""
        by, representative = (
            self.of(filing.filer, role) for role in (Role.DRAFTER, Role.REPRESENTATIVE)
        )
        drafting.ask(
            self.session, declaration.reference, reason=reason, form=form, known=self.known,
            hand=_hand(by, at),
        )  # fmt: skip
        if filing.fate is not Fate.ASKED and not (reason and filing.fate is Fate.AMENDING):
            submitting.submit(
                self.session, declaration.reference, reason="", form=form, known=self.known,
                hand=_hand(representative, at + timedelta(minutes=40)),
            )  # fmt: skip

    def _fill(
        self, filing: Filing, declaration: Declaration, form: Form, hand: Hand, *, more: int = 0
    ) -> None:
        """Fill in each section that the state has something for."""
        rows = drafts.sections(self.session, drafts.draft(self.session, declaration, by=hand.by))
        for section, inside in self._content(filing, declaration, hand, more=more).items():
            row = rows.get(section)
            drafting.edit(
                self.session, declaration.reference, section, inside, classes={}, form=form,
                version=row.version if row else 0, hand=hand,
            )  # fmt: skip

    def _content(
        self, filing: Filing, declaration: Declaration | None, hand: Hand, *, more: int = 0
    ) -> contents.Sections:
        filer, turn, table = filing.filer, filing.turn, self.known.accelerators
        match filing.obligation:
            case "f1-initial" if declaration is not None:
                file = Checked("Designation.pdf", FileKind.PDF, LETTER.read_bytes())
                letter = attachments.attach(
                    self.session, declaration.reference, file, storage=self.storage, hand=hand
                )
                return contents.authority(filer, letter)
            case "f2":
                return contents.compute(filer, turn, int(filing.period), table, more=more)
            case "f4":
                return contents.transfers(filer, turn)
            case "f3-b" if filing.known_on is not None:
                return contents.training(filer, filing.known_on)
            case "f5-notice" if filing.known_on is not None:
                return contents.incident(filing.known_on)
            case _:
                return contents.measures(filer, turn, filing.on.year)

    def _enter(self, filing: Filing, at: datetime) -> None:
        """Enter what came by note verbale: a filing, or the correction of one."""
        law = self.known.laws.obligations[filing.obligation]
        basis = self._owed(filing, at).basis
        header = {HEADER: {**USUAL, "basis": basis.value, "period": filing.period}}
        hand = _hand(self.secretariat(Role.DECLARATIONS_OFFICER), at)
        filed = filing.outcome is Outcome.FILED
        content = {**header, **(self._content(filing, None, hand) if filed else {})}
        given = words.Filing(
            basis=basis, outcome=filing.outcome, content=content,
            reason="" if filing.on_paper else CORRECTED,
        )  # fmt: skip
        paper = Paper(
            channel=Channel.NOTE_VERBALE, received_on=at.date() - timedelta(2),
            their_reference=f"{filing.filer.code}/{at.year}/{at.month}{at.day:02}",
        )  # fmt: skip
        submitting.enter(
            self.session, law, _duty_of(filing), given, paper, form=published(law.form),
            known=self.known, hand=hand,
        )  # fmt: skip

    def _move(self, filing: Filing, step: Step, at: datetime) -> None:
        """Take a step as the officer with the latest version."""
        note = RETURNED if step is Step.RETURN else ""
        hand = _hand(self.secretariat(Role.DECLARATIONS_OFFICER), at)
        self._step(filing, step, note, hand)

    def _recall(self, filing: Filing, at: datetime) -> None:
        hand = _hand(self.of(filing.filer, Role.REPRESENTATIVE), at)
        self._step(filing, Step.RECALL, RECALLED, hand)

    def _step(self, filing: Filing, step: Step, note: str, hand: Hand) -> None:
        declaration = self._declaration(filing)
        number = versions.last(self.session, declaration)
        review.move(self.session, declaration.reference, number, step, note=note, hand=hand)

    def _amend(self, filing: Filing, at: datetime) -> None:
        """Amend, and let the representative submit it unless it still waits for that."""
        declaration = self._declaration(filing)
        form = published(declaration.form)
        hand = _hand(self.of(filing.filer, Role.DRAFTER), at)
        opening.amend(self.session, declaration.reference, form=form, hand=hand)
        self._fill(filing, declaration, form, hand, more=96)
        self._hand_in(filing, declaration, form, at, reason=AMENDED)

    def _declaration(self, filing: Filing) -> Declaration:
        found = chains.of_duty(self.session, _duty_of(filing))
        if found is None:
            raise LookupError(filing.obligation)
        return found

    def _owed(self, filing: Filing, at: datetime) -> Duty:
        """Give the deadline that a filing meets; what nobody owes is voluntary."""
        known_on = filing.known_on
        event_at = (
            datetime.combine(known_on, time(7, 30), tzinfo=self.known.seat) if known_on else None
        )
        raised = Raised(filing.obligation, filing.filer.code, filing.period, event_at)
        return obligations.ensure(
            self.session, self.known.laws, raised, roll=self.known.roll, at=at, seat=self.known.seat
        )

    def of(self, filer: Filer, role: Role) -> Actor:
        """Give who speaks for a state in a capacity."""
        return self.people[filer.code, role]

    def secretariat(self, role: Role) -> Actor:
        """Give who acts for the secretariat in a capacity."""
        return self.people[None, role]


def _hand(by: Actor, at: datetime) -> Hand:
    return Hand(by=by, at=at, today=at.date(), key=uuid4())


def _duty_of(filing: Filing) -> words.Duty:
    return words.Duty(filing.obligation, filing.filer.code, filing.period)
