"""The papers of Working Group 1 in the demonstration: of every class, in every state."""

from datetime import date
from pathlib import Path

from app.bodies.models import Body, Paper
from app.bodies.operations import offers, papers
from app.bodies.values import Class
from app.bodies.values.papers import HandedIn, Issue, PaperKind, Reservation, SuffixKind
from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_texts import (
    AGENDA,
    COSTS,
    COSTS_ADDED,
    ELEMENTS,
    ELEMENTS_FR,
    ELEMENTS_REVISED,
    ELEMENTS_REVISED_FR,
    EVASION,
    HANDED_IN,
    PEOPLE,
    PEOPLE_CORRECTED,
    VISITS,
    Text,
)
from app.documents.values import Checked, FileKind
from app.kernel.languages import Language

GROUP = "wg-1"
SCAN = Path(__file__).resolve().parents[2] / "config" / "demonstration" / "elements-fr.pdf"
"""The first version of the working paper in French, as it was printed."""


def put_papers_before_the_group(desk: BodiesDesk) -> None:
    """Issue, revise, correct, give up and hand in the group's papers."""
    body = desk.bodies[GROUP]
    _programme(desk, body)
    _elements(desk, body)
    _costs(desk, body)
    _lost(desk, body)
    for text, sort, on in ((VISITS, Class.RESTRICTED, 40), (EVASION, Class.PROTECTED, 33)):
        until = desk.ahead(300) if sort is Class.PROTECTED else None
        _issue(
            desk, body, _reserve(desk, body, text, desk.ago(on), sort=sort), text, desk.ago(on),
            sort=sort, derestricts_on=until, sponsors=("GBR",),
        )  # fmt: skip
    _hand_in(desk, body)


def _programme(desk: BodiesDesk, body: Body) -> None:
    on = desk.ago(118)
    paper = _reserve(desk, body, AGENDA, on, kind=PaperKind.GENERAL)
    _issue(desk, body, paper, AGENDA, on)
    listed = _reserve(desk, body, PEOPLE, desk.ago(110), kind=PaperKind.INFORMATION)
    _issue(desk, body, listed, PEOPLE, desk.ago(110))
    _hung(desk, body, listed, SuffixKind.CORRIGENDUM, PEOPLE_CORRECTED, on=desk.ago(104))


def _elements(desk: BodiesDesk, body: Body) -> None:
    """Issue the working paper in two languages, and its revision in two."""
    first, second, both = desk.ago(96), desk.ago(52), ("CAN", "GBR", "JPN")
    paper = _reserve(desk, body, ELEMENTS, first)
    _issue(desk, body, paper, ELEMENTS, first, sponsors=both)
    scan = Checked("Elements.pdf", FileKind.PDF, SCAN.read_bytes())
    _translate(desk, body, paper, ELEMENTS_FR, on=desk.ago(89), file=scan)
    revised = _hung(
        desk, body, paper, SuffixKind.REVISION, ELEMENTS_REVISED, on=second, sponsors=both
    )
    _translate(desk, body, revised, ELEMENTS_REVISED_FR, on=desk.ago(44))


def _costs(desk: BodiesDesk, body: Body) -> None:
    on = desk.ago(80)
    paper = _reserve(desk, body, COSTS, on)
    _issue(desk, body, paper, COSTS, on, sponsors=("NLD",))
    _hung(desk, body, paper, SuffixKind.ADDENDUM, COSTS_ADDED, on=desk.ago(61), sponsors=("NZL",))


def _lost(desk: BodiesDesk, body: Body) -> None:
    """Give a symbol up, and leave one reserved."""
    text = Text("Methods for models that are not trained", "")
    paper = _reserve(desk, body, text, desk.ago(70))
    reason = "Its authors merged it with WP.1/Rev.1."
    papers.give_up(desk.session, body, paper, reason=reason, hand=desk.hand(desk.ago(55)))
    draft = Text("Draft recommendation on the catalogue of methods", "")
    _reserve(desk, body, draft, desk.ago(6), kind=PaperKind.LIMITED)


def _hand_in(desk: BodiesDesk, body: Body) -> None:
    wanted = HandedIn(
        title=HANDED_IN.title, text=HANDED_IN.text, language=Language.ENGLISH,
        sort=Class.RESTRICTED,
    )  # fmt: skip
    hand = desk.hand(desk.ago(2), by=desk.representative("JPN"))
    offers.hand_in(desk.session, body, wanted, storage=desk.storage, hand=hand)


def _reserve(
    desk: BodiesDesk,
    body: Body,
    text: Text,
    on: date,
    *,
    kind: PaperKind = PaperKind.WORKING_PAPER,
    sort: Class = Class.UNCLASSIFIED,
) -> Paper:
    wanted = Reservation(title=text.title, sort=sort, kind=kind)
    return papers.reserve(desk.session, body, wanted, hand=desk.hand(on))


def _hung(
    desk: BodiesDesk,
    body: Body,
    hangs_on: Paper,
    suffix: SuffixKind,
    text: Text,
    *,
    on: date,
    sponsors: tuple[str, ...] = (),
) -> Paper:
    wanted = Reservation(
        title=text.title, sort=Class.UNCLASSIFIED, hangs_on=hangs_on.id, suffix=suffix
    )
    paper = papers.reserve(desk.session, body, wanted, hand=desk.hand(on))
    _issue(desk, body, paper, text, on, sponsors=sponsors)
    return paper


def _issue(
    desk: BodiesDesk,
    body: Body,
    paper: Paper,
    text: Text,
    on: date,
    *,
    sort: Class = Class.UNCLASSIFIED,
    derestricts_on: date | None = None,
    sponsors: tuple[str, ...] = (),
) -> None:
    wanted = Issue(
        language=text.language, title=text.title, text=text.text, issued_on=on, sort=sort,
        derestricts_on=derestricts_on, sponsors=sponsors,
    )  # fmt: skip
    papers.issue(desk.session, body, paper, wanted, storage=desk.storage, hand=desk.hand(on))


def _translate(
    desk: BodiesDesk, body: Body, paper: Paper, text: Text, *, on: date, file: Checked | None = None
) -> None:
    wanted = Issue(language=text.language, title=text.title, text=text.text, issued_on=on)
    hand = desk.hand(on)
    papers.issue(desk.session, body, paper, wanted, file, storage=desk.storage, hand=hand)
