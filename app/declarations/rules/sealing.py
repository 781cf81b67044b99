"""What the ledger commits to when a declaration is submitted, and at each step after.

The entry commits to every fact of a filing, and among them to its content by a commitment of its
own: so a receipt proves what was filed and when without holding a word of what it says.
"""

from collections.abc import Mapping
from typing import Any

from app.declarations.values.filing import Duty, Step
from app.declarations.values.forms import Content
from app.ledger.rules.canonical import commitment

SUBJECT = "declaration"
"""Which one, only the commitment says: that an incident was filed is not public."""

SUBMITTED = "declaration.submitted"
MOVED = "declaration.moved"

CONTENT = "content_commitment"
"""The fact under which the content is committed to."""


def of_version(
    reference: str, duty: Duty, facts: Mapping[str, Any], *, content: Content, salt: str
) -> dict[str, Any]:
    """Give what is sealed of a version: all of it, so that nothing in it can change unseen.

    ``salt`` keeps a content that could be guessed, such as a nil return, from being recognised.
    """
    return {
        "declaration": reference,
        "participant": duty.participant,
        "obligation": duty.obligation,
        "period": duty.period,
        **facts,
        CONTENT: commitment(salt, content),
    }


def of_step(reference: str, number: int, step: Step, note: str) -> dict[str, Any]:
    """Give what is sealed of a step with the version of this number in the chain."""
    return {"declaration": reference, "number": number, "step": step.value, "note": note}
