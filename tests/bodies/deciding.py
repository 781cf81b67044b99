"""Decisions for tests: the working group with voters, and what its secretary posts."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.bodies.models import Body, Decision
from app.bodies.values import Standing
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.bodies.builders import seated
from tests.bodies.circle import Circle, circle

TODAY = "2027-03-14"
PROPOSED: dict[str, object] = {
    "title": "Report of the first session", "text": "The report in WG.1/2027/1 is adopted.",
    "matter": "text", "sort": "unclassified",
}  # fmt: skip
CONSENSUS: dict[str, object] = {"outcome": "adopted", "on": TODAY}


def voting(runtime: Runtime) -> Circle:
    """Give the working group with three more members, one of which votes for two of them."""
    made = circle(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        for code in ("DEU", "FRA", "EU"):
            seated(session, body, Standing.MEMBER, participant=code)
    return made


def rows(group: Circle, table: type[Any]) -> list[Any]:
    """Give all rows of a table."""
    with group.runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(table)))


def the(group: Circle) -> Decision:
    """Give the one decision that there is."""
    [found] = rows(group, Decision)
    return found  # type: ignore[no-any-return]  # a table of any kind


def proposed(group: Circle, **changes: object) -> str:
    """Propose something, and give where it stands below its body."""
    answer = group.post("secretary", "/decisions", PROPOSED | changes)
    return str(answer.location).removeprefix(group.address)


def decided(group: Circle, at: str, **changes: object) -> TestResponse:
    """Enter what became of it: it was adopted by consensus today, unless said otherwise."""
    return group.post("secretary", f"{at}/outcome", CONSENSUS | changes)


def voted(group: Circle, at: str, on: str = TODAY, **cast: str) -> TestResponse:
    """Enter a roll call."""
    ballots = {f"choice-{code}": choice for code, choice in cast.items()}
    return group.post("secretary", f"{at}/vote", {"on": on} | ballots)
