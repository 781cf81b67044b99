"""Each form filled in as a careful state would, and changed where a test says."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.declarations.forms import published
from app.declarations.rules import validate
from app.declarations.values.context import Context
from app.declarations.values.problems import Severity
from app.registry.values import Accelerator

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
FILE = {
    "document": "12345678-1234-4234-8234-123456789abc",
    "name": "Letter.pdf",
    "sha256": "0f" * 32,
}


def figure(value: str, unit: str = "units", **more: str) -> dict[str, str]:
    return {"value": value, "unit": unit, **more}


def accelerator(name: str, dense_16: str | None, tdp_w: str | None = "700") -> Accelerator:
    reached = Decimal(dense_16) if dense_16 else None
    power = Decimal(tdp_w) if tdp_w else None
    return Accelerator(name, "Maker", name, reached, None, None, power, "a data sheet")


TABLE = {
    "ACC-ONE": accelerator("ACC-ONE", "1e15"),
    "ACC-TWO": accelerator("ACC-TWO", "2e15", "1000"),
    "ACC-OTHER": accelerator("ACC-OTHER", None, None),
}


def header(period: str) -> dict[str, str]:
    return {"basis": "party", "jurisdiction": "territory", "period": period, "language": "en"}


def person(name: str, role: str, **more: str) -> dict[str, str]:
    known = {"office": "Desk", "email": "desk@example.org", "from": "2026-01-01"}
    return {"name": name, "role": role, **known, **more}


FILLED: Mapping[str, dict[str, Any]] = {
    "F1": {
        "header": header("2026"),
        "authority": {"name_official": "Autorité nationale"},
        "focal_points": {
            "focal_point": [
                person("Ada", "drafter", phone="+431555010"),
                person("Bo", "representative", to="2028-01-01"),
            ]
        },
        "contact": {"phone": "+431555099", "email": "night@example.org"},
        "designation": {"letter": FILE},
    },
    "F2": {
        "header": header("2026"),
        "facilities": {
            "facility": [
                {
                    "facility": "FAC-CAN-0001",
                    "operator": "North Compute",
                    "operator_country": "CAN",
                    "region": "CA-QC",
                    "status": "operating",
                    "peak_16_bit": figure("1.2e18", "FLOP/s"),
                    "it_load": figure("1.5", "MW"),
                },
                {
                    "facility": "FAC-CAN-0002",
                    "operator": "North Compute",
                    "operator_country": "CAN",
                    "region": "CA-ON",
                    "status": "planned",
                    "expected_on": "2028-06-01",
                    "peak_16_bit": figure("2e19", "FLOP/s", basis="estimated", factor="2"),
                },
            ]
        },
        "accelerators": {
            "accelerators": [
                {
                    "facility": "FAC-CAN-0001",
                    "type": "ACC-ONE",
                    "count": figure("1000"),
                    "largest_group": figure("800"),
                },
                {"facility": "FAC-CAN-0001", "type": "ACC-TWO", "count": figure("100")},
            ]
        },
        "remainder": {"sites": figure("3", "sites"), "peak_16_bit": figure("1.3e18", "FLOP/s")},
        "totals": {"sites": figure("4", "sites"), "peak_16_bit": figure("2.5e18", "FLOP/s")},
    },
    "F3": {
        "header": header("RUN-CAN-0001"),
        "run": {
            "run": "RUN-CAN-0001",
            "stage": "B",
            "developer": "DEV-CAN-0001",
            "kind": "pre_training",
            "facilities": ["FAC-CAN-0001", "FAC-USA-0007"],
            "precision": "16",
            "biological": False,
        },
        "hardware": {"accelerators": [{"type": "ACC-ONE", "count": figure("10000")}]},
        "compute": {
            "planned": figure("3.0e25", "FLOP"),
            "known_on": "2027-02-20",
            "start": "2027-01-01",
            "planned_end": "2027-04-10",
        },
        "evaluation": {"evaluated": False, "reason": "No standard is in force yet."},
    },
    "F4": {
        "header": header("2026"),
        "transfers": {
            "line": [
                {
                    "direction": "import",
                    "partner": "JPN",
                    "type": "ACC-ONE",
                    "units": figure("400"),
                    "date_basis": "received",
                    "end_user": "cloud",
                }
            ]
        },
        "stock": {"change": [{"type": "ACC-ONE", "retired": figure("100")}]},
    },
    "F5": {
        "header": header("2027-1"),
        "notice": {
            "stage": "first",
            "occurred": "instant",
            "occurred_from": "2027-02-26T09:00+01:00",
            "developer_aware": "2027-02-26T10:00+01:00",
            "authority_aware": "2027-02-27T08:30Z",
            "imminent": False,
            "category": "weight_theft",
            "severity": "3",
            "what_happened": "Weights were copied to an unknown server.",
        },
        "harm": {"may_be_told": True},
        "containment": {"contained": "partly"},
    },
    "F6": {
        "header": header("2026"),
        "measures": {
            "measure": [
                {
                    "title_original": "Loi sur l’intelligence artificielle",
                    "title_english": "Artificial Intelligence Act",
                    "kind": "law",
                    "status": "in_force",
                    "adopted_on": "2025-05-01",
                    "in_force_on": "2026-01-01",
                    "address": "https://example.org/act",
                    "articles": ["7", "8", "9", "10", "11", "12"],
                }
            ]
        },
        "coverage": {"not_yet": [{"article": "13", "planned_on": "2027-12-31"}]},
        "market_access": {"condition": "none"},
    },
}

CONTEXT = Context(participant="CAN", period="2026", at=AT, accelerators=TABLE)
PERIODS = {code: content["header"]["period"] for code, content in FILLED.items()}
NOTHING = object()


def filled(code: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give a form filled in, with answers put in or taken out: ``facilities/facility/0/status``."""
    content = deepcopy(FILLED[code])
    for place, value in changes.items():
        *path, last = place.split("/")
        part: Any = content
        for step in path:
            part = part[int(step)] if isinstance(part, list) else part.setdefault(step, {})
        if value is NOTHING:
            del part[int(last) if isinstance(part, list) else last]
        elif isinstance(part, list) and int(last) == len(part):
            part.append(value)
        else:
            part[int(last) if isinstance(part, list) else last] = value
    return content


def judged(
    code: str, changes: Mapping[str, Any] | None = None, **known: Any
) -> tuple[list[str], list[str]]:
    """Give where a form so changed is refused, and where it is warned of; figures that are left
    open are not told.
    """
    content = filled(code, changes or {})
    context = replace(CONTEXT, **{"period": PERIODS[code], **known})
    problems = validate(published(code), content, context)
    told = [each for each in problems if "is left open" not in each.sentence.message]
    return _of(told, Severity.REFUSAL), _of(told, Severity.WARNING)


def _of(problems: Iterable[Any], severity: Severity) -> list[str]:
    return [f"{each.section}/{each.path}" for each in problems if each.severity is severity]
