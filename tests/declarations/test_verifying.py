"""The page that proves a receipt: the command's own rule, and a sentence for each failure."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.declarations.forms import receipts as forms
from app.declarations.forms.receipts import MOST_BYTES
from app.declarations.queries import chains, receipts
from app.declarations.rules.receipts import check_kept, written
from app.declarations.values.filing import Reference
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.ledger import operations as ledger
from app.ledger.rules.checkpoint import origin_of
from app.ledger.values import Checkpoint, Deed
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.declarations.filing import AT, DRAFTER, filed

FILED = Reference("CAN", 2027, 1)


@pytest.fixture(scope="module")
def runtime(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Give a register with one filing in it, which no test of this module changes."""
    folder = tmp_path_factory.mktemp("verify")
    shutil.copyfile(sqlite_template, folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    filed(database)
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


@pytest.fixture(scope="module")
def receipt(runtime: Runtime) -> dict[str, Any]:
    """Give its receipt; the ledger has grown since."""
    database, origin = runtime.database, origin_of(runtime.public_url)
    with database.read(by=DRAFTER) as session:
        declaration = chains.declaration(session, FILED, by=DRAFTER)
        found = receipts.receipt(
            session, declaration, 1, by=DRAFTER, origin=origin,
            sign=receipts.signing_with(runtime.signing_key),
        )  # fmt: skip
    with database.write(by=SYSTEM) as session:
        ledger.append(session, [Deed("other", "other", {})] * 3, by=SYSTEM, at=AT)
    return written(found)


@pytest.fixture(scope="module")
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime, tokens=False).test_client()


def proved(client: FlaskClient, status: int, **form: Any) -> str:
    told = client.post("/verify", data=form, content_type="multipart/form-data")
    assert told.status_code == status
    return " ".join(told.get_data(as_text=True).split())


def test_a_receipt_is_proved_as_text_and_as_a_file_after_the_ledger_has_grown(
    client: FlaskClient, receipt: dict[str, Any]
) -> None:
    text = json.dumps(receipt)
    for form in ({"receipt": text}, {"file": (BytesIO(text.encode()), "receipt.json")}):
        page = proved(client, 200, **form)
        assert "The receipt is true" in page
        assert receipt["filed"]["declaration"] in page
        assert "names of people in it are not proved" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": 9_999}, "The proof does not lead from the entry"),
        ({"salt": "00" * 32}, "commits to another filing than the receipt states"),
        ({"proof": ["A" * 43 + "="]}, "The proof does not lead from the entry"),
        ({"more": 1}, "This is not a receipt"),
        ({"root": "ab" * 32}, "This is not a receipt"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(
    client: FlaskClient, receipt: dict[str, Any], change: dict[str, Any], sentence: str
) -> None:
    assert sentence in proved(client, 422, receipt=json.dumps(receipt | change))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose the file of the receipt, or paste its whole text."),
        ("ab" * 32, "This is not JSON"),
        ("{}", "This is not a receipt"),
        ("[" * 100, "stand in each other"),
        ("x" * (MOST_BYTES + 1), "A receipt is smaller than this"),
    ],
)
def test_what_is_no_receipt_gets_no_answer(client: FlaskClient, text: str, sentence: str) -> None:
    page = proved(client, 422, receipt=text)
    assert sentence in page
    assert "The receipt is true" not in page


def test_a_receipt_without_a_signed_checkpoint_proves_nothing_where_there_is_a_key(
    client: FlaskClient, receipt: dict[str, Any]
) -> None:
    page = proved(client, 422, receipt=json.dumps(receipt | {"checkpoint": None}))
    assert "The receipt has no signed checkpoint" in page


def test_without_a_key_the_ledger_itself_is_what_it_is_proved_against(
    runtime: Runtime, receipt: dict[str, Any]
) -> None:
    keyless = lent(replace(runtime, signing_key=None), tokens=False).test_client()
    page = proved(keyless, 200, receipt=json.dumps(receipt | {"checkpoint": None}))
    assert "is signed with the Agency" not in page


def test_a_receipt_of_another_ledger_proves_nothing_here(receipt: dict[str, Any]) -> None:
    given = forms.receipt(json.dumps(receipt).encode())
    for kept, sentence in (
        (Checkpoint("other", given.size, b"o" * 32), "not the one that the ledger had then"),
        (Checkpoint("other", given.size - 1, given.root), "has never had so many"),
    ):
        with pytest.raises(Invalid, match=sentence):
            check_kept(given, kept)
