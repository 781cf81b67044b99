"""Loading a workbook into a draft: every section of it, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.declarations.forms.places import Filled
from app.declarations.forms.workbooks_read import filled
from app.declarations.operations import drafting
from app.declarations.operations.judging import judged_draft, refusals
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Hand, Reference
from app.declarations.values.forms import Form
from app.declarations.values.problems import Problem
from app.kernel import tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.workbooks_in import Sheet


def load(
    session: Session,
    reference: Reference,
    book: Sequence[Sheet],
    *,
    form: Form,
    versions: Mapping[str, int],
    hand: Hand,
) -> None:
    """Fill a draft from a workbook; what is empty there is empty in the draft then.

    ``versions`` are those of the draft's sections as the page showed them.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Conflict: somebody else has changed a section since the page was opened.
        Invalid: an answer cannot be read or kept; each complaint says its sheet, row and column.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    _draft, rows = drafts.opened(session, declaration, by=hand.by)
    found = filled(form, book, kept=drafts.content_of(rows))
    judged = judged_draft(declaration, form, found.content, at=hand.at)
    tables_in.refuse(Invalid, list(placed(found, [*found.problems, *judged])))
    for section in form.sections:
        name, row = section.name, rows.get(section.name)
        content = found.content.get(name, {})
        if content == (row.content if row else {}):
            continue
        drafting.keep(session, reference, name, content, version=versions.get(name, 0), hand=hand)


def placed(found: Filled, problems: Sequence[Problem]) -> Iterator[Complaint]:
    """Say each problem that refuses with the cell in which it stands."""
    for problem in problems:
        for complaint in refusals([problem]):
            yield replace(
                complaint,
                message="%(place)s: " + complaint.message,
                parameters={**complaint.parameters, "place": found.place(problem) or problem.path},
                field=None,
            )
