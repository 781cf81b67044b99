"""Who may comment on a text and until when, and what a comment and its disposition need."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from app.bodies.values import Class, Standing
from app.bodies.values.comments import Call, Decided, Received, Remark
from app.bodies.values.papers import PaperState
from app.kernel.errors import Complaint

READ_AS = Class.RESTRICTED
"""Comments are read as what is restricted: by every seat, whatever the class of the text allows."""

LONGEST_CALL = timedelta(days=366)


def deadline_id(paper: UUID, participant: str) -> str:
    """Give what the deadline is called by which a member is to comment on a paper."""
    return f"{paper}/{participant}"


def may_comment(standing: Standing, call: Call) -> bool:
    """Say whether those who sit in a body in a way are asked for comments."""
    return standing is not Standing.OBSERVER or call.observers


def is_open(call: Call | None, state: PaperState, *, on: date) -> bool:
    """Say whether comments are taken on a day: a text that another has replaced takes none."""
    return call is not None and state is PaperState.ISSUED and on <= call.until


def wrong_with_call(
    wanted: Call, before: Call | None, state: PaperState, sort: Class, *, today: date
) -> Iterator[Complaint]:
    """Give what keeps a text from being opened for comments, or for longer."""
    if state is not PaperState.ISSUED:
        yield Complaint("Only a paper that is out, and that no other has replaced, can be opened.")
    if wanted.until <= today:
        yield Complaint("Give a day that lies ahead.", field="until")
    if wanted.until > today + LONGEST_CALL:
        yield Complaint("Give a day within a year.", field="until")
    if before is not None and wanted.until <= before.until:
        yield Complaint(
            "The time that was given is never shortened. Give a later day.", field="until"
        )
    if wanted.observers and sort is Class.PROTECTED:
        yield Complaint("Observers read nothing that is protected.", field="observers")


def wrong_with_remark(remark: Remark, *, paragraphs: int) -> Iterator[Complaint]:
    """Give what is wrong with a comment on a text of so many paragraphs."""
    if remark.paragraph is not None and not 1 <= remark.paragraph <= paragraphs:
        yield Complaint(
            "This text has no such paragraph. Choose one of those that are offered.",
            field="paragraph",
        )


def wrong_with_receipt(
    received: Received, standing: Standing, call: Call, *, opened_on: date, today: date
) -> Iterator[Complaint]:
    """Give what is wrong with how a comment came that is entered for a seat."""
    if not may_comment(standing, call):
        yield Complaint("Observers were not asked for comments on this text.", field="seat")
    if not opened_on <= received.on <= today:
        yield Complaint(
            "Give a day between the opening of the text and today.", field="received_on"
        )


def wrong_with_decision(decided: Decided) -> Iterator[Complaint]:
    """Give what a disposition lacks."""
    if decided.disposition.needs_reason and not decided.reason:
        yield Complaint(
            "Give the reason: whoever commented is to know why it was not taken as it is.",
            field="reason",
        )
