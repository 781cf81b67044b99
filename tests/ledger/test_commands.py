"""The ledger is verified and exported by command; an export is verified without its database."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli import main
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.ledger import operations
from app.ledger.values import Deed

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, sqlite_template: Path) -> Path:
    """Give the folder of an installation with an empty ledger."""
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "register.db").write_bytes(sqlite_template.read_bytes())
    return folder


@pytest.fixture
def export(store: Path, tmp_path: Path) -> Path:
    """Give the export of five entries, written before the installation vanished."""
    append(store, 5)
    file = tmp_path / "export.jsonl"
    assert main(["ledger", "export", str(file), "--data", str(store)]) == 0
    (store / "register.db").unlink()
    return file


def append(store: Path, count: int) -> None:
    database = Database(f"sqlite:///{store / 'register.db'}")
    with database.write(by=SYSTEM) as session:
        operations.append(session, [Deed("k", "Côte d'Ivoire", {})] * count, by=SYSTEM, at=AT)
    database.engine.dispose()


def verify(export: Path, *words: str) -> int:
    folder = export.parent / "elsewhere"
    return main(["ledger", "verify", "--from-file", str(export), "--data", str(folder), *words])


def test_an_empty_ledger_fits(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "verify", "--data", str(store)]) == 0
    told = capsys.readouterr().out
    assert "Every entry fits. There are 0; the root over them is 47DEQpj8HBSa" in told
    assert "\n— localhost:8000/ledger " in told
    assert "Its verifier is localhost:8000/ledger+" in told


def test_an_entry_without_its_record_is_named(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append(store, 2)
    assert main(["ledger", "verify", "--data", str(store)]) == 1
    assert "Entry 0 does not fit: there is no record" in capsys.readouterr().err


def test_an_export_is_verified_without_a_database(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(export) == 0
    assert "Every entry fits. There are 5;" in capsys.readouterr().out
    assert list(export.parent.rglob("register.db")) == []


def test_an_export_is_verified_by_the_key_that_signed_it(
    export: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "verify", "--data", str(store)]) == 0
    line = capsys.readouterr().out.rpartition("Its verifier is ")[2].strip()
    assert verify(export, "--verifier", line) == 0
    assert verify(export, "--verifier", line.replace("localhost", "elsewhere")) == 1


def test_the_export_is_whole_or_absent(store: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "export.jsonl"
    assert main(["ledger", "export", str(missing), "--data", str(store)]) == 1
    assert not missing.parent.exists()


def changed(line: int, **changes: object) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        document = json.loads(lines[line]) | changes
        return [*lines[:line], json.dumps(document), *lines[line + 1 :]]

    return change


OTHER_HASH = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (changed(2, subject="x"), "Entry 2 does not fit: its leaf hash"),
        (changed(2, account=True), "Entry 2 does not fit: its leaf hash"),
        (changed(2, account=2**60), "Entry 2 does not fit: its leaf hash"),
        (changed(2, leaf_hash=OTHER_HASH), "Entry 2 does not fit: its leaf hash"),
        (changed(2, leaf_hash="x"), "line 3: A hash is not 32 bytes in Base64."),
        (changed(2, at="soon"), "line 3: This entry's instant is not in its form."),
        (changed(2, at="2027-03-14"), "line 3: This entry's instant is not in its form."),
        (changed(2, at=5), "line 3: This entry's instant is not in its form."),
        (changed(2, more=1), "line 3: This line is neither an entry nor the end"),
        (changed(2, index=3), "Entry 2 does not fit: entry 3 stands in its place"),
        (lambda lines: [*lines[:2], *lines[3:]], "Entry 2 does not fit: entry 3 stands in its"),
        (lambda lines: [*lines[:2], "{", *lines[3:]], "line 3: This is not JSON"),
        (lambda lines: [*lines[:2], '{"a": 1, "a": 2}'], "line 3: The key “a” stands twice"),
        (lambda lines: lines[:-1], "line 6: The export is cut off"),
        (lambda lines: lines[:3] + lines[5:], "5 entries were written, and 3 are here"),
        (lambda lines: [*lines, lines[-1]], "line 7: A line follows on the one that ends"),
        (lambda _: [], "line 1: The export is cut off"),
        (changed(5, size=4), "Entry 5 does not fit: 4 entries were written, and 5 are here"),
        (changed(5, root=OTHER_HASH), "The root that is written over the entries is not theirs."),
    ],
)
def test_what_does_not_fit_in_an_export_is_named(
    export: Path,
    change: Callable[[list[str]], list[str]],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export.write_text("\n".join(change(export.read_text().splitlines())))
    assert verify(export) == 1
    assert sentence in capsys.readouterr().err


def test_an_export_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path / "none") == 1
    assert "No such file" in capsys.readouterr().err


def test_an_unsigned_export_is_refused_where_a_signature_is_asked_for(export: Path) -> None:
    export.write_text("\n".join(changed(5, checkpoint=None)(export.read_text().splitlines())))
    assert verify(export) == 0
    assert verify(export, "--verifier", "x") == 1
