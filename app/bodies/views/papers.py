"""The papers of a body, on screen and for spreadsheets; one paper, and its files."""

from collections.abc import Sequence
from itertools import chain
from math import ceil
from typing import Any
from uuid import UUID

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms.papers import question
from app.bodies.models import Body, Paper, PaperLanguage
from app.bodies.operations.bundles import bundle
from app.bodies.queries import comments as said
from app.bodies.queries import meetings, offers, paper_lists
from app.bodies.queries import papers as looked_up
from app.bodies.rules.paper_table import HEADER, rows
from app.bodies.rules.papers import may_hand_in, paragraphs
from app.bodies.values.paper_lists import PAGE, Listed, PaperOrder
from app.bodies.views.blueprint import named, of_body, page, pages
from app.documents import queries as documents
from app.documents.models import Upload
from app.kernel.errors import NotFound
from app.kernel.languages import chosen
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, handed_out, public, runtime

AT_A_GLANCE = 5
"""How many papers a body's story shows."""


@pages.get("/bodies/<body>/papers")
@public
def papers(body: str) -> ResponseReturnValue:
    """List the papers of a body of which whoever asks may know, as they ask."""
    today, asked = runtime().today(), question(request.args)
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        listed, count = paper_lists.papers(
            session, actor(), found, on=today, wanted=asked.selection, most=PAGE
        )
        return page(
            "papers.html", session, found,
            asked=asked, listed=listed, count=count, last=max(1, ceil(count / PAGE)),
            **_beside_the_list(session, found),
        )  # fmt: skip


@pages.get("/bodies/<body>/papers.csv")
@public
def papers_as_csv(body: str) -> Response:
    """Give all that is asked for as CSV."""
    listed, name = _asked_for(body)
    return _saved(as_csv(HEADER, rows(listed, named=named())), CSV_TYPE, name=f"{name}.csv")


@pages.get("/bodies/<body>/papers.xlsx")
@public
def papers_as_workbook(body: str) -> Response:
    """Give all that is asked for as a workbook."""
    listed, name = _asked_for(body)
    content = as_xlsx(gettext("Papers"), HEADER, rows(listed, named=named()))
    return _saved(content, XLSX_TYPE, name=f"{name}.xlsx")


@pages.get("/bodies/<body>/papers/<paper>")
@public
def paper(body: str, paper: str) -> ResponseReturnValue:
    """Show a paper in one of its languages; of a number that was given up, why."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        one = paper_lists.listed(session, actor(), found, paper, on=today)
        if not one.is_read:
            return page("paper_unissued.html", session, found, paper=one)
        whole = looked_up.paper(session, actor(), found, paper, on=today)
        return _paper_page(session, found, whole, one)


@pages.get("/bodies/<body>/papers/<paper>/files/<language>")
@public
def paper_file(body: str, paper: str, language: str) -> Response:
    """Give the file of a paper in a language, named by its symbol."""
    with runtime().database.read(by=actor()) as session:
        of = looked_up.paper(session, actor(), of_body(session, body), paper, on=runtime().today())
        issued = looked_up.languages(session, of)
        one = next((each for each in issued if each.language == language), None)
        file = _upload(session, of.subject, one.sha256 if one else None)
    return handed_out(
        runtime().storage.path(of.subject, file.sha256),
        media_type=file.kind.value,
        name=f"{of.symbol.replace('/', '-')}-{language}.{file.kind.extension}",
        digest=file.sha256,
    )


@pages.get("/bodies/<body>/meetings/<int:meeting>/papers.zip")
@public
def papers_of_meeting(body: str, meeting: int) -> Response:
    """Give all papers of a meeting's agenda that whoever asks may read, as one archive."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = meetings.meeting(session, actor(), of, meeting, on=today)
        under = (each.papers for each in meetings.agenda(session, one))
        ids = list(dict.fromkeys(chain.from_iterable(under)))
        archive = bundle(session, actor(), ids, on=today, storage=runtime().storage)
    name = f"{of.slug}-meeting-{meeting}-papers.zip"
    response = send_file(
        archive, mimetype="application/zip", as_attachment=True, download_name=name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def papers_at_a_glance(session: Session, of: Body) -> dict[str, Any]:
    """Give the papers of a body that came out last, for its story."""
    today = runtime().today()
    return {"latest_papers": paper_lists.latest(session, actor(), of, on=today, most=AT_A_GLANCE)}


def _beside_the_list(session: Session, of: Body) -> dict[str, Any]:
    """Give what a list may be asked for, and what waits to be issued."""
    today = runtime().today()
    return {
        "may_hand_in": _may_hand_in(session, of),
        "orders": PaperOrder,
        "submitters": paper_lists.submitters(session, actor(), of, on=today),
        "waiting": offers.waiting(session, actor(), of),
        "years": looked_up.years(session, actor(), of, on=today),
    }


def _paper_page(session: Session, of: Body, whole: Paper, one: Listed) -> str:
    issued = looked_up.languages(session, whole)
    shown = _shown(issued)
    family = paper_lists.family(session, actor(), whole, on=runtime().today())
    return page(
        "paper.html", session, of,
        paper=one, whole=whole, issued=issued, shown=shown,
        paragraphs=paragraphs(shown.text) if shown else (),
        family=family if len(family) > 1 else (),
        call=said.last_call(session, actor(), whole, on=runtime().today()),
        by=next((each for each in family if each.id == whole.superseded_by), None)
        or _known(session, whole.superseded_by),
        files={each.sha256: each for each in documents.uploads(session, whole.subject)},
        lowerings=looked_up.lowerings(session, whole),
    )  # fmt: skip


def _shown(issued: Sequence[PaperLanguage]) -> PaperLanguage | None:
    """Give the paper in the language that is asked for, else the reader's, else its first."""
    by_language = {each.language: each for each in issued}
    wanted = [request.args.get("in", ""), str(get_locale().language)]
    best = chosen([each for each in wanted if each], by_language)
    return by_language.get(best) or next(iter(issued), None)


def _known(session: Session, identity: UUID | None) -> Listed | None:
    if identity is None:
        return None
    found = paper_lists.by_identity(session, actor(), [identity], on=runtime().today())
    return found.get(identity)


def _may_hand_in(session: Session, of: Body) -> bool:
    places = queries.standings(session, actor(), on=runtime().today())
    return may_hand_in(actor(), places.get(of.id))


def _upload(session: Session, owner: str, sha256: str | None) -> Upload:
    for each in documents.uploads(session, owner):
        if each.sha256 == sha256:
            return each
    raise NotFound.because("There is no such file.")


def _asked_for(body: str) -> tuple[list[Listed], str]:
    today, asked = runtime().today(), question(request.args)
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        listed, _count = paper_lists.papers(
            session, actor(), found, on=today, wanted=asked.selection
        )
    return list(listed), f"{found.slug}-papers-{today.isoformat()}"


def _saved(content: bytes, content_type: str, *, name: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
