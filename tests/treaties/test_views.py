"""The treaties' pages, asked through the web as a browser without any script asks."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.kernel.fragments import Fragments
from app.kernel.runtime import Runtime
from app.treaties.rules.table import ORDER
from tests.applications import lent
from tests.treaties.builders import treaty
from tests.treaties.register import correct, load, record, rows, statements

MINE_BAN = "/treaties/mine-ban"
STATUTE = "/treaties/gaima-statute"
ROW = re.compile(r'<tr data-participant="(\w+)">')


@pytest.fixture
def client(demonstration: Runtime) -> FlaskClient:
    """Give a reader of the demonstration."""
    return lent(demonstration).test_client()


@pytest.fixture
def own(runtime: Runtime) -> FlaskClient:
    """Give a reader of a register with one made-up treaty, which a test may write in."""
    load(runtime.database, treaty())
    record(runtime.database, "made-up", "EGY ratification 2001-03-04")
    return lent(runtime).test_client()


def page(client: FlaskClient, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def words(html: str) -> str:
    """Give what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def main(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def selects(sent: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in sent)


def test_the_lists_tell_the_agencys_own_treaties_from_the_precedents(client: FlaskClient) -> None:
    own, others = page(client, "/treaties"), page(client, "/precedents")
    assert "Statute of the Agency" in own
    assert "Mine Ban Convention" not in own
    assert "Mine Ban Convention" in others
    assert "In force since 1 March 1999." in words(others)
    assert own.index("Statute of the Agency") < own.index("Protocol on Evaluation Data")


def test_an_empty_list_says_what_will_stand_there(runtime: Runtime) -> None:
    client = lent(runtime).test_client()
    assert "Treaties will stand here" in page(client, "/treaties")


def test_a_treaty_says_what_led_to_its_entry_into_force(client: FlaskClient) -> None:
    said = words(page(client, f"{MINE_BAN}?as_of=1999-03-01"))
    assert "In force since 1 March 1999." in said
    assert "with the deposits of Burkina Faso and Equatorial Guinea" in said
    assert "first day of the sixth month after the month in which this is reached" in said
    assert "40 of the 40 needed" in said


@pytest.mark.parametrize(
    ("as_of", "headline"),
    [
        ("1998-09-15", "Not yet in force."),
        ("1998-09-16", "Enters into force on 1 March 1999."),
        ("1999-02-28", "Enters into force on 1 March 1999."),
        ("1999-03-01", "In force since 1 March 1999."),
    ],
)
def test_a_treaty_stands_as_it_stood_on_the_day(
    client: FlaskClient, as_of: str, headline: str
) -> None:
    assert headline in words(page(client, f"{MINE_BAN}?as_of={as_of}"))


@pytest.mark.parametrize("address", [MINE_BAN, f"{MINE_BAN}/status", f"{MINE_BAN}/acts"])
@pytest.mark.parametrize("asked", ["as_of=1997-02-30", "as_of=0999-01-01", "known_on=yesterday"])
def test_a_day_that_cannot_be_read_gets_a_sentence_and_keeps_the_form(
    client: FlaskClient, address: str, asked: str
) -> None:
    html = page(client, f"{address}?{asked}", status=422)
    name, text = asked.split("=")
    assert f"“{text}” is no date between 1800 and 2199. Write it as 2027-03-14." in html
    assert f'href="#{name}"' in html
    assert f'value="{text}"' in html
    assert 'aria-invalid="true"' in html


def test_a_treaty_that_is_not_there_is_said_to_be_so(client: FlaskClient) -> None:
    said = words(page(client, "/treaties/atlantis", status=404))
    assert "There is no treaty “atlantis” in the register." in said
    assert "Check the address" in said


def test_the_table_shows_who_is_asked_for_in_the_order_asked_for(client: FlaskClient) -> None:
    html = page(client, f"{MINE_BAN}/status?status=former_party&sort=-name")
    assert ROW.findall(html) == ["POL", "LTU", "LVA", "FIN", "EST"]
    assert "5 participants as of" in words(html)
    assert 'aria-sort="descending"' in html


@pytest.mark.parametrize(
    ("text", "codes"), [("cote d", ["CIV"]), ("CIV", ["CIV"]), ("atlantis", [])]
)
def test_a_name_is_found_in_haste_or_by_its_code(
    client: FlaskClient, text: str, codes: list[str]
) -> None:
    html = page(client, f"{MINE_BAN}/status?q={text}")
    assert ROW.findall(html) == codes
    assert ("Nobody fits this." in html) is not bool(codes)


def test_every_link_of_the_table_keeps_what_was_asked(client: FlaskClient) -> None:
    asked = "as_of=2001-01-01&status=party&q=an"
    html = page(client, f"{MINE_BAN}/status?{asked}")
    links = re.findall(r'href="(/treaties/mine-ban/status\?[^"]*sort=[^"]*)"', html)
    assert len(links) == 5
    for link in links:
        for word in asked.split("&"):
            assert word in link.replace("&amp;", "&").replace("?", "&").split("&")


def test_a_word_that_means_nothing_is_complained_of_and_left_out(client: FlaskClient) -> None:
    html = page(client, f"{MINE_BAN}/status?status=holdout", status=422)
    assert "The word “holdout” in the address means nothing here." in html
    assert len(ROW.findall(html)) > 190


def test_every_status_may_be_asked_for(client: FlaskClient) -> None:
    html = page(client, f"{MINE_BAN}/status")
    assert re.findall(r'<option value="(\w+)"', html) == [str(status) for status in ORDER]


def test_the_exports_ask_for_the_same_two_days(client: FlaskClient) -> None:
    html = page(client, f"{MINE_BAN}/status?as_of=2001-01-01&known_on=2002-02-02&status=party")
    for ending in (".csv", ".xlsx", ""):
        address = f"/api/v1{MINE_BAN}/status{ending}?as_of=2001-01-01&amp;known_on=2002-02-02"
        assert f'href="{address}"' in html
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_a_correction_is_shown_with_its_day_and_reason_and_only_once_known(
    own: FlaskClient, runtime: Runtime
) -> None:
    correct(
        runtime.database,
        "made-up/1",
        "EGY ratification 2001-03-01",
        recorded_on="2005-05-05",
        reason="The depositary rectified its notification 7.",
    )
    said = words(page(own, "/treaties/made-up"))
    assert "Corrections of the register" in said
    assert "5 May 2005" in said
    assert "The depositary rectified its notification 7." in said
    before = words(page(own, "/treaties/made-up?known_on=2005-05-04"))
    assert "Corrections of the register" not in before
    assert "4 March 2001" in before
    assert "1 March 2001" not in before


def test_what_is_kept_is_shown_again_until_something_is_recorded(
    own: FlaskClient, runtime: Runtime
) -> None:
    first = main(page(own, "/treaties/made-up/status"))
    assert main(page(own, "/treaties/made-up/status")) == first
    record(runtime.database, "made-up", "FRA ratification 2002-02-02")
    assert "2 February 2002" in words(page(own, "/treaties/made-up/status"))


def test_texts_of_others_are_shown_as_they_are_and_never_as_markup(client: FlaskClient) -> None:
    html = page(client, f"{STATUTE}/acts")
    assert "understands &#34;serious incident&#34;" in html


@pytest.mark.parametrize("address", ["", "/status", "/acts", "/what-if"])
def test_a_page_carries_no_style_and_no_script_of_its_own(
    client: FlaskClient, address: str
) -> None:
    html = page(client, f"{MINE_BAN}{address}")
    assert "style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count("nonce=") == 1


@pytest.mark.parametrize("address", ["", "/status", "/acts"])
def test_a_page_asks_the_database_as_often_for_the_largest_treaty_as_for_the_smallest(
    demonstration: Runtime, address: str
) -> None:
    client = lent(replace(demonstration, fragments=Fragments())).test_client()
    asked = {}
    for named in ("mine-ban", "gaima-statute"):
        page(client, f"/treaties/{named}?as_of=2020-02-02")  # everything is read once
        with statements(demonstration.database.engine) as first:
            page(client, f"/treaties/{named}{address}")
        with statements(demonstration.database.engine) as again:
            page(client, f"/treaties/{named}{address}")
        asked[named] = (selects(first), selects(again))
    assert asked["mine-ban"] == asked["gaima-statute"]
    assert asked["mine-ban"][1] == 1


@pytest.mark.parametrize(("address", "most"), [("/treaties", 3), ("/precedents", 3), ("/", 4)])
def test_a_list_asks_the_database_no_more_often_the_longer_it_is(
    demonstration: Runtime, address: str, most: int
) -> None:
    client = lent(demonstration).test_client()
    page(client, address)
    with statements(demonstration.database.engine) as sent:
        page(client, address)
    assert selects(sent) <= most


def test_what_if_compares_with_the_register_and_stores_nothing(
    own: FlaskClient, runtime: Runtime
) -> None:
    held = rows(runtime.database)
    html = page(
        own,
        "/treaties/made-up/what-if?participant=FRA&action=ratification&on=2027-04-01"
        "&participant=&action=ratification&on=",
    )
    said = words(html)
    assert "What would follow, as of 1 April 2027" in said
    assert "Not yet in force." in said
    assert "Enters into force on 1 May 2027." in said
    assert "2 participants would stand differently" in said
    assert '<option value="FRA" selected>' in html
    assert 'value="2027-04-01"' in html
    assert rows(runtime.database) == held


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("participant=XXX&action=ratification&on=2027-04-01", "XXX"),
        ("participant=FRA&action=ratification&on=soon", "soon"),
        ("participant=FRA&action=withdrawal&on=2027-04-01", "cannot withdraw"),
    ],
)
def test_what_cannot_be_supposed_gets_a_sentence_and_keeps_the_rows(
    own: FlaskClient, asked: str, sentence: str
) -> None:
    html = page(own, f"/treaties/made-up/what-if?{asked}", status=422)
    summary = html[html.index("govuk-error-summary") : html.index("<h1")]
    assert sentence in summary
    assert "Act 1:" in words(summary)
    assert "What would follow" not in html


def test_without_rows_what_if_only_asks(own: FlaskClient) -> None:
    html = page(own, "/treaties/made-up/what-if")
    assert html.count('name="participant"') == 3
    assert "What would follow" not in html
