"""Whatever is wrong with a copy or its place, a sentence says so and nothing is left behind."""

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from app.copies.archive import opened
from app.copies.place import LOCK
from app.kernel import numbering
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.migration import migrate
from app.schema import Standing, standing
from tests.copies.conftest import Place
from tests.copies.files import (
    MANIFEST,
    as_of,
    parts_of,
    put_together,
    said_by,
    with_manifest,
    with_rows,
)

Parts = Mapping[str, bytes]
Change = Callable[[Parts], Parts]
COUNTER, DECLARATIONS = "rows/counter.jsonl", "rows/declaration.jsonl"
EARLIER = "0017"
"""A revision before tables and columns were added that a copy holds today."""

HEAD = b'[["series", "text"], ["last", "number"]]\n'


def without(name: str) -> Change:
    return lambda parts: {key: content for key, content in parts.items() if key != name}


def renamed(parts: Parts) -> Parts:
    """Let a stored file lead out of the storage."""
    [name] = [name for name in parts if name.startswith("files/")]
    sha256, size = name.rpartition("/")[2], len(parts[name])
    listed = json.dumps(["../../outside", sha256, size]).encode() + b"\n"
    return {
        **without(name)(parts),
        f"files/../../outside/{sha256}": parts[name],
        "files.jsonl": listed,
    }


def one_table_less(parts: Parts) -> Parts:
    tables = [each for each in said_by(parts)["tables"] if each["table"] != "counter"]
    return with_manifest(without(COUNTER)(parts), tables=tables)


def another_table(parts: Parts) -> Parts:
    said = json.dumps(said_by(parts)).replace('"heartbeat"', '"pg_authid"')
    moved = {name.replace("heartbeat", "pg_authid"): content for name, content in parts.items()}
    return {**moved, MANIFEST: said.encode()}


FOREIGN, DAMAGED = "no copy of a register", "The copy is damaged"
CHANGES: list[tuple[Change, str]] = [
    (without(MANIFEST), FOREIGN),
    (without(COUNTER), DAMAGED),
    (lambda it: {**it, COUNTER: it[COUNTER] + b'["more", 1]\n'}, DAMAGED),
    (lambda it: {**it, COUNTER: it[COUNTER].replace(b"1", b"2")}, DAMAGED),
    (lambda it: {**it, "rows/more.jsonl": b""}, "does not name"),
    (renamed, DAMAGED),
    (lambda it: {**it, MANIFEST: b"{"}, "not JSON"),
    (lambda it: {**it, MANIFEST: b"[]"}, "manifest is wrong"),
    (lambda it: {**it, MANIFEST: b"[" * 100_000}, "deep"),
    (lambda it: {**it, MANIFEST: b" " * 1_000_001}, FOREIGN),
    (lambda it: with_manifest(it, format="gaima-copy/9"), "gaima-copy/9"),
    (lambda it: with_manifest(it, revision="9999"), "newer program"),
    (lambda it: with_manifest(it, revision="0000"), "no program ever had"),
    (lambda it: with_manifest(it, revision="../1"), "manifest is wrong"),
    (lambda it: with_manifest(it, secret="0" * 64), "secret key here is not the one"),
    (one_table_less, "not those of its schema"),
    (another_table, "not those of its schema"),
    (lambda it: with_rows(it, "counter", b""), DAMAGED),
    (lambda it: with_rows(it, "counter", b'[["series", "text"], ["first", "number"]]\n'), DAMAGED),
    (lambda it: with_rows(it, "counter", b'[["series", "text"], ["last", "sql"]]\n'), DAMAGED),
    (lambda it: with_rows(it, "counter", HEAD + b'["ledger", "1"]\n'), DAMAGED),
    (lambda it: with_rows(it, "counter", HEAD + b'["ledger"]\n'), DAMAGED),
    (lambda it: with_rows(it, "counter", HEAD + b"[" * 100_000 + b"\n"), DAMAGED),
    (lambda it: with_rows(it, "counter", HEAD + b'["ledger", 0]\n'), "do not fit the tables"),
    (lambda it: with_rows(it, "counter", HEAD + b'["ledger", null]\n'), "do not fit the tables"),
    (lambda it: with_rows(it, "declaration", it[DECLARATIONS].splitlines(keepends=True)[0]),
     "do not fit the tables"),
    (lambda it: with_rows(it, "counter", HEAD + b'["ledger", 7]\n'), "7 entries were written"),
    (lambda it: with_manifest(it, ledger=said_by(it)["ledger"] | {"size": 0}), "not the one that"),
]  # fmt: skip


OFTEN = slice(None, None, 4)
"""Some of each sort; all of them with ``--long``."""

SORTED_OUT = [
    pytest.param(*each, marks=() if each in CHANGES[OFTEN] else pytest.mark.long)
    for each in CHANGES
]


