"""What the states of the demonstration declare: invented, and such that every rule holds."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.commands.filing_states import GROWTH, Filer
from app.registry.forms.loads import Given
from app.registry.values import AcceleratorTable, Kind

Sections = Mapping[str, Mapping[str, Any]]

OLDER, NEWER = "ACC-H100-SXM5", "ACC-B200"
ARTICLES = ["7", "8", "9", "10", "11", "12"]
SMALL_SITES, SMALL_PEAK = 3, Decimal("9.0e17")
WATTS = Decimal(1_000_000)
OVERHEAD = Decimal("1.4")
"""What a site draws beside its accelerators."""


def figure(value: object, unit: str, **more: str) -> dict[str, str]:
    """Give a figure as content holds it."""
    return {"value": str(value), "unit": unit, **more}


def authority(filer: Filer, letter: Mapping[str, str]) -> Sections:
    """Give who acts for a state (F1)."""
    domain = f"{filer.code.lower()}.example.org"
    return {
        "authority": {
            "name_official": filer.national_authority,
            "name_latin": f"National compute authority ({filer.code})",
            "legal_basis": f"{filer.law_english}, section 4",
        },
        "focal_points": {
            "focal_point": [
                _person(filer.drafter, "Reporting desk", f"reporting@{domain}", "drafter"),
                _person(filer.representative, "Mission", f"mission@{domain}", "representative"),
            ]
        },
        "contact": {"phone": "+431555019", "email": f"night@{domain}"},
        "designation": {"letter": dict(letter)},
    }


def compute(
    filer: Filer, turn: int, year: int, table: AcceleratorTable, *, more: int = 0
) -> Sections:
    """Give the sites of a state at the end of a year (F2), the ``turn``-th that it declares.

    ``more`` is what an amendment adds to the accelerators of the first.
    """
    units = _units(filer, turn) + more
    lines = [(1, OLDER, units)] + ([(2, NEWER, units // 4)] if turn > 1 else [])
    peak = sum((table[kind].dense_16 or 0) * count for _, kind, count in lines)
    places = {place for place, _, _ in lines}
    return {
        "facilities": {
            "facility": [_site(filer, place, lines, year, table) for place in (1, 2)],
        },
        "accelerators": {
            "accelerators": [
                {
                    "facility": f"FAC-{filer.code}-{place:04}",
                    "type": kind,
                    "count": figure(count, "units"),
                    "largest_group": figure(count // 8 * 8 // 2, "units"),
                    "fabric": figure(400, "Gbit/s"),
                }
                for place, kind, count in lines
            ]
        },
        "remainder": {
            "sites": figure(SMALL_SITES, "sites"),
            "peak_16_bit": figure(written(SMALL_PEAK), "FLOP/s", basis="operator_declared"),
        },
        "totals": {
            "sites": figure(len(places) + SMALL_SITES, "sites"),
            "peak_16_bit": figure(written(peak + SMALL_PEAK), "FLOP/s"),
        },
    }


def transfers(filer: Filer, turn: int) -> Sections:
    """Give what crossed a state's border in a year (F4)."""
    grown = _units(filer, turn + 1) - _units(filer, turn) if filer.units else 240
    lines = [
        _line("import", "USA", OLDER, grown + 64, "cloud"),
        _line("export", "SGP" if filer.code != "SGP" else "MYS", OLDER, 64, "research"),
    ]
    if turn > 1 and filer.units:
        lines.append(_line("import", "USA", NEWER, _units(filer, turn) // 4, "developer"))
    return {"transfers": {"line": lines}}


def measures(filer: Filer, turn: int, year: int) -> Sections:
    """Give the laws by which a state carries the Statute out (F6)."""
    in_force = turn > 0
    measure = {
        "title_original": filer.law,
        "title_english": filer.law_english,
        "kind": "law",
        "status": "in_force" if in_force else "adopted",
        "adopted_on": f"{year - turn}-06-12",
        "address": f"https://law.{filer.code.lower()}.example.org/computing",
        "articles": ARTICLES,
        "threshold_peak": figure("1e18", "FLOP/s"),
        "reporting": True,
        "reporting_within": figure(30, "days"),
        "whistle_blowing": in_force,
    }
    if in_force:
        measure["in_force_on"] = f"{year - turn + 1}-01-01"
    return {
        "measures": {"measure": [measure]},
        "coverage": {"not_yet": [{"article": "13", "planned_on": f"{year + 2}-12-31"}]},
        "market_access": {"condition": "none"},
    }


def training(filer: Filer, known_on: date) -> Sections:
    """Give a training run that was found to be large (F3, stage B)."""
    start = known_on - timedelta(14)
    return {
        "run": {
            "run": f"RUN-{filer.code}-0001",
            "stage": "B",
            "developer": f"DEV-{filer.code}-0001",
            "kind": "pre_training",
            "facilities": [f"FAC-{filer.code}-0001"],
            "precision": "16",
            "biological": False,
        },
        "hardware": {"accelerators": [{"type": OLDER, "count": figure(6000, "units")}]},
        "compute": {
            "known_on": known_on.isoformat(),
            "planned": figure("2.1e25", "FLOP"),
            "start": start.isoformat(),
            "planned_end": (start + timedelta(110)).isoformat(),
        },
        "evaluation": {"evaluated": False, "reason": "No standard is in force yet."},
    }


def incident(known_on: date) -> Sections:
    """Give the first notice of an incident (F5)."""
    return {
        "notice": {
            "stage": "first",
            "occurred": "instant",
            "occurred_from": f"{known_on - timedelta(2)}T21:40Z",
            "developer_aware": f"{known_on - timedelta(1)}T06:15Z",
            "authority_aware": f"{known_on}T07:30Z",
            "imminent": False,
            "category": "weight_theft",
            "severity": "2",
            "what_happened": "A part of a model's weights was copied to a server that is not the "
            "developer's. Access was closed within the hour.",
        },
        "harm": {"may_be_told": True},
        "containment": {"contained": "contained"},
    }


def things(filer: Filer, year: int) -> Mapping[Kind, list[Given]]:
    """Give what a state enters in the register of things before it first declares."""
    land = {"country": filer.code}
    site = {"operator": f"OPR-{filer.code}-0001", "region": filer.region}
    trains = {
        Kind.DEVELOPER: [_given(2, {"name": f"{filer.operator} Research", **land})],
        Kind.RUN: [_given(2, {"name": "Pilot", "developer": f"DEV-{filer.code}-0001"})],
    }
    return {
        Kind.OPERATOR: [_given(2, {"name": filer.operator, **land})],
        Kind.FACILITY: [
            _given(2, {**site, "name": f"{filer.operator} I", "status": "operating",
                       "opens_on": f"{year - 1}-05-01"}),
            _given(3, {**site, "name": f"{filer.operator} II", "status": "building",
                       "opens_on": f"{year + 2}-04-01"}),
        ],
        **(trains if filer.trains else {}),
    }  # fmt: skip


def written(value: Decimal) -> str:
    """Write a figure with its two significant digits: ``1.2e19``."""
    return f"{value:.1e}".replace("e+", "e")


def _units(filer: Filer, turn: int) -> int:
    return int(filer.units * GROWTH**turn) // 8 * 8


def _site(
    filer: Filer, place: int, lines: list[tuple[int, str, int]], year: int, table: AcceleratorTable
) -> dict[str, Any]:
    load = sum((table[kind].tdp_w or 0) * count for at, kind, count in lines if at == place)
    site: dict[str, Any] = {
        "facility": f"FAC-{filer.code}-{place:04}",
        "name": f"{filer.operator} {'I' * place}",
        "operator": filer.operator,
        "operator_country": filer.code,
        "region": filer.region,
        "status": "operating" if load else "building",
    }
    if not load:
        return site | {"expected_on": f"{year + 1}-06-01"}
    megawatts = load * OVERHEAD / WATTS
    return site | {
        "it_load": figure(f"{megawatts:.1f}", "MW"),
        "connection": figure(f"{megawatts * 2:.0f}", "MW"),
        "use": "mixed",
        "share_training": figure(40, "%"),
        "share_inference": figure(60, "%"),
    }


def _line(direction: str, partner: str, kind: str, units: int, end_user: str) -> dict[str, Any]:
    return {
        "direction": direction,
        "partner": partner,
        "type": kind,
        "units": figure(units, "units"),
        "date_basis": "received" if direction == "import" else "dispatched",
        "end_user": end_user,
    }


def _person(name: str, office: str, email: str, role: str) -> dict[str, str]:
    return {"name": name, "office": office, "email": email, "role": role, "from": "2024-01-15"}


def _given(line: int, written: Mapping[str, str]) -> Given:
    return Given(line, written, frozenset(written))
