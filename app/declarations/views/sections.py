"""One section of a draft: filled in, saved however incomplete, and never overwritten unseen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.declarations.forms import classes as grading
from app.declarations.forms.pages import drawn
from app.declarations.forms.posted import content_of
from app.declarations.models import DeclarationSection
from app.declarations.operations import attachments, drafting, judging
from app.declarations.queries import chains, drafts
from app.declarations.rules import access
from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes, Reference
from app.declarations.values.forms import Form, Section
from app.declarations.values.problems import Problem
from app.declarations.views.blueprint import (
    drafters,
    form_of,
    fresh_key,
    hand,
    names,
    pages,
    status_of,
)
from app.documents.forms import upload
from app.documents.values import Checked
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.web import actor, runtime

ADDRESS = "/declarations/<ref>/sections/<section>"

VERSION = "version-section"
"""The field that says which version of the section a form is about: no question has such a name."""


@pages.get(ADDRESS)
@drafters
def section(ref: str, section: str) -> ResponseReturnValue:
    """Show one section of a draft to fill in."""
    return _page(chains.named_by(ref), section)


@pages.post(ADDRESS)
@drafters
def save(ref: str, section: str) -> ResponseReturnValue:
    """Save one section, however incomplete; a stale form is shown again beside what is there."""
    reference = chains.named_by(ref)
    try:
        _save(reference, section, _handed_in())
    except (Invalid, Conflict) as refused:
        stale = isinstance(refused, Conflict)
        return _page(reference, section, refused.complaints, stale=stale), status_of(refused)
    return redirect(_next(reference, section), 303)


def _handed_in() -> dict[str, Checked]:
    """Give the files that were posted, checked, by the question that they answer.

    Raises:
        Invalid: one is not accepted.

    """
    return {
        path: upload(file.filename or "", file.stream, field=path)
        for path, file in request.files.items()
        if file.filename
    }


def _save(reference: Reference, name: str, handed_in: Mapping[str, Checked]) -> None:
    sent, version = hand(), request.form.get(VERSION, type=int, default=-1)
    with runtime().database.write(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft = drafts.draft(session, found, by=actor())
        form = form_of(found, draft.form_version)
        asked, row = _section(form, name), drafts.sections(session, draft).get(name)
        files = {
            path: attachments.attach(session, reference, file, storage=runtime().storage, hand=sent)
            for path, file in handed_in.items()
        }
        drafting.edit(
            session, reference, name, _content(asked, row, files),
            classes=_classes(asked, row), form=form, version=version, hand=sent,
        )  # fmt: skip


def _content(
    asked: Section, row: DeclarationSection | None, files: Mapping[str, Any]
) -> dict[str, Any]:
    """Give what was typed, with the files that were there or were handed in."""
    posted = request.form.to_dict(flat=False)
    return content_of(asked, posted, kept=row.content if row else {}, files=files)


def _classes(asked: Section, row: DeclarationSection | None) -> Classes:
    kept = {place: Class(grade) for place, grade in (row.classes if row else {}).items()}
    return grading.classes(asked, request.form, kept=kept)


def _next(reference: Reference, name: str) -> str:
    """Give where to go after saving: back to the task list, or on in the same section."""
    if request.form.get("then") == "more":
        return f"{reference.address}/sections/{name}"
    return reference.address


def _section(form: Form, name: str) -> Section:
    found = form.section(name)
    if found is None:
        raise NotFound.because("The form has no such section.")
    return found


def _page(
    reference: Reference, name: str, complaints: Sequence[Complaint] = (), *, stale: bool = False
) -> str:
    """Show a section as it is, or as it was typed where it could not be saved."""
    again = request.method == "POST"
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft = drafts.draft(session, found, by=actor())
        form = form_of(found, draft.form_version)
        asked, row = _section(form, name), drafts.sections(session, draft).get(name)
        shown = names(session, row.edited_by if row else None)
    held = _content(asked, row, {}) if again else (row.content if row else {})
    at = runtime().clock.now()
    problems = judging.judged_draft(found, form, {name: held}, at=at) if again else []
    return render_template(
        "declarations/edit.html",
        **drawn(form, asked, held, problems=problems),
        address=f"{reference.address}/sections/{name}",
        answer_field=grading.ANSWER,
        chosen=_chosen(asked, row),
        chosen_of=_chosen_answers(asked, row),
        class_of=access.class_of,
        complaints=[each for each in complaints if not _is_told(each, problems)],
        declaration=found,
        hidden={"key": fresh_key(), VERSION: _version(row, again=again and not stale)},
        names=shown,
        row=row,
        settable=access.SETTABLE,
        stale=stale,
    )


def _chosen(asked: Section, row: DeclarationSection | None) -> str:
    """Give the class that the page shows as chosen for the whole section."""
    stored = (row.classes if row else {}).get(asked.name, asked.grade.value)
    return str(request.form.get(grading.FIELD, stored))


def _chosen_answers(asked: Section, row: DeclarationSection | None) -> dict[str, str]:
    """Give the class that the page shows as chosen for each question that has one of its own."""
    stored, typed = row.classes if row else {}, request.form
    found = {
        question.name: str(
            typed.get(
                grading.ANSWER + question.name, stored.get(f"{asked.name}.{question.name}", "")
            )
        )
        for _table, question in asked.everything()
    }
    return {name: given for name, given in found.items() if given}


def _version(row: DeclarationSection | None, *, again: bool) -> object:
    """Give the version that a form is about. One that was refused for what is in it stays about the
    version that its writer saw, so that it overwrites nothing unseen.
    """
    now = row.version if row else 0
    return request.form.get(VERSION, now) if again else now


def _is_told(complaint: Complaint, problems: Iterable[Problem]) -> bool:
    """Say whether a complaint stands beside its question already."""
    return any(complaint.field == f"{each.section}.{each.path}" for each in problems if each.path)
