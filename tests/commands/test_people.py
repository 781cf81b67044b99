"""The commands for people, from the first administrator on an empty store to a code."""

from pathlib import Path

import pytest

from app.cli import main
from app.commands.story import PEOPLE as STORY
from app.commands.story import people_the_demonstration
from app.desk.operations import mark_demonstration
from app.kernel.actor import PEOPLE, SYSTEM, Role
from app.kernel.database import Database
from app.kernel.sealing import Seal
from config.folder import settings_of
from tests.conftest import NOON
from tests.treaties.vectors import everyone


@pytest.fixture
def folder(tmp_path: Path, sqlite_template: Path) -> Path:
    (tmp_path / "register.db").write_bytes(sqlite_template.read_bytes())
    return tmp_path


def run(folder: Path, *words: str) -> int:
    return main(["user", *words, "--data", str(folder)])


def test_the_first_administrator_is_added_from_the_machine(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("add", "ada@example.org", "--name", "Ada", "--role", "administrator")
    assert run(folder, *given) == 0
    said = capsys.readouterr().out
    assert "/join/" in said
    assert "with the code " in said
    assert run(folder, *given) == 1
    assert "already" in capsys.readouterr().err
    assert run(folder, "list") == 0
    assert "ada@example.org" in capsys.readouterr().out


def test_a_representative_needs_a_note_and_a_participant(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("add", "l@example.org", "--name", "L", "--role", "accredited_representative")
    assert run(folder, *given) == 1
    complaints = capsys.readouterr().err
    assert "note_verbale" in complaints
    assert "participant" in complaints
    assert run(folder, *given, "--participant", "CAN", "--note-verbale", "NV/1") == 0


def test_a_reset_needs_a_note_and_somebody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "reset", "nobody@example.org", "--note-verbale", "NV/1") == 1
    assert "no account" in capsys.readouterr().err
    assert run(folder, "add", "a@example.org", "--name", "A", "--role", "auditor") == 0
    assert run(folder, "reset", "a@example.org", "--note-verbale", " ") == 1
    assert run(folder, "reset", "a@example.org", "--note-verbale", "NV/1") == 0
    assert "/join/" in capsys.readouterr().out


def test_a_live_store_shows_no_codes_and_no_secrets(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "add", "a@example.org", "--name", "A", "--role", "auditor") == 0
    capsys.readouterr()
    assert run(folder, "code", "a@example.org") == 1
    assert "live store" in capsys.readouterr().err
    assert run(folder, "token", "a@example.org") == 1
    assert "live store" in capsys.readouterr().err
    assert run(folder, "list", "--demonstration") == 0
    assert capsys.readouterr().out == ""


def test_a_demonstration_says_how_its_accounts_are_opened(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(folder, {})
    seal, database = Seal(settings.secret_key), Database(settings.database_url)
    with database.write(by=SYSTEM) as session:
        mark_demonstration(session, at=NOON)
        people_the_demonstration(session, roll=everyone(), seal=seal, at=NOON, on=NOON.date())
    database.engine.dispose()
    assert run(folder, "list", "--demonstration") == 0
    said = capsys.readouterr().out
    assert all(each.email in said for each in STORY)
    assert run(folder, "code", STORY[0].email) == 0
    assert capsys.readouterr().out.strip().isdigit()
    assert run(folder, "token", STORY[0].email) == 0
    assert capsys.readouterr().out.startswith("gaima_")


def test_the_story_has_somebody_in_each_capacity_and_two_to_confirm() -> None:
    roles = [each.role for each in STORY]
    assert set(roles) == PEOPLE
    assert roles.count(Role.DEPOSITARY_OFFICER) == 2
    assert {each.participant for each in STORY} == {None, "CAN", "JPN"}
