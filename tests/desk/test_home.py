"""The first page: what the Agency is, where its Statute stands, what was done last."""

import re
from dataclasses import replace
from datetime import timedelta

from app.bodies.values import Class
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.bodies.builders import founded
from tests.bodies.convenings import planned


def said(runtime: Runtime) -> str:
    answer = lent(runtime).test_client().get("/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_first_page_says_where_the_statute_stands(demonstration: Runtime) -> None:
    words = said(demonstration)
    assert "Where the Statute stands" in words
    assert "12 consents to be bound" in words
    assert "of the 12 needed" in words
    assert "of the 25% needed" in words


def test_it_names_who_signed_and_has_not_yet_ratified(demonstration: Runtime) -> None:
    words = said(demonstration)
    waiting = words[words.index("Signed, not yet ratified") : words.index("Latest acts")]
    assert "Germany" in waiting
    assert "Canada" not in waiting
    assert "holdout" not in words


def test_it_shows_the_latest_acts_first(demonstration: Runtime) -> None:
    words = said(demonstration)
    latest = words[words.index("Latest acts") :]
    assert latest.index("Portugal") < latest.index("France") < latest.index("Chile")


def test_it_says_who_meets_next_where_everybody_may_know(runtime: Runtime) -> None:
    assert "Who meets next" not in said(runtime)
    at = runtime.clock.now()
    with runtime.database.write(by=SYSTEM) as session:
        for slug, public in (("wg-1", True), ("wg-2", False)):
            body = founded(session, slug, public=public)
            for number, sort in enumerate(Class, start=1):
                session.add(planned(body, number, sort=sort, opens_at=at + timedelta(days=number)))
    words = said(runtime)
    assert "Body wg-1 , Meeting 1" in words
    assert "Meeting 2" not in words
    assert "Body wg-2" not in words


def test_without_the_statute_it_says_what_will_stand_there(runtime: Runtime) -> None:
    assert "The Statute has not been loaded into this register yet." in said(runtime)


def test_every_page_of_a_demonstration_says_that_it_is_one(demonstration: Runtime) -> None:
    marked = lent(replace(demonstration, demonstration=True)).test_client()
    real = lent(demonstration).test_client()
    for address in ("/", "/treaties/mine-ban", "/treaties/gaima-statute/what-if", "/nowhere"):
        assert "fictional" in marked.get(address).text
        assert "fictional" not in real.get(address).text
