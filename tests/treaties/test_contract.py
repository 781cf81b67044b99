"""Every answer of the API is what its description says, whatever is asked."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection, positive_data_acceptance

from app.kernel.runtime import Runtime
from tests.applications import lent

SPEC = "/api/v1/openapi.json"
TREATY = "/api/v1/treaties/{treaty_id}"
OPERATIONS = [
    ("GET", "/api/v1/participants"),
    ("GET", "/api/v1/participants/{code}"),
    ("GET", "/api/v1/treaties"),
    ("GET", TREATY),
    ("GET", f"{TREATY}/actions"),
    ("GET", f"{TREATY}/actions.csv"),
    ("GET", f"{TREATY}/actions.xlsx"),
    ("GET", f"{TREATY}/status"),
    ("GET", f"{TREATY}/status.csv"),
    ("GET", f"{TREATY}/status.xlsx"),
    ("POST", f"{TREATY}/scenario"),
    ("GET", "/api/v1/notifications"),
    ("GET", "/api/v1/notifications/{slug}"),
    ("GET", "/api/v1/deadlines"),
    ("GET", "/api/v1/bodies"),
    ("GET", "/api/v1/bodies/{body}"),
    ("GET", "/api/v1/bodies/{body}/meetings"),
    ("GET", "/api/v1/bodies/{body}/papers"),
    ("GET", "/api/v1/bodies/{body}/decisions"),
    ("GET", "/api/v1/forms"),
    ("GET", "/api/v1/forms/{form}/{version}"),
]
NAMED = {
    "treaty_id": st.sampled_from(["ctbt", "gaima-statute"]),
    "code": st.just("EU"),
    "body": st.sampled_from(["wg-1", "c"]),
    "slug": st.sampled_from(["2026-1", "2027-2"]),
    "form": st.just("F2"),
    "version": st.just(1),
}
FEW, MANY = 12, 300
TOO_LARGE = 413
UNHURRIED = [
    HealthCheck.too_slow,  # a busy machine
    HealthCheck.filter_too_much,  # strict shapes refuse most random bodies
    HealthCheck.function_scoped_fixture,  # the API is the same for every example
]


@pytest.fixture(scope="module")
def described(demonstration: Runtime) -> Any:
    """Give the API of the demonstration as its description has it."""
    return schemathesis.openapi.from_wsgi(SPEC, lent(demonstration))


def ask(described: Any, operation: tuple[str, str], data: st.DataObject) -> None:
    """Ask rightly or wrongly, of something that exists or not, and compare with the description.

    A question of the right shape may still name a participant or a cursor that there is not.
    """
    method, path = operation
    mode = data.draw(st.sampled_from(list(GenerationMode)), "mode")
    case = data.draw(described[path][method].as_strategy(generation_mode=mode), "case")
    if data.draw(st.booleans(), "of something that exists"):
        case.path_parameters = {name: data.draw(NAMED[name]) for name in case.path_parameters}
    case.headers["Accept-Encoding"] = "identity"
    response = case.call()
    excused = [positive_data_acceptance]
    if response.status_code == TOO_LARGE:  # a refusal that the check does not know
        excused.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excused)


def test_every_operation_is_asked(described: Any) -> None:
    found = {
        (found.ok().method.upper(), found.ok().path) for found in described.get_all_operations()
    }
    # Where a test may change what it asks.
    elsewhere = ("/ledger/", "/status.pdf", "/declarations", "/registry")
    assert {each for each in found if not any(p in each[1] for p in elsewhere)} == set(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@given(data=st.data())
@settings(max_examples=FEW, phases=[Phase.generate], deadline=None, suppress_health_check=UNHURRIED)
def test_an_answer_is_as_described(
    described: Any, operation: tuple[str, str], data: st.DataObject
) -> None:
    ask(described, operation, data)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@given(data=st.data())
@settings(max_examples=MANY, deadline=None, suppress_health_check=UNHURRIED)
def test_an_answer_is_as_described_after_many_questions(
    described: Any, operation: tuple[str, str], data: st.DataObject
) -> None:
    ask(described, operation, data)
