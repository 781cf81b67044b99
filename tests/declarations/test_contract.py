"""Whatever a program asks about declarations, it is answered as the description says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
)

from app.kernel.actor import Role, Scope
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.kernel.tables_out import XLSX_TYPE
from app.participants.queries import roll
from app.registry.operations import enter
from app.registry.values import Kind
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.declarations.filing import AT as AT_NOON
from tests.declarations.filing import TODAY, begun, filed
from tests.declarations.filled import FILE
from tests.declarations.test_programs import Program, program
from tests.people import made
from tests.treaties.test_contract import SPEC, TOO_LARGE, UNHURRIED

AT = "/api/v1/declarations"
ONE = f"{AT}/{{ref}}"
REGISTRY = "/api/v1/registry"
OPERATIONS = [
    ("GET", AT),
    ("POST", AT),
    ("GET", ONE),
    ("PATCH", ONE),
    ("GET", f"{ONE}/check"),
    ("GET", f"{ONE}/files"),
    ("POST", f"{ONE}/files"),
    ("GET", f"{ONE}/files/{{file_id}}"),
    ("DELETE", f"{ONE}/files/{{file_id}}"),
    ("GET", f"{ONE}/workbook.xlsx"),
    ("PUT", f"{ONE}/workbook.xlsx"),
    ("POST", f"{ONE}/ask"),
    ("POST", f"{ONE}/submit"),
    ("POST", f"{ONE}/amend"),
    ("POST", f"{ONE}/recall"),
    ("GET", f"{ONE}/versions/{{number}}"),
    ("GET", REGISTRY),
    ("POST", REGISTRY),
    ("GET", f"{REGISTRY}/{{thing_id}}"),
    ("PATCH", f"{REGISTRY}/{{thing_id}}"),
    ("POST", f"{REGISTRY}/{{thing_id}}/strike"),
    ("GET", f"{ONE}/receipt.json"),
    ("GET", f"{ONE}/receipt.pdf"),
]
FEW, MANY = 3, 100
schemathesis.serializer.alias(XLSX_TYPE, "application/octet-stream")
NAMED = {
    "ref": st.sampled_from(["CAN-2027-1", "CAN-2027-2"]),
    "number": st.just(1),
    "thing_id": st.just("OPR-CAN-0001"),
    "file_id": st.just(FILE["document"]),
}


@pytest.fixture(scope="module")
def submitter(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Give a program of Canada's, which has filed something and drafts something."""
    folder = tmp_path_factory.mktemp("contract")
    (folder / "test.db").write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{folder / 'test.db'}")
    runtime: Runtime = runtime_on(database, folder, StoppedClock())
    filed(database)
    by = made(runtime, Role.REPRESENTATIVE).actor
    with database.write(by=by) as session:
        begun(session, "F4", by=by)
        operator = {"name": "Prairie Cloud", "country": "CAN"}
        enter(session, Kind.OPERATOR, operator, key=uuid4(), roll=roll(runtime.facts), by=by,
              at=AT_NOON, on=TODAY)  # fmt: skip
    yield program(runtime, by, *Scope)
    database.engine.dispose()


@pytest.fixture(scope="module")
def described(submitter: Program) -> Any:
    """Give the API as its description has it."""
    return schemathesis.openapi.from_wsgi(SPEC, lent(submitter.runtime))


def ask(described: Any, by: Program, operation: tuple[str, str], data: st.DataObject) -> None:
    """Ask with a token, rightly or wrongly, and compare with the description."""
    method, path = operation
    mode = data.draw(st.sampled_from(list(GenerationMode)), "mode")
    case = data.draw(described[path][method].as_strategy(generation_mode=mode), "case")
    if data.draw(st.booleans(), "of something that exists"):
        case.path_parameters = {name: data.draw(NAMED[name]) for name in case.path_parameters}
        case.headers.update({"Idempotency-Key": str(uuid4()), "If-Match": "*"})
    case.headers["Accept-Encoding"] = "identity"
    case.headers["Authorization"] = f"Bearer {by.token}"
    response = case.call()
    # The token is put in place of whatever was generated, so none is ever wrong here.
    excused = [positive_data_acceptance, missing_required_header, ignored_auth]
    if response.status_code == TOO_LARGE or "If-Match" in case.headers:
        excused.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excused)
    assert response.status_code < 500


def test_every_operation_about_declarations_is_asked(described: Any) -> None:
    found = {
        (found.ok().method.upper(), found.ok().path) for found in described.get_all_operations()
    }
    assert {each for each in found if each[1].startswith((AT, REGISTRY))} == set(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@given(data=st.data())
@settings(max_examples=FEW, phases=[Phase.generate], deadline=None, suppress_health_check=UNHURRIED)
def test_an_answer_about_declarations_is_as_described(
    described: Any, submitter: Program, operation: tuple[str, str], data: st.DataObject
) -> None:
    ask(described, submitter, operation, data)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@given(data=st.data())
@settings(max_examples=MANY, deadline=None, suppress_health_check=UNHURRIED)
def test_an_answer_about_declarations_is_as_described_after_many_questions(
    described: Any, submitter: Program, operation: tuple[str, str], data: st.DataObject
) -> None:
    ask(described, submitter, operation, data)
