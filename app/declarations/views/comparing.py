"""Two versions of a declaration side by side: what the later one has changed."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.declarations.models import DeclarationVersion
from app.declarations.operations.readings import note_reading
from app.declarations.queries import chains, versions
from app.declarations.rules.comparing import changes
from app.declarations.rules.portions import joined
from app.declarations.views.blueprint import (
    content_readers,
    form_of,
    names,
    pages,
    reading_hand,
)
from app.kernel.web import actor, runtime


@pages.get("/declarations/<ref>/compare")
@content_readers
def compare(ref: str) -> ResponseReturnValue:
    """Show what differs between two versions, by default the last two, as far as one reads them."""
    with runtime().database.write(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        chained = versions.versions(session, found, by=actor())
        old, new = _chosen(chained)
        before, after = _read(session, old), _read(session, new)
        shown = names(session)
    form = form_of(found, new.form_version if new else None)
    return render_template(
        "declarations/compare.html",
        chained=chained, changed=changes(form, before, after) if old else [],
        declaration=found, names=shown, new=new, old=old,
    )  # fmt: skip


def _chosen(
    chained: Sequence[DeclarationVersion],
) -> tuple[DeclarationVersion | None, DeclarationVersion | None]:
    """Give the versions that were asked for, else the last but one and the last."""
    by_number = {each.number: each for each in chained}
    last = chained[0] if chained else None
    before = chained[1] if len(chained) > 1 else None
    asked = [by_number.get(request.args.get(name, 0, type=int)) for name in ("old", "new")]
    return asked[0] or before, asked[1] or last


def _read(session: Session, version: DeclarationVersion | None) -> dict[str, Any]:
    """Give what of a version somebody may read, and record that they read it."""
    if version is None:
        return {}
    portions = versions.portions(session, version, by=actor())
    note_reading(session, version, portions, hand=reading_hand())
    return joined(each.portion for each in portions)
