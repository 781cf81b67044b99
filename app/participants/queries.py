"""The roll of participants, read from the reviewed facts that come with the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.kernel import files_in
from app.kernel.errors import Invalid
from app.participants.forms import tables
from app.participants.values import Roll


@cache
def roll(facts: Path) -> Roll:
    """Give everyone who may act under a treaty, or did; a folder is read once a process.

    Raises:
        Invalid: a table is missing or wrong; each complaint names the file, the line and the
            column.

    """
    with _in("names.csv"):
        named = tables.names(_content(facts / "names.csv"))
    with _in("memberships.csv"):
        members = tables.memberships(_content(facts / "memberships.csv"))
    with _in("participants.csv"):
        everyone = tables.participants(
            _content(facts / "participants.csv"), named=named, members=members
        )
    return Roll({participant.code: participant for participant in everyone})


def _content(path: Path) -> bytes:
    return files_in.contents(path, most=tables.MOST)


@contextmanager
def _in(file: str) -> Iterator[None]:
    """Name the file in every complaint about it."""
    try:
        yield
    except Invalid as refused:
        raise Invalid(
            *(
                replace(
                    complaint,
                    message="In %(table)s: " + complaint.message,
                    parameters={**complaint.parameters, "table": file},
                )
                for complaint in refused.complaints
            )
        ) from refused
