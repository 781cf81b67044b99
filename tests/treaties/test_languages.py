"""A page in the reader's language: whole, in its direction, and never another reader's."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask.testing import FlaskClient

import app.factory
from app.kernel.fragments import Fragments
from app.kernel.runtime import Runtime
from tests.applications import own

PAGE = "/treaties/mine-ban?as_of=2001-01-01"


def compiled(folder: Path, language: str) -> None:
    catalogue = Catalog(locale=language)
    for sentence in ("Party", "Status table", "Who may join", "Parties", "accession"):
        catalogue.add(sentence, f"«{sentence}» {language}")
    home = folder / language / "LC_MESSAGES"
    home.mkdir(parents=True)
    with (home / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture
def client(demonstration: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Give a reader of a register that also speaks French and Arabic."""
    compiled(tmp_path, "fr")
    compiled(tmp_path, "ar")
    monkeypatch.setattr(app.factory, "CATALOGUES", tmp_path)
    return own(replace(demonstration, fragments=Fragments())).test_client()


def read(client: FlaskClient, wanted: str) -> str:
    answer = client.get(PAGE, headers={"Accept-Language": wanted})
    assert answer.status_code == 200
    return answer.text


def test_one_readers_language_never_reaches_another(client: FlaskClient) -> None:
    for _ in range(2):  # the second time from what was kept
        english, french = read(client, "en"), read(client, "fr-CH, en;q=0.5")
        assert "«Party» fr" in french
        assert "«Who may join» fr" in french
        assert "«accession» fr" in french
        assert "1 mars 1999" in french
        assert "Allemagne" in french
        assert "«" not in english
        assert "1 March 1999" in english
        assert "Germany" in english


def test_arabic_runs_from_right_to_left(client: FlaskClient) -> None:
    arabic = read(client, "ar")
    assert '<html class="govuk-template" lang="ar" dir="rtl">' in arabic
    assert "/main.rtl-" in arabic
    assert "ألمانيا" in arabic


def test_a_language_without_a_catalogue_is_not_half_spoken(client: FlaskClient) -> None:
    russian = read(client, "ru")
    assert 'lang="en"' in russian
    assert "Germany" in russian
