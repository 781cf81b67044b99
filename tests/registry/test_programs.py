"""The register of things as programs keep it: the pages' rules, once, and from what was read."""

from typing import Any

import pytest

from app.kernel.actor import Role, Scope
from app.kernel.runtime import Runtime
from app.registry.models import RegistryVersion
from tests.declarations.test_programs import Program, details, officer, program, rows
from tests.people import made

AT = "/api/v1/registry"
ONE = f"{AT}/OPR-CAN-0001"
OPERATOR = {"kind": "operator", "written": {"name": "Prairie Cloud", "country": "CAN"}}


@pytest.fixture
def drafter(runtime: Runtime) -> Program:
    """Give a program of Canada's that has entered an operator."""
    by = program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)
    first, again = (by.ask("POST", AT, OPERATOR, key="one") for _ in range(2))
    assert (first.status_code, first.location) == (201, ONE)
    assert (again.data, first.json) == (first.data, {"id": "OPR-CAN-0001", "version": 1})
    return by


def change(by: Program, written: dict[str, Any], *, match: str = '"version=1"') -> Any:
    return by.ask("PATCH", ONE, {"written": written, "reason": "It was renamed."}, match=match)


def test_a_thing_is_entered_once_changed_from_what_was_read_and_struck(
    runtime: Runtime, drafter: Program
) -> None:
    changed = change(drafter, {"name": "Prairie Clouds", "note": "By decree."})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"version=2"')
    assert changed.json["written"] == {
        "name": "Prairie Clouds", "country": "CAN", "note": "By decree.",
    }  # fmt: skip
    assert change(drafter, {"name": "Another"}).status_code == 412
    assert change(drafter, {"name": "Another"}, match="").status_code == 428
    out = change(drafter, {"note": None}, match='"version=2"')
    assert "note" not in out.json["written"]
    struck = drafter.ask("POST", f"{ONE}/strike", {"reason": "Twice."}, match='"version=3"')
    assert struck.json == {"id": "OPR-CAN-0001", "version": 4}
    assert drafter.get(AT)["items"] == []
    read = drafter.get(ONE)
    assert (read["struck"], [each["version"] for each in read["history"]]) == (True, [4, 3, 2, 1])
    assert rows(runtime, RegistryVersion) == 4


def test_what_cannot_be_is_said_by_its_field_and_changes_nothing(
    runtime: Runtime, drafter: Program
) -> None:
    for body, field in (
        ({"kind": "operator", "written": {"country": "CAN"}}, "name"),
        ({"kind": "operator", "written": {"name": "x", "country": "Canada"}}, "country"),
        ({"kind": "operator", "written": {"name": "a\u202eb", "country": "CAN"}}, "name"),
        ({"kind": "operator", "written": {"name": "x" * 301, "country": "CAN"}}, "name"),
        ({"kind": "operator", "written": {"name": 5}}, "written.name"),
        ({"kind": "operator", "written": {"name": "y", "secret": "z"}}, "secret"),
        ({"kind": "ship", "written": {}}, "kind"),
        ({"kind": "model", "written": {"name": "m", "developer": "DEV-JPN-0001"}}, "developer"),
    ):
        refused = drafter.ask("POST", AT, body)
        assert refused.status_code == 422, body
        assert field in [each["field"] for each in refused.json["errors"]], body
    nothing = change(drafter, {"name": "Prairie Cloud"})
    assert "Nothing here differs" in details(nothing)
    assert drafter.ask("GET", f"{AT}?cursor=x").status_code == 422
    assert rows(runtime, RegistryVersion) == 1


def test_a_list_goes_on_from_page_to_page_for_whoever_may_see_it(
    runtime: Runtime, drafter: Program
) -> None:
    second = {"kind": "operator", "written": {"name": "Tundra Cloud", "country": "CAN"}}
    assert drafter.ask("POST", AT, second).status_code == 201
    first = officer(runtime).get(f"{AT}?limit=1")
    assert ([each["id"] for each in first["items"]], first["next"]) == (
        ["OPR-CAN-0001"], "OPR-CAN-0001",
    )  # fmt: skip
    rest = officer(runtime).get(f"{AT}?limit=1&cursor={first['next']}")
    assert ([each["id"] for each in rest["items"]], rest["next"]) == (["OPR-CAN-0002"], None)
    assert drafter.get(f"{AT}?kind=model")["items"] == []
    japan = program(runtime, made(runtime, Role.DRAFTER, "JPN").actor, Scope.READ, Scope.DRAFT)
    assert japan.get(f"{AT}?participant=CAN")["items"] == []
    assert {japan.ask("GET", ONE).status_code, change(japan, {}).status_code} == {404}
    assert officer(runtime, Role.AUDITOR).ask("GET", AT).status_code == 404
