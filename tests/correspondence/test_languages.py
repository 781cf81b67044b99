"""A letter is written in its reader's language where there is a catalogue, else in English."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.correspondence import letters
from app.correspondence.letters import Draft, compose
from app.correspondence.values import Recipient, Sender
from tests.conftest import NOON, SEAT

SENDER = Sender("GAIMA", "a@example.org", "https://r.example.org", demonstration=False, seat=SEAT)
SAID = {
    "To %(name)s": "إلى %(name)s",
    "You have chosen to have the reminders of a day in one letter.": "اخترتم رسالة واحدة في اليوم.",
}


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let letters be written in Arabic too, and forget afterwards how."""
    catalogue = Catalog(locale="ar")
    for sentence, said in SAID.items():
        catalogue.add(sentence, said)
    home = tmp_path / "ar" / "LC_MESSAGES"
    home.mkdir(parents=True)
    with (home / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(letters, "CATALOGUES", tmp_path)
    yield
    letters._environment.cache_clear()


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("language", "begins", "day", "direction"),
    [("ar", "إلى Amira", "31 مارس 2027", "rtl"), ("fr", "To Amira", "31 March 2027", "ltr")],
)
def test_each_reader_is_written_to_in_a_language_that_is_whole(
    language: str, begins: str, day: str, direction: str
) -> None:
    to = Recipient("account/7", "Amira", "amira@example.org", language)
    wanted = Draft(UUID(int=1), to, "daily", letters.specimen("daily"), "/")
    written = compose(wanted, sender=SENDER, at=NOON)
    assert begins in written.text
    assert day in written.text
    assert f'dir="{direction}"' in written.html
