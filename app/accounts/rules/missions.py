"""Decisions about the addresses of permanent missions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.accounts.values import LONGEST_NAME, MissionAddress
from app.kernel.actor import Role
from app.kernel.errors import Complaint

KEEPERS = (Role.ADMINISTRATOR, Role.DEPOSITARY_OFFICER)
"""Who enters and ends the addresses: by them notifications reach those entitled."""


def complaints(given: MissionAddress, *, known: bool) -> Iterator[Complaint]:
    """Give what is wrong with an address that is to be entered, but for its form.

    ``known`` says whether there is such a participant on the day.
    """
    if not known:
        yield Complaint("Choose a participant.", field="participant")
    if not given.name:
        yield Complaint("Give the mission's name, as letters are to address it.", field="name")
    if len(given.name) > LONGEST_NAME:
        yield Complaint("At most 200 characters are accepted here.", field="name")


def mission_content(number: int, given: MissionAddress) -> dict[str, Any]:
    """Give what the ledger's entry about an address commits to."""
    return {
        "mission": number,
        "participant": given.participant,
        "name": given.name,
        "address": given.address,
        "language": given.language,
        "since": given.since,
    }


def end_content(number: int, *, ended_on: date) -> dict[str, Any]:
    """Give what the ledger's entry about the end of an address commits to."""
    return {"mission": number, "ended_on": ended_on}