@pytest.mark.parametrize(("change", "sentence"), SORTED_OUT)
def test_a_copy_that_is_not_as_it_was_made_leaves_nothing_behind(  # noqa: PLR0917 (fixtures)
    copied: Path,
    tmp_path: Path,
    place: Place,
    capsys: pytest.CaptureFixture[str],
    change: Change,
    sentence: str,
) -> None:
    file = put_together(change(parts_of(copied)), tmp_path / "changed.zip")
    assert place.restore(file) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert "Restored" not in said.out
    nothing_is_left(place)


def nothing_is_left(place: Place) -> None:
    assert [path for path in place.folder.rglob("*") if path.is_file()] == []
    if Path(place.url.removeprefix("sqlite:///")).is_file():
        database = Database(place.url)
        with database.read(by=SYSTEM) as session:
            assert numbering.taken(session, "ledger") == 0
        database.engine.dispose()


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _scratched(content: bytes) -> bytes:
    place = content.index(b"%PDF- a scan")
    return content[:place] + b"!" + content[place + 1 :]


@pytest.mark.parametrize(
    "harm",
    [_cut, _scratched, lambda _: b"", lambda _: b"PK", lambda it: it[:-1], lambda it: it[9:]],
)
def test_a_file_that_is_cut_off_scratched_or_another_is_refused(
    copied: Path, tmp_path: Path, place: Place, harm: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "harmed.zip"
    file.write_bytes(harm(copied.read_bytes()))
    assert place.restore(file) == 1
    nothing_is_left(place)


def test_nothing_in_a_copy_is_packed_so_nothing_can_burst(copied: Path, tmp_path: Path) -> None:
    bomb = parts_of(copied) | {"files.jsonl": bytes(10_000_000)}
    file = put_together(bomb, tmp_path / "bomb.zip", packed=zipfile.ZIP_DEFLATED)
    with pytest.raises(Invalid, match=FOREIGN), opened(file):
        pass


def test_a_file_that_is_not_there_is_said_so(
    tmp_path: Path, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.restore(tmp_path / "none.zip") == 1
    assert "No such file" in capsys.readouterr().err


def test_a_copy_is_restored_only_into_an_empty_place(
    copied: Path, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.restore(copied) == 0
    before = rows(place)
    assert place.restore(copied) == 1
    assert "holds files already" in capsys.readouterr().err
    shutil.rmtree(place.folder / "storage")
    assert place.restore(copied) == 1
    assert "database holds something already" in capsys.readouterr().err
    assert rows(place) == before


def rows(place: Place) -> int:
    database = Database(place.url)
    with database.read(by=SYSTEM) as session:
        found = numbering.taken(session, "ledger")
    database.engine.dispose()
    return found


def test_under_another_key_a_copy_is_restored_only_if_told(
    copied: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETARIAT_SECRET_KEY", "1" * 32)
    assert place.restore(copied) == 1
    assert place.restore(copied, "--another-key") == 0


@pytest.mark.long
def test_a_copy_of_an_older_program_is_brought_forward(
    copied: Path, tmp_path: Path, place: Place
) -> None:
    earlier = Database(f"sqlite:///{tmp_path / 'earlier.db'}")
    migrate(str(earlier.engine.url), EARLIER)
    columns = {
        table: {each["name"] for each in inspect(earlier.engine).get_columns(table)}
        for table in inspect(earlier.engine).get_table_names()
    }
    earlier.engine.dispose()
    older = put_together(as_of(parts_of(copied), EARLIER, columns), tmp_path / "older.zip")
    assert place.restore(older, "--rehearsal") == 1  # it could not be marked as one
    assert place.restore(older) == 0
    database = Database(place.url)
    assert standing(database) is Standing.CURRENT
    database.engine.dispose()
    assert rows(place) == 1


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_into_one_database_one_copy_is_restored_at_a_time(
    copied: Path,
    database: Database,
    database_url: str,
    place_at: Callable[[str], Place],
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = place_at(database_url)
    with database.engine.connect() as other:
        other.execute(select(func.pg_advisory_lock(LOCK)))
        assert place.restore(copied) == 1
    assert "Another copy is being restored" in capsys.readouterr().err
    nothing_is_left(place)


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_on_postgresql_a_copy_that_fails_at_the_end_leaves_no_table(
    copied: Path, tmp_path: Path, database_url: str, place_at: Callable[[str], Place]
) -> None:
    place = place_at(database_url)
    ledger = said_by(parts_of(copied))["ledger"] | {"root": "another"}
    changed = with_manifest(parts_of(copied), ledger=ledger)
    assert place.restore(put_together(changed, tmp_path / "changed.zip")) == 1
    database = Database(database_url)
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.engine.dispose()
    nothing_is_left(place)
    assert place.restore(copied) == 0
