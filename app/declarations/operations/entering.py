"""Reading the workbook that a state sent, for the officer who enters it: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.declarations.forms.workbooks_read import filled
from app.declarations.operations.judging import refusals
from app.declarations.rules.opening import CARRIED, HEADER, USUAL
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty
from app.declarations.values.forms import Form
from app.kernel.errors import Invalid
from app.kernel.workbooks_in import Sheet
from app.obligations.values import Basis


def content_of(
    form: Form, book: Sequence[Sheet] | None, duty: Duty, *, basis: Basis, outcome: Outcome
) -> dict[str, Any]:
    """Give what a state filed: its workbook's content, or of a nil or “no change” the header.

    Raises:
        Invalid: there is no workbook, or something in it cannot be read; each complaint says its
            sheet, row and column.

    """
    stated = {"basis": basis.value, "period": duty.period}
    if outcome is not Outcome.FILED:
        return {HEADER: {name: USUAL[name] for name in CARRIED} | stated}
    if book is None:
        raise Invalid.because("Choose the workbook that the state sent.", field="file")
    found = filled(form, book, kept={})
    Invalid.unless_none(
        replace(
            complaint,
            message="%(place)s: " + complaint.message,
            parameters={**complaint.parameters, "place": found.place(problem) or problem.path},
            field=None,
        )
        for problem in found.problems
        for complaint in refusals([problem])
    )
    return {name: inside for name, inside in found.content.items() if inside}
