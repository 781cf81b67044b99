"""What the ledger commits to when a declaration is submitted, and at each step after."""

from collections.abc import Mapping
from typing import Any

from app.declarations.values.filing import Duty, Step
from app.declarations.values.forms import Content

SUBJECT = "declaration"
"""Which one, only the commitment says: that an incident was filed is not public."""

SUBMITTED = "declaration.submitted"
MOVED = "declaration.moved"


def of_version(
    reference: str,
    duty: Duty,
    *,
    form: str,
    form_version: int,
    named: str,
    facts: Mapping[str, Any],
    content: Content,
) -> dict[str, Any]:
    """Give what is sealed of a version: all of it, so that nothing in it can change unseen."""
    return {
        "declaration": reference,
        "version": named,
        "participant": duty.participant,
        "obligation": duty.obligation,
        "period": duty.period,
        "form": form,
        "form_version": form_version,
        **facts,
        "content": content,
    }


def of_step(reference: str, number: int, step: Step, note: str) -> dict[str, Any]:
    """Give what is sealed of a step with the version of this number in the chain."""
    return {"declaration": reference, "number": number, "step": step.value, "note": note}
