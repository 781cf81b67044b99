"""Making the governing body's papers: their facts, and asking for their prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents.values import OVERSIGHT, PUBLIC, Audience, DocumentKind
from app.kernel.actor import Actor
from app.kernel.clock import date_at
from app.kernel.errors import NotFound
from app.obligations.rules.status import Name
from app.obligations.values import Row
from app.participants.values import Roll
from app.reports.forms import papers as forms
from app.reports.queries import papers as queries
from app.reports.rules import papers
from app.reports.rules.freezing import Facts, frozen
from app.reports.rules.papers.register import Register
from app.reports.values import Among, House, Question, Span

AUDIENCES: dict[DocumentKind, Audience] = {
    DocumentKind.PAPER_TIMELINESS: OVERSIGHT,
    DocumentKind.PAPER_SUBMISSIONS: OVERSIGHT,
    DocumentKind.PAPER_RATIFICATION: PUBLIC,
    DocumentKind.PAPER_ANNUAL: OVERSIGHT,
}
"""For whom each paper is printed: that on the treaties alone is everybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Who makes a paper and when, and how participants are named in it."""

    by: Actor
    at: datetime
    name: Name
    roll: Roll
    house: House

    @property
    def on(self) -> date:
        """The day at the seat."""
        return date_at(self.at, self.house.seat)


def request_paper(session: Session, kind: DocumentKind, facts: Facts, *, at: datetime) -> UUID:
    """Ask for the print of a paper; on one day, while nothing moves, it is one document.

    Raises:
        Unavailable: too many prints wait.

    """
    press, audience = documents.edition(), AUDIENCES[kind]
    return documents.ask(session, kind, frozen(facts), press=press, audience=audience, at=at)


def treaties_looked_at(
    session: Session, among: Among, question: Question, *, roll: Roll
) -> list[papers.Looked]:
    """Give the treaties of a sheet, as they stood on a day and were known on another.

    Raises:
        NotFound: there was none by then.

    """
    found = queries.register(session, question, roll=roll)
    looked = papers.looked([course for _, course in found], among, as_of=question.as_of)
    if not looked:
        raise NotFound.because("The register had no such treaty on this day.")
    return looked


def timeliness_facts(rows: Sequence[Row], asked: Mapping[str, str], making: Making) -> Facts:
    """Give the facts of the paper on how the deadlines of the year asked for were met.

    Raises:
        NotFound: there is no paper of it.

    """
    house, on = making.house, making.on
    year = forms.year(asked, papers.years_with(rows, house, today=on))
    return papers.timeliness_paper(year, rows, roll=making.roll, on=on, house=house)


def submissions_facts(rows: Sequence[Row], asked: Mapping[str, str], making: Making) -> Facts:
    """Give the facts of the paper on who has submitted what for the period asked for.

    Raises:
        NotFound: there is no paper of it, or of any.

    """
    house = making.house
    periods, usual = papers.periods_with(rows, house), papers.usual_period(rows, house)
    period = forms.period(asked, periods, usual=usual)
    mine = papers.of_period(rows, period, house)
    return papers.submissions_paper(period, mine, name=making.name, on=making.on, house=house)


def ratification_facts(session: Session, among: Among, question: Question, making: Making) -> Facts:
    """Give the facts of the sheet of treaties.

    Raises:
        NotFound: there was no treaty by then.

    """
    looked = treaties_looked_at(session, among, question, roll=making.roll)
    named = [each.definition.id for each in looked]
    return papers.ratification_paper(
        among,
        looked,
        question,
        name=making.name,
        seal=queries.sealed_by(session, named, question),
        publisher=making.house.publisher,
    )


def annual_report(
    session: Session, asked: Mapping[str, str], making: Making
) -> tuple[Facts, Sequence[int]]:
    """Give the facts of the annual report that is asked for, and the years that have one.

    Raises:
        NotFound: there is none of the year, or the day on which the register is to have been known
            is none.

    """
    known_on = forms.known_on(asked, today=making.on)
    treaties = queries.register(session, Question(making.on, known_on), roll=making.roll)
    rows = queries.deadlines(session, by=making.by, at=making.at, house=making.house)
    years = papers.years_of(treaties, rows, today=making.on, house=making.house)
    span = papers.span_of(forms.year(asked, years), today=making.on)
    question, mine = Question(span.until, known_on), papers.own(treaties, until=span.until)
    named = [dossier.definition.id for dossier, _ in mine]
    facts = papers.annual_report(
        span,
        _gathered(session, mine, rows, span=span, question=question, making=making),
        question,
        name=making.name,
        roll=making.roll,
        on=making.on,
        seal=queries.sealed_by(session, named, question),
        house=making.house,
    )
    return facts, years


def _gathered(
    session: Session,
    treaties: Register,
    rows: Sequence[Row],
    *,
    span: Span,
    question: Question,
    making: Making,
) -> papers.Gathered:
    by, house, seat = making.by, making.house, making.house.seat
    return papers.Gathered(
        treaties=treaties,
        notifications=queries.notified(session, span, question),
        rows=rows,
        received=queries.received(session, span, by=by, seat=seat),
        steps=queries.stepped(session, span, by=by, seat=seat),
        decisions=queries.decided(session, span, by=by, house=house),
        outages=queries.stopped(session, span, among=queries.codes(house), seat=seat),
    )
