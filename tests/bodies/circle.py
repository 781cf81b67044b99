"""A body with everybody around it, for tests of what is sent to it and said in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bodies.values import Standing
from app.kernel.actor import SYSTEM, Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.bodies.builders import founded, seated
from tests.people import Somebody, browser_of, somebody


@dataclass(frozen=True)
class Circle:
    """Working Group 1: who sits in it, by a short name, and their seats."""

    runtime: Runtime
    people: dict[str, Somebody]
    seats: dict[str, UUID]
    slug: str = "wg-1"
    browsers: dict[tuple[str | None, datetime], FlaskClient] = field(default_factory=dict)
    """Kept, since signing in takes longer than most of what is asked."""

    @property
    def address(self) -> str:
        """Give the address of the body."""
        return f"/bodies/{self.slug}"

    def browser(self, who: str | None) -> FlaskClient:
        """Give a browser in which somebody has signed in at this instant; None is a visitor."""
        key = (who, self.runtime.clock.now())
        if key not in self.browsers:
            app = lent(self.runtime, tokens=False)
            signed_in = browser_of(app, self.runtime, self.people[who]) if who else None
            self.browsers[key] = signed_in or app.test_client()
        return self.browsers[key]

    def get(self, who: str | None, end: str) -> TestResponse:
        """Let somebody open a page of the body."""
        return self.browser(who).get(f"{self.address}{end}")

    def post(
        self, who: str | None, end: str, typed: Mapping[str, object], *, key: UUID | None = None
    ) -> TestResponse:
        """Let somebody post a form of the body."""
        sent = {"key": str(key or uuid4()), **typed}
        return self.browser(who).post(f"{self.address}{end}", data=sent)


def circle(runtime: Runtime, *, public: bool = True) -> Circle:
    """Set up the body: Japan and Korea are members, Canada observes, of two experts one is reached.

    Nobody of Korea's has an account. France has no seat.
    """
    at = runtime.clock.now()
    with runtime.database.write(by=SYSTEM) as session:
        people = {
            name: somebody(session, role, code, at=at, secret_key=runtime.secret_key)
            for name, role, code in (
                ("secretary", Role.BODIES_OFFICER, None),
                ("Japan", Role.REPRESENTATIVE, "JPN"),
                ("Japan's drafter", Role.DRAFTER, "JPN"),
                ("Canada", Role.REPRESENTATIVE, "CAN"),
                ("France", Role.REPRESENTATIVE, "FRA"),
                ("expert", Role.EXPERT, None),
                ("officer", Role.DECLARATIONS_OFFICER, None),
            )
        }
        body = founded(session, public=public)
        seats = {
            code: seated(session, body, standing, participant=code).id
            for code, standing in (
                ("JPN", Standing.MEMBER), ("KOR", Standing.MEMBER), ("CAN", Standing.OBSERVER),
            )
        }  # fmt: skip
        number = people["expert"].number
        for name, account in (("Ada", number), ("Ben", None)):
            seat = seated(session, body, Standing.EXPERT, name=name, account=account)
            seats[name] = seat.id
    return Circle(runtime, people, seats)
