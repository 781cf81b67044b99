"""Papers for tests: reserved, issued and given up by the operations that pages call."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper
from app.bodies.operations import papers
from app.bodies.values import Class, Hand
from app.bodies.values.papers import Issue, PaperKind, Reservation, SuffixKind
from app.documents.values import Checked
from app.kernel.actor import Actor, Role
from app.kernel.languages import Language
from app.kernel.storage import Storage

SECRETARY = Actor(Role.BODIES_OFFICER, 41)
TODAY = date(2027, 3, 14)


def hand(*, by: Actor = SECRETARY, today: date = TODAY, key: UUID | None = None) -> Hand:
    """Give somebody's hand on a day."""
    at = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    return Hand(by=by, at=at, today=today, key=key)


def reserved(
    session: Session,
    body: Body,
    title: str = "A paper",
    *,
    kind: PaperKind = PaperKind.WORKING_PAPER,
    sort: Class = Class.UNCLASSIFIED,
    on: Paper | None = None,
    suffix: SuffixKind | None = None,
    by: Hand | None = None,
) -> Paper:
    """Reserve a symbol."""
    wanted = Reservation(
        title=title, sort=sort, kind=kind, hangs_on=on.id if on else None, suffix=suffix
    )
    return papers.reserve(session, body, wanted, hand=by or hand())


def issued(
    session: Session,
    body: Body,
    storage: Storage,
    title: str = "A paper",
    *,
    text: str = "1. A paragraph.",
    sort: Class = Class.UNCLASSIFIED,
    kind: PaperKind = PaperKind.WORKING_PAPER,
    on: Paper | None = None,
    suffix: SuffixKind | None = None,
    derestricts_on: date | None = None,
    sponsors: Iterable[str] = (),
    file: Checked | None = None,
) -> Paper:
    """Reserve a symbol and issue the paper in English."""
    paper = reserved(session, body, title, kind=kind, sort=sort, on=on, suffix=suffix)
    wanted = Issue(
        language=Language.ENGLISH, title=title, text=text, issued_on=TODAY, sort=sort,
        derestricts_on=derestricts_on, sponsors=tuple(sponsors),
    )  # fmt: skip
    papers.issue(session, body, paper, wanted, file, storage=storage, hand=hand())
    return paper
