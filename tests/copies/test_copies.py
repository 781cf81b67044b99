"""A copy holds a whole register; restored, on either kind of database, it is the same one."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.copies import making
from app.copies.cells import kind_of, read, written
from app.correspondence import operations as correspondence
from app.correspondence import queries as letters
from app.correspondence.models import Letter
from app.declarations.queries import chains, receipts
from app.declarations.rules import receipts as rules
from app.declarations.values.filing import Reference
from app.kernel import numbering
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.ledger.rules.checkpoint import origin_of, signed, verifier
from app.tables import metadata
from tests.conftest import KINDS, NOON, StoppedClock, runtime_on
from tests.copies.conftest import SCAN, Place, furnish
from tests.copies.files import parts_of, said_by
from tests.people import somebody

WAYS = [(one, other) for one in KINDS for other in KINDS if len(KINDS) == 1 or one != other]
"""From one kind of database to the other, where there are two."""


def quiet(_sentence: str) -> None:
    """Say nothing."""


def rows_in(file: Path) -> dict[str, list[bytes]]:
    """Give each table's rows in an order that no database decides."""
    parts = parts_of(file)
    return {name: sorted(parts[name].splitlines()) for name in parts if name.startswith("rows/")}


@contextmanager
def house_on(url: str, folder: Path) -> Iterator[Runtime]:
    database = Database(url)
    try:
        yield runtime_on(database, folder, StoppedClock())
    finally:
        database.engine.dispose()


@pytest.mark.parametrize(("kind", "other"), WAYS)
@pytest.mark.parametrize("filings", [1, pytest.param(20, marks=pytest.mark.long)])
def test_what_was_copied_from_one_kind_of_database_is_the_same_in_the_other(  # noqa: PLR0917 (fixtures)
    kind: str,
    other: str,
    filings: int,
    fresh: Callable[[str], str],
    tmp_path: Path,
    place_at: Callable[[str], Place],
) -> None:
    with house_on(fresh(kind), tmp_path) as house:
        declared = furnish(house, filings=filings)
        assert len(declared) == filings
        making.make(house, tmp_path / "copy.zip", at=NOON, tell=quiet)
    place = place_at(fresh(other))
    assert place.restore(tmp_path / "copy.zip") == 0
    with house_on(place.url, place.folder) as house:
        making.make(house, tmp_path / "again.zip", at=NOON, tell=quiet)
        assert house.storage.read("instrument/2027/3", _digest(house)) == SCAN.content
        _check_receipts(house, declared)
        _check_letters(house)
        _check_the_next_number(house)
    before, after = rows_in(tmp_path / "copy.zip"), rows_in(tmp_path / "again.zip")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"rows/letter.jsonl"}


def _digest(house: Runtime) -> str:
    [(_owner, path)] = house.storage.files()
    return path.name


def _check_receipts(house: Runtime, declared: Sequence[tuple[Actor, Reference]]) -> None:
    """See that the receipt of each declaration is proved by the restored ledger."""
    origin, key = origin_of(house.public_url), signing_key(house.signing_key or Path())
    with house.database.read(by=SYSTEM) as session:
        for by, reference in declared:
            declaration = chains.declaration(session, reference, by=by)
            receipt = receipts.receipt(
                session, declaration, 1, by=by, origin=origin, sign=lambda it: signed(it, key)
            )
            rules.check(receipt, verified_by=verifier(origin, key.public_key()))


def _check_letters(house: Runtime) -> None:
    """See that what was owed is not sent, unless an officer says so; what was sent stays so."""
    later = NOON + timedelta(days=3)
    with house.database.write(by=SYSTEM) as session:
        assert letters.owed(session, at=later, most=9) == 0
        assert letters.due(session, at=later, most=9) == []
        found = session.scalars(select(Letter).order_by(Letter.occasion)).all()
        failed = [each for each in found if each.failed_at]
        assert [each.failure for each in failed] == [correspondence.NOT_REPEATED] * 2
        assert [each.sent_at for each in found if not each.failed_at] == [NOON]
        correspondence.try_again(session, failed[0].id, by=SYSTEM, at=later)
        assert letters.owed(session, at=later, most=9) == 1


def _check_the_next_number(house: Runtime) -> None:
    with house.database.write(by=SYSTEM) as session:
        [last] = session.scalars(select(Account.number)).all()
        assert somebody(session, Role.DIRECTOR, at=NOON).number == last + 1


def test_a_copy_is_of_one_moment(database: Database, tmp_path: Path) -> None:
    house = runtime_on(database, tmp_path, StoppedClock())
    with database.write(by=SYSTEM) as session:
        numbering.take(session, "early")

    def meanwhile(_sentence: str) -> None:
        with database.write(by=SYSTEM) as session:
            numbering.take(session, "late")

    making.make(house, tmp_path / "copy.zip", at=NOON, tell=meanwhile)
    with database.read(by=SYSTEM) as session:
        assert numbering.taken(session, "late") == 1
    assert parts_of(tmp_path / "copy.zip")["rows/counter.jsonl"].splitlines()[1:] == [
        b'["early", 1]'
    ]


def test_a_copy_says_of_what_it_is_and_is_its_owners_alone(copied: Path) -> None:
    said = said_by(parts_of(copied))
    assert said["origin"] == "localhost:8000/ledger"
    assert said["ledger"]["size"] == 1
    assert copied.stat().st_mode & 0o777 == 0o600
    assert "0" * 32 not in json.dumps(said)


def test_what_is_there_already_is_never_written_over(runtime: Runtime, copied: Path) -> None:
    before = copied.read_bytes()
    with pytest.raises(Conflict, match="Give another name"):
        making.make(runtime, copied, at=NOON, tell=quiet)
    assert copied.read_bytes() == before


def _take_away(file: Path) -> None:
    file.unlink()


def _spoil(file: Path) -> None:
    file.write_bytes(b"something else")


@pytest.mark.parametrize(
    ("harm", "sentence"), [(_take_away, "not in its storage"), (_spoil, "is damaged")]
)
def test_a_register_whose_files_are_not_whole_is_not_copied(
    runtime: Runtime, tmp_path: Path, harm: Callable[[Path], None], sentence: str
) -> None:
    furnish(runtime, filings=0)
    [(_owner, file)] = runtime.storage.files()
    harm(file)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Invalid, match=sentence):
        making.make(runtime, tmp_path / "copy.zip", at=NOON, tell=quiet)
    assert sorted(tmp_path.iterdir()) == before


def test_every_column_has_a_kind_of_value() -> None:
    kinds = {kind_of(each) for table in metadata.sorted_tables for each in table.columns}
    assert kinds == {"truth", "number", "text", "day", "instant", "identity", "bytes", "json"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("truth", False),
        ("number", -(2**62)),
        ("text", "α“\n"),
        ("day", date(1, 1, 1)),
        ("instant", datetime(2027, 3, 14, 12, 0, 0, 1, tzinfo=UTC)),
        ("identity", UUID(int=7)),
        ("bytes", bytes(range(256))),
        ("json", {"a": [1, None, "1.20e25", 0.1]}),
        ("json", None),
    ],
)
def test_a_value_is_read_as_it_was_written(kind: str, value: Any) -> None:
    assert read(kind, json.loads(json.dumps(written(kind, value)))) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", True), ("number", "1"), ("text", 1), ("truth", 0), ("bytes", "-"), ("day", 1)],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(kind, value)
