"""Reading declarations: a list, one with its open draft, one version with its content."""

from typing import Annotated, Any

from flask import Response
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from app.declarations.api import documents
from app.declarations.api.answers import CheckTold, DeclarationsTold, DeclarationTold, VersionTold
from app.declarations.api.blueprint import (
    api,
    content_readers,
    drafters,
    fresh_hand,
    known,
    readers,
)
from app.declarations.api.revisions import etag, revision
from app.declarations.forms import published
from app.declarations.models import Declaration
from app.declarations.operations.judging import judged
from app.declarations.operations.readings import note_reading
from app.declarations.queries import chains, drafts, versions
from app.declarations.queries.chains import Wanted
from app.declarations.rules import opening
from app.declarations.rules.portions import joined
from app.declarations.rules.validation import refuses
from app.declarations.values.filing import Reference, reference
from app.kernel.api import Asked, conditional, told
from app.kernel.paging import Paged, no_cursor
from app.kernel.web import actor, runtime


class DeclarationsAsked(Paged):
    """Which declarations are wanted, and which part of the list."""

    participant: Annotated[
        str, Field(max_length=10, description="A participant's code; without it, all you may see.")
    ] = ""
    obligation: Annotated[str, Field(max_length=40, description="An obligation's code.")] = ""
    period: Annotated[str, Field(max_length=60, description="A year, or the id of an event.")] = ""


@api.get("")
@readers
@api.doc(operation_id="listDeclarations")
@api.input(DeclarationsAsked, location="query")
@api.output(DeclarationsTold)
def listing(query_data: DeclarationsAsked) -> ResponseReturnValue:
    """List the declarations of which you may know, by reference."""
    asked, after = query_data, _after(query_data.cursor)
    wanted = Wanted(participant=asked.participant, obligation=asked.obligation, period=asked.period)
    with runtime().database.read(by=actor()) as session:
        found = chains.page(
            session, by=actor(), after=after, limit=asked.limit + 1, wanted=wanted
        )  # fmt: skip
    part = found[: asked.limit]
    more = str(part[-1].declaration.reference) if len(found) > asked.limit else None
    return told({"items": list(map(documents.listed, part)), "next": more})


@api.get("/<ref>")
@readers
@api.doc(operation_id="readDeclaration")
@api.input(Asked, location="query")
@api.output(DeclarationTold)
def one(ref: str, query_data: Asked) -> ResponseReturnValue:
    """Read a declaration: its draft to its own state, its versions to whoever may know of them."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        document, now = whole(session, found), revision(session, found, by=actor())
    return current(document, etag(now))


@api.get("/<ref>/check")
@drafters
@api.doc(operation_id="checkDeclaration")
@api.input(Asked, location="query")
@api.output(CheckTold)
def check(ref: str, query_data: Asked) -> ResponseReturnValue:
    """Check a draft: everything that is wrong with it or strange, before it is submitted."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        draft = drafts.draft(session, found, by=actor())
        held = drafts.content_of(drafts.sections(session, draft))
        problems = judged(
            session, found, published(found.form, draft.form_version),
            opening.submitted(held, draft.outcome), outcome=draft.outcome,
            known=known(), at=runtime().clock.now(),
        )  # fmt: skip
    listed = list(map(documents.problem, problems))
    return told({"complete": not refuses(problems), "problems": listed})


@api.get("/<ref>/versions/<int:number>")
@content_readers
@api.doc(operation_id="readVersion")
@api.input(Asked, location="query")
@api.output(VersionTold)
def version(ref: str, number: int, query_data: Asked) -> ResponseReturnValue:
    """Read a version as far as you may; that you read what is classified is recorded."""
    del query_data
    hand = fresh_hand("")
    with runtime().database.write(by=hand.by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=hand.by)
        wanted = versions.version(session, found, number, by=hand.by)
        portions = versions.portions(session, wanted, by=hand.by)
        note_reading(session, wanted, portions, hand=hand)
    content = joined(each.portion for each in portions)
    facts = documents.version(wanted)
    return told(facts | {"classes": wanted.classes, "content": content})


def whole(session: Session, found: Declaration) -> dict[str, Any]:
    """Give a declaration as whoever asks may see it."""
    by = actor()
    draft = drafts.draft_or_none(session, found, by=by)
    rows = drafts.sections(session, draft) if draft else {}
    chain = versions.versions(session, found, by=by)
    return documents.identity(found) | {
        "record": found.record,
        "draft": documents.draft(draft, rows, found.form) if draft else None,
        "versions": list(map(documents.version, chain)),
    }


def current(document: dict[str, Any], revision_now: str) -> Response:
    """Answer with a document and the ETag from which it may be changed."""
    response = told(document)
    response.set_etag(revision_now)
    return conditional(response)


def _after(cursor: str | None) -> Reference | None:
    """Give after which declaration a page begins: a cursor writes it out."""
    if cursor is None:
        return None
    found = reference(cursor)
    if found is None:
        raise no_cursor()
    return found
