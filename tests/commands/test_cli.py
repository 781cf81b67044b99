"""The commands' common manners: help everywhere, sentences on refusal, exit statuses."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main, parser
from app.desk.operations import mark_demonstration
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.migration import migrate, roll_back
from tests.conftest import NOON

ROOT = Path(__file__).resolve().parents[2]
ESSENTIAL = {
    "SECRETARIAT_REDIS_URL": "redis://127.0.0.1:9",
    "SECRETARIAT_SECRET_KEY": "s" * 40,
    "SECRETARIAT_PUBLIC_URL": "https://register.example.org",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Set the essential settings, with a database that is not there yet; give its address."""
    url = f"sqlite:///{tmp_path / 'register.db'}"
    for name, value in ESSENTIAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SECRETARIAT_DATABASE_URL", url)
    monkeypatch.setenv("SECRETARIAT_STORAGE", str(tmp_path))
    return url


def every_command(within: argparse.ArgumentParser, *words: str) -> Iterator[tuple[str, ...]]:
    """Give the words of each command that runs something."""
    for action in within._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from every_command(command, *words, name)
            return
    yield words


COMMANDS = sorted(every_command(parser()))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_takes_a_folder(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "--data DIR" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["web", "--port", "many"]])
def test_wrong_usage_ends_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_migrating_makes_the_tables_and_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["migrate", "--data", str(tmp_path)]) == 0
    assert (tmp_path / "register.db").is_file()


def test_a_folder_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["migrate", "--data", str(tmp_path / "file")]) == 1
    assert "Give another with --data" in capsys.readouterr().err


def test_a_setting_that_is_unknown_stops_the_command_and_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRETARIAT_COLOUR", "blue")
    assert main(["migrate", "--data", str(tmp_path)]) == 1
    assert "SECRETARIAT_COLOUR" in capsys.readouterr().err


def test_an_essential_setting_that_is_missing_is_named(
    production: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del production
    monkeypatch.delenv("SECRETARIAT_REDIS_URL")
    assert main(["web"]) == 1
    assert "SECRETARIAT_REDIS_URL" in capsys.readouterr().err


def test_a_live_store_never_takes_a_demonstrations_place(
    production: str, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(production)
    database = Database(production)
    with database.write(by=SYSTEM) as session:
        mark_demonstration(session, at=NOON)
    database.engine.dispose()
    assert main(["worker"]) == 1
    assert "can never become a live one" in capsys.readouterr().err


def test_a_store_that_should_hold_a_demonstration_and_does_not_is_refused(
    production: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(production)
    monkeypatch.setenv("SECRETARIAT_DEMONSTRATION", "yes")
    assert main(["worker"]) == 1
    assert "this store is a live one and stays so" in capsys.readouterr().err


def test_tables_of_a_later_program_are_left_alone(
    production: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(production)
    monkeypatch.setattr("app.schema.head", lambda: "0000")
    assert main(["beat"]) == 1
    assert "newer than this program" in capsys.readouterr().err


def test_an_installation_of_one_machine_is_brought_forward_by_itself(
    production: str, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(production)
    roll_back(production, "0001")
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().err == ""


def test_a_taken_port_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["web", "--data", str(tmp_path), "--port", "0"]) == 1
    assert "0 is no port" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_shared_database_is_never_migrated_unasked(database_url: str, tmp_path: Path) -> None:
    roll_back(database_url, "base")
    settings = ESSENTIAL | {
        "SECRETARIAT_DATABASE_URL": database_url,
        "SECRETARIAT_STORAGE": str(tmp_path),
    }
    words = [sys.executable, "-m", "app.cli", "worker"]
    done = subprocess.run(  # noqa: S603 (the product)
        words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Run “python3 -m app migrate” first" in done.stderr
