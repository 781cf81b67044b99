"""One participant's page: its treaties on any day, its acts, its names and memberships."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.treaties import operations
from app.treaties.values.acts import Act, ActionKind
from tests.applications import lent
from tests.bodies.builders import founded
from tests.conftest import NOON
from tests.treaties.builders import acts, treaty


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    """Give a client of a register with two treaties, one of them a precedent without acts."""
    precedent = replace(treaty(named="old"), short_title="An old treaty", precedent=True)
    told = Act(
        participant="FRA",
        kind=ActionKind.DECLARATION,
        deposited_on=date(2002, 1, 1),
        recorded_on=date(2002, 1, 1),
        text="La France <déclare> ce qui suit.",
        reference="C.N.1.2002",
    )
    deposited = acts(
        "FRA ratification 2001-02-03",
        "EGY ratification 2001-03-04",
        "EU approval 2001-05-06",
        "FRA withdrawal 2026-12-01",
    )
    with runtime.database.write(by=SYSTEM) as session:
        for definition in (treaty(), precedent):
            operations.load(session, definition, [], by=SYSTEM, at=NOON)
        operations.record(
            session,
            "made-up",
            [*deposited, told],
            roll=roll(runtime.facts),
            by=SYSTEM,
            at=NOON,
            today=runtime.today(),
        )
    return lent(runtime).test_client()


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_participant_s_page_tells_its_status_and_every_act(client: FlaskClient) -> None:
    text = text_of(client.get("/participants/FRA").text)
    assert "Party, withdrawing" in text
    assert "Gave notice of withdrawal on 1 December 2026, with effect on 1 June 2027." in text
    assert "3 February 2001 (ratification)" in text
    assert "La France &lt;déclare&gt; ce qui suit." in text
    assert "C.N.1.2002" in text


def test_the_page_answers_for_any_day(client: FlaskClient) -> None:
    early = text_of(client.get("/participants/FRA?as_of=2001-03-01").text)
    assert "Consented, not yet in force" in early
    assert "notice of withdrawal" not in early
    assert "Not a signatory" in text_of(client.get("/participants/FRA?as_of=2000-06-01").text)


def test_the_page_answers_by_what_was_known_on_a_day(client: FlaskClient) -> None:
    text = text_of(client.get("/participants/FRA?as_of=2027-01-01&known_on=2026-11-30").text)
    assert "as known on 30 November 2026" in text
    assert "withdrawing" not in text


def test_precedents_stand_apart(client: FlaskClient) -> None:
    page = client.get("/participants/FRA").text
    assert page.index("Made up</a>") < page.index("Precedents</caption>")
    assert page.index("Precedents</caption>") < page.index("An old treaty</a>")


def test_names_stand_in_six_languages_with_their_direction(client: FlaskClient) -> None:
    page = client.get("/participants/EGY").text
    assert '<td lang="ar" dir="rtl"><bdi>مصر</bdi></td>' in page
    assert '<td lang="zh" dir="ltr"><bdi>阿拉伯埃及共和国</bdi></td>' in page
    assert '<th scope="row" lang="ru"><bdi>русский</bdi></th>' in page
    assert "Regional organisations" not in text_of(page)


def test_a_state_s_memberships_and_a_union_s_members_are_shown(client: FlaskClient) -> None:
    assert "European Union 1 January 1973 1 February 2020" in text_of(
        client.get("/participants/GBR").text
    )
    union = text_of(client.get("/participants/EU").text)
    assert "Regional organisation European Union" in union
    assert "Croatia 1 July 2013 –" in union
    assert "6 May 2001 (approval)" in union


def test_a_state_of_the_past_says_so(client: FlaskClient) -> None:
    assert "does not exist on 14 March 2027" in text_of(client.get("/participants/YUG").text)
    assert "does not exist" not in client.get("/participants/YUG?as_of=1992-04-26").text


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/participants/fra", "/participants/FRA"),
        ("/participants/SUN?as_of=1985-01-01", "/participants/RUS?as_of=1985-01-01"),
        ("/participants/Viet Nam", "/participants/VNM"),
    ],
)
def test_another_code_or_a_name_leads_to_the_page(
    client: FlaskClient, address: str, leads_to: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == leads_to


def test_a_stranger_has_no_page(client: FlaskClient) -> None:
    answer = client.get("/participants/XXX")
    assert answer.status_code == 404
    assert "No participant has the code or the name “XXX”" in answer.text


def test_a_wrong_day_is_complained_of_beside_its_field(client: FlaskClient) -> None:
    answer = client.get("/participants/FRA?as_of=tomorrow")
    assert answer.status_code == 422
    assert 'aria-describedby="as_of-wrong"' in answer.text
    assert "“tomorrow” is no date" in answer.text


def test_the_bodies_in_which_it_sits_are_those_that_everybody_may_know(
    runtime: Runtime, client: FlaskClient
) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        founded(session, "wg-1", members=["FRA"])
        founded(session, "wg-2", members=["FRA"], public=False)
    page = text_of(client.get("/participants/FRA").text)
    assert "The bodies in which it sits Body wg-1 GAIMA/WG.1 · Member · since" in page
    assert "Body wg-2" not in page
    before = "/participants/FRA?as_of=2026-12-31"
    assert "The bodies in which it sits" not in client.get(before).text
