"""A receipt proves what was filed, when, and its place in the ledger, offline and to anybody."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import cli
from app.declarations.forms import receipts as forms
from app.declarations.queries import chains
from app.declarations.queries import receipts as found
from app.declarations.rules import receipts as rules
from app.declarations.values.filing import Reference
from app.declarations.values.receipts import Receipt, Told
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import Database
from app.kernel.errors import Invalid, NotFound
from app.kernel.signing import signing_key
from app.ledger import operations as ledger
from app.ledger.rules.checkpoint import signed, verifier
from app.ledger.values import Checkpoint, Deed
from tests.declarations.filing import (
    AT,
    AUDITOR,
    DIRECTOR,
    DRAFTER,
    JAPANS_DRAFTER,
    OFFICER,
    REPRESENTATIVE,
    content_of,
    filed,
)

ORIGIN = "gaima.example.org/ledger"
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
VERIFIER = verifier(ORIGIN, KEY.public_key())


def receipt_of(database: Database, reference: Reference, by: Actor = DRAFTER) -> Receipt:
    with database.read(by=by) as session:
        declaration = chains.declaration(session, reference, by=by)
        return found.receipt(
            session, declaration, 1, by=by, origin=ORIGIN, sign=lambda state: signed(state, KEY)
        )


@pytest.fixture
def store(sqlite_url: str) -> Database:
    return Database(sqlite_url)


@pytest.fixture
def reference(store: Database) -> Reference:
    return filed(store)


def as_file(receipt: Receipt) -> bytes:
    return json.dumps(rules.written(receipt), ensure_ascii=False).encode()


def test_a_receipt_reads_back_as_it_was_written_and_proves_itself(
    store: Database, reference: Reference
) -> None:
    deeds = [Deed("other", "other", {})] * 6
    with store.write(by=SYSTEM) as session:
        ledger.append(session, deeds, by=SYSTEM, at=AT)
    receipt = receipt_of(store, reference)
    assert receipt.size == 7
    assert forms.receipt(as_file(receipt)) == receipt
    rules.check(receipt, verified_by=VERIFIER)


def test_it_holds_nothing_of_what_was_declared(store: Database, reference: Reference) -> None:
    text = as_file(receipt_of(store, reference)).decode()
    assert "Autorité" not in text
    assert "Ada" not in text


def test_the_content_opens_with_its_own_salt_and_no_other_does(
    store: Database, reference: Reference
) -> None:
    receipt = receipt_of(store, reference)
    with store.read(by=DRAFTER) as session:
        declaration = chains.declaration(session, reference, by=DRAFTER)
        told = found.told(session, declaration, 1, by=DRAFTER)
    assert told.content == content_of("F1", "2026")
    rules.check_content(receipt, told)
    for wrong in (Told(told.salt, {}), Told("00" * 32, told.content)):
        with pytest.raises(Invalid, match="not the content"):
            rules.check_content(receipt, wrong)


@pytest.mark.parametrize("by", [OFFICER, DIRECTOR, AUDITOR, JAPANS_DRAFTER])
def test_a_receipt_is_its_states_alone(store: Database, reference: Reference, by: Actor) -> None:
    with store.read(by=DRAFTER) as session:
        declaration = chains.declaration(session, reference, by=DRAFTER)
        for ask in (
            lambda: found.receipt(
                session, declaration, 1, by=by, origin=ORIGIN, sign=lambda _state: None
            ),
            lambda: found.told(session, declaration, 1, by=by),
        ):
            with pytest.raises(NotFound):
                ask()


Change = Callable[[Receipt], Receipt]

CHANGES: list[tuple[str, Change]] = [
    ("commits to another", lambda it: replace(it, filed={**it.filed, "period": "2025"})),
    ("commits to another", lambda it: replace(it, salt="00" * 32)),
    ("not about a submission", lambda it: replace(it, entry=replace(it.entry, kind="other"))),
    ("does not lead", lambda it: replace(it, entry=replace(it.entry, account=99))),
    ("does not lead", lambda it: replace(it, root=b"r" * 32)),
    ("does not lead", lambda it: replace(it, proof=(b"p" * 32,))),
    ("no signed checkpoint", lambda it: replace(it, note=None)),
    ("not a checkpoint", lambda it: replace(it, note="nothing")),
]


@pytest.mark.parametrize(("sentence", "change"), CHANGES)
def test_what_was_changed_afterwards_proves_nothing(
    store: Database, reference: Reference, sentence: str, change: Change
) -> None:
    with pytest.raises(Invalid, match=sentence):
        rules.check(change(receipt_of(store, reference)), verified_by=VERIFIER)


def test_another_ledgers_key_proves_nothing(store: Database, reference: Reference) -> None:
    receipt = receipt_of(store, reference)
    with pytest.raises(Invalid, match="not signed by"):
        rules.check(receipt, verified_by=verifier(ORIGIN, OTHER.public_key()))


def test_a_checkpoint_of_another_day_proves_nothing(store: Database, reference: Reference) -> None:
    receipt = receipt_of(store, reference)
    with store.write(by=SYSTEM) as session:
        ledger.append(session, [Deed("other", "other", {})], by=SYSTEM, at=AT)
    later = receipt_of(store, reference)
    with pytest.raises(Invalid, match="another state of the ledger"):
        rules.check(replace(receipt, note=later.note), verified_by=VERIFIER)


BROKEN: list[tuple[str, Any]] = [
    ("format", "gaima-receipt/2"),
    ("salt", "short"),
    ("salt", None),
    ("filed", []),
    ("filed", {"period": 1.5}),
    ("filed", {"period": 2**60}),
    ("entry", {}),
    ("entry", {"index": 2**60}),
    ("proof", ["short"]),
    ("root", "short"),
    ("size", 2**60),
    ("checkpoint", 5),
    ("more", "words"),
]


@pytest.mark.parametrize(("name", "value"), BROKEN)
def test_what_is_no_receipt_is_refused_with_a_sentence(
    store: Database, reference: Reference, name: str, value: Any
) -> None:
    document = deepcopy(rules.written(receipt_of(store, reference)))
    if name == "entry" and value:
        value = document["entry"] | value
    with pytest.raises(Invalid):
        forms.receipt(json.dumps(document | {name: value}).encode())


def test_the_command_proves_a_receipt_without_any_database(
    store: Database,
    reference: Reference,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, told = tmp_path / "receipt.json", tmp_path / "content.json"
    receipt = receipt_of(store, reference, by=REPRESENTATIVE)
    file.write_bytes(as_file(receipt))
    with store.read(by=DRAFTER) as session:
        declaration = chains.declaration(session, reference, by=DRAFTER)
        kept = found.told(session, declaration, 1, by=DRAFTER)
    told.write_text(json.dumps({"salt": kept.salt, "content": kept.content}))
    data = ["--data", str(tmp_path / "nothing")]
    words = ["verify", str(file), "--verifier", VERIFIER, "--content", str(told), *data]
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    assert "declaration CAN-2027-1, version 1.0" in said
    assert "is what the file says" in said
    assert not list((tmp_path / "nothing").rglob("*.db"))
    forged = replace(receipt, filed={**receipt.filed, "outcome": "nil"})
    file.write_bytes(as_file(forged))
    assert cli.main(words) == 1
    assert "commits to another filing" in capsys.readouterr().err
    assert cli.main(["verify", str(file), *data]) == 1


def test_the_command_proves_a_registers_own_receipt_at_whatever_address_it_was_signed(
    store: Database,
    reference: Reference,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own, file = tmp_path / "own", tmp_path / "receipt.json"
    own.mkdir(mode=0o700)
    key = signing_key(own / "ledger.key")
    with store.read(by=DRAFTER) as session:
        declaration = chains.declaration(session, reference, by=DRAFTER)
        receipt = found.receipt(
            session, declaration, 1, by=DRAFTER, origin="localhost:8103/ledger",
            sign=lambda state: signed(state, key),
        )  # fmt: skip
    file.write_bytes(as_file(receipt))
    assert cli.main(["verify", str(file), "--data", str(own)]) == 0
    assert "ledger “localhost:8103/ledger”" in capsys.readouterr().out
    forged = signed(Checkpoint(ORIGIN, receipt.size, receipt.root), KEY)
    file.write_bytes(as_file(replace(receipt, note=forged)))
    assert cli.main(["verify", str(file), "--data", str(own)]) == 1
    said = capsys.readouterr().err
    assert "not signed by “gaima.example.org/ledger” with that key" in said
    assert "with --data, or give its ledger's verifier" in said


def test_the_verifier_of_another_ledger_is_refused_with_both_names(
    store: Database, reference: Reference
) -> None:
    receipt = receipt_of(store, reference)
    with pytest.raises(Invalid, match=r"of the ledger “gaima\.example\.org"):
        rules.check(receipt, verified_by=verifier("localhost:8000/ledger", KEY.public_key()))
