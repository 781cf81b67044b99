"""What each form refuses and warns of, case by case."""

from typing import Any

import pytest

from app.declarations.forms import published
from app.declarations.rules import validate
from tests.declarations.filled import (
    CONTEXT,
    FILE,
    FILLED,
    NOTHING,
    figure,
    filled,
    judged,
    person,
)

SITE, SITES = "facilities/facility.0.{}", "facilities/facility/0/{}"
LINES = "accelerators/accelerators"
MEASURE = "measures/measure/0/{}"
TRANSFER = "transfers/line/{}"
FOUR = {"value": "400", "unit": "units"}

Case = tuple[str, dict[str, Any], dict[str, Any], list[str], list[str]]

F1: list[Case] = [
    ("no one accredited", {"focal_points/focal_point/1/role": "drafter"}, {},
     ["focal_points/focal_point.0.role"], []),
    ("both is accredited", {"focal_points/focal_point/1/role": "both"}, {}, [], []),
    ("one person", {"focal_points/focal_point": [person("Ada", "both")]}, {},
     ["focal_points/focal_point.0.name"], []),
    ("one person, designated", {"focal_points/focal_point": [person("Ada", "both")],
                                "focal_points/single_officer": True}, {}, [], []),
    ("nobody", {"focal_points/focal_point": []}, {}, ["focal_points/focal_point"], []),
    ("six people", {"focal_points/focal_point": [person("Ada", "both")] * 6}, {},
     ["focal_points/focal_point"], []),
    ("leaves before", {"focal_points/focal_point/1/to": "2025-01-01"}, {},
     ["focal_points/focal_point.1.to"], []),
    ("the desk's phone", {"contact/phone": "+431555010"}, {}, [], ["contact/phone"]),
    ("no letter", {"designation": {}}, {}, ["designation/letter"], []),
]  # fmt: skip

F2: list[Case] = [
    ("sites do not add up", {"totals/sites": figure("5", "sites")}, {}, ["totals/sites"], []),
    ("peaks do not add up", {"totals/peak_16_bit": figure("2.9e18", "FLOP/s")}, {},
     ["totals/peak_16_bit"], []),
    ("two digits are enough", {"totals/peak_16_bit": figure("3e18", "FLOP/s")}, {}, [], []),
    ("withheld remainder adds nothing",
     {"remainder/sites": {"none": "withheld", "reason": "Security"},
      "totals/sites": figure("1", "sites")}, {}, [], []),
    ("peak from the table", {SITES.format("peak_16_bit"): NOTHING}, {}, [], []),
    ("peak unlike the table", {SITES.format("peak_16_bit"): figure("1.3e18", "FLOP/s"),
                               "totals/peak_16_bit": figure("2.6e18", "FLOP/s")}, {},
     [SITE.format("peak_reason")], []),
    ("peak unlike the table, explained",
     {SITES.format("peak_16_bit"): figure("1.3e18", "FLOP/s"),
      SITES.format("peak_reason"): "The clocks are raised.",
      "totals/peak_16_bit": figure("2.6e18", "FLOP/s")}, {}, [], []),
    ("a type outside the table has no peak to compare",
     {LINES + "/1/type": "ACC-OTHER"}, {}, [], []),
    ("a peak that nobody knows is in no sum",
     {LINES + "/1/type": "ACC-OTHER", SITES.format("peak_16_bit"): NOTHING,
      "totals/peak_16_bit": figure("9e19", "FLOP/s")}, {}, [], []),
    ("load below the accelerators'", {SITES.format("it_load"): figure("0.7", "MW")}, {},
     [], [SITE.format("it_load")]),
    ("a site twice", {"facilities/facility/1/facility": "FAC-CAN-0001"}, {},
     ["facilities/facility.1.peak_reason", "facilities/facility.1.facility"], []),
    ("a line without its site", {LINES + "/1/facility": "FAC-CAN-0009",
                                 SITES.format("peak_16_bit"): figure("1.0e18", "FLOP/s"),
                                 "totals/peak_16_bit": figure("2.3e18", "FLOP/s")}, {},
     ["accelerators/accelerators.1.facility"], []),
    ("a type twice at a site", {LINES + "/1/type": "ACC-ONE",
                                SITES.format("peak_16_bit"): figure("1.1e18", "FLOP/s"),
                                "totals/peak_16_bit": figure("2.4e18", "FLOP/s")}, {},
     ["accelerators/accelerators.1.type"], []),
    ("nothing was there last year", {}, {"previous": filled(
        "F2", {SITES.format("peak_16_bit"): figure("0", "FLOP/s")})}, [], []),
    ("a group larger than all", {LINES + "/0/largest_group": figure("1001")}, {},
     ["accelerators/accelerators.0.largest_group"], []),
    ("shares above the whole", {SITES.format("share_training"): figure("80", "%"),
                                SITES.format("share_leased"): figure("21", "%")}, {},
     [SITE.format("share_training")], []),
    ("planned far off", {"facilities/facility/1/expected_on": "2029-02-01"}, {},
     [], ["facilities/facility.1.expected_on"]),
    ("planned within 24 months", {"facilities/facility/1/expected_on": "2028-12-31"}, {}, [], []),
    ("planned and small", {"facilities/facility/1/peak_16_bit": figure("9e18", "FLOP/s")}, {},
     [], ["facilities/facility.1.peak_16_bit"]),
    ("closed without its day", {"facilities/facility/1/status": "closed",
                                "facilities/facility/1/expected_on": NOTHING}, {},
     ["facilities/facility.1.closed_on"], []),
    ("a day that is not asked", {SITES.format("closed_on"): "2026-05-05"}, {},
     [SITE.format("closed_on")], []),
    ("changed by more than half",
     {}, {"previous": filled("F2", {SITES.format("peak_16_bit"): figure("2.5e18", "FLOP/s")})},
     [SITE.format("comment")], []),
    ("changed by half", {}, {"previous": filled(
        "F2", {SITES.format("peak_16_bit"): figure("2.4e18", "FLOP/s")})}, [], []),
    ("changed, explained", {SITES.format("comment"): "A hall was closed."}, {"previous": filled(
        "F2", {SITES.format("peak_16_bit"): figure("2.5e18", "FLOP/s")})}, [], []),
    ("stock that follows", {}, {"previous": filled("F2", {LINES + "/0/count": figure("700")}),
                                "transfers": FILLED["F4"]}, [], []),
    ("stock within 50 units", {}, {"previous": filled("F2", {LINES + "/0/count": figure("750")}),
                                   "transfers": FILLED["F4"]}, [], []),
    ("stock that does not follow", {},
     {"previous": filled("F2", {LINES + "/0/count": figure("751")}),
      "transfers": FILLED["F4"]}, [], ["accelerators/accelerators"]),
    ("another year", {"header/period": "2025"}, {}, ["header/period"], []),
]  # fmt: skip

STAGE_C = {
    "run/stage": "C",
    "compute/planned": NOTHING,
    "compute/known_on": NOTHING,
    "compute/planned_end": NOTHING,
    "compute/actual": figure("3.0e25", "FLOP"),
    "compute/actual_end": "2027-04-10",
}
STAGES = {"stages": {"B": FILLED["F3"]}}
STAGE_D = {
    "run/stage": "D",
    "compute/planned": NOTHING,
    "compute/known_on": NOTHING,
    "compute/planned_end": NOTHING,
    "compute/actual_end": "2027-02-10",
    "weights/release": "api",
    "weights/released_on": "2027-02-20",
}
ENDED = {"stages": {"B": FILLED["F3"], "C": filled("F3", STAGE_C)}}

F3: list[Case] = [
    ("more than is possible", {"compute/planned": figure("9e25", "FLOP")}, {},
     ["compute/planned"], []),
    ("hardly used", {"compute/planned": figure("1.0e24", "FLOP"), "run/biological": True}, {},
     [], ["compute/planned"]),
    ("an unknown type can do anything", {"hardware/accelerators/0/type": "ACC-OTHER",
                                         "compute/planned": figure("9e25", "FLOP")}, {}, [], []),
    ("ends before", {"compute/planned_end": "2026-12-31"}, {}, ["compute/planned_end"], []),
    ("below the threshold", {"hardware/accelerators/0/count": figure("3000"),
                             "compute/planned": figure("9e24", "FLOP")}, {},
     [], ["compute/planned"]),
    ("stage A missed", {"hardware/accelerators/0/count": figure("40000"),
                        "compute/planned": figure("1e26", "FLOP")}, {}, [], ["run/stage"]),
    ("stage A filed", {"hardware/accelerators/0/count": figure("40000"),
                       "compute/planned": figure("1e26", "FLOP")},
     {"stages": {"A": FILLED["F3"]}}, [], []),
    ("stage A late", {"run/stage": "A", "compute/known_on": NOTHING,
                      "hardware/accelerators/0/count": figure("40000"),
                      "compute/planned": figure("1e26", "FLOP"), "compute/start": "2027-03-30",
                      "compute/planned_end": "2027-07-10"}, {}, [], ["compute/start"]),
    ("stage A in time", {"run/stage": "A", "compute/known_on": NOTHING,
                      "hardware/accelerators/0/count": figure("40000"),
                         "compute/planned": figure("1e26", "FLOP"), "compute/start": "2027-03-31",
                         "compute/planned_end": "2027-07-10"}, {}, [], []),
    ("stage C", STAGE_C, STAGES, [], []),
    ("stage C without B", STAGE_C, {}, ["run/stage"], []),
    ("stage D", STAGE_D, ENDED, [], []),
    ("stage D without C", STAGE_D, STAGES, ["run/stage"], []),
    ("no day of release",
     {place: answer for place, answer in STAGE_D.items() if place != "weights/released_on"},
     ENDED, ["weights/released_on"], []),
    ("a release that is none", STAGE_D | {"weights/release": "internal"}, ENDED,
     ["weights/release"], []),
    ("a release that is withheld",
     STAGE_D | {"weights/release": {"none": "withheld", "reason": "Security"}}, ENDED, [], []),
    ("released before the end", STAGE_D | {"weights/released_on": "2027-02-09"}, ENDED, [],
     ["weights/released_on"]),
    ("more than twice", STAGE_C | {"compute/actual": figure("6.1e25", "FLOP")}, STAGES,
     ["compute/comment"], ["compute/actual"]),
    ("twice", STAGE_C | {"compute/actual": figure("6.0e25", "FLOP"),
                         "hardware/accelerators/0/count": figure("20000")}, STAGES, [], []),
    ("more than twice, explained",
     STAGE_C | {"compute/actual": figure("6.1e25", "FLOP"), "compute/comment": "A second epoch.",
                "hardware/accelerators/0/count": figure("20000")}, STAGES, [], []),
    ("planned compute is not asked at C", STAGE_C | {"compute/planned": figure("1e25", "FLOP")},
     STAGES, ["compute/planned"], []),
    ("no standard and no reason", {"evaluation/reason": NOTHING}, {}, ["evaluation/reason"], []),
    ("a parent that is not asked", {"run/parent_model": "MOD-CAN-0001"}, {},
     ["run/parent_model"], []),
    ("an unknown site of the state's own", {},
     {"registered": {"facility": frozenset({"FAC-CAN-0002"})}}, ["run/facilities"], []),
    ("a site abroad cannot be looked up", {},
     {"registered": {"facility": frozenset({"FAC-CAN-0001"})}}, [], []),
]  # fmt: skip

F4: list[Case] = [
    ("with itself", {TRANSFER.format("0/partner"): "CAN"}, {}, ["transfers/line.0.partner"], []),
    ("inside the union", {}, {"union": frozenset({"CAN", "JPN"})},
     ["transfers/line.0.partner"], []),
    ("declared by the union", {}, {"trade_declared_by": frozenset({"EU"})},
     ["transfers/line.0.partner"], []),
    ("declared by the state", {}, {"trade_declared_by": frozenset({"CAN"})}, [], []),
    ("declared by the members", {}, {"trade_declared_by": frozenset({"FRA", "DEU"})},
     ["transfers/line.0.partner"], []),
    ("twice", {TRANSFER.format("1"): FILLED["F4"]["transfers"]["line"][0]}, {},
     ["transfers/line.1.type"], []),
    ("to another end user", {TRANSFER.format("1"): FILLED["F4"]["transfers"]["line"][0]
                             | {"end_user": "research"}}, {}, [], []),
    ("more in transit than in all", {TRANSFER.format("0/in_transit"): figure("401")}, {},
     ["transfers/line.0.in_transit"], []),
    ("with a state that is no party", {}, {"parties": frozenset({"CAN"})},
     [], ["transfers/line.0.partner"]),
    ("with a party", {}, {"parties": frozenset({"CAN", "JPN"})}, [], []),
    ("somewhere", {}, {"places": frozenset({"CAN", "JPN"})}, [], []),
    ("nowhere", {}, {"places": frozenset({"CAN"})}, ["transfers/line.0.partner"], []),
    ("half a unit", {TRANSFER.format("0/units"): figure("0.5")}, {},
     ["transfers/line.0.units"], []),
    ("withheld units", {TRANSFER.format("0/units"): {"none": "withheld", "reason": "Why not"}},
     {}, ["transfers/line.0.units"], []),
    ("a type's losses twice", {"stock/change/1": {"type": "ACC-ONE"}}, {},
     ["stock/change.1.type"], []),
]  # fmt: skip

LATER = {"notice/stage": "final", "lessons/root_cause": "An open port."}

F5: list[Case] = [
    ("known before it occurred", {"notice/developer_aware": "2027-02-26T08:59+01:00"}, {},
     ["notice/developer_aware"], []),
    ("zones are heeded", {"notice/developer_aware": "2027-02-26T08:30Z"}, {}, [], []),
    ("authority before developer", {"notice/authority_aware": "2027-02-26T09:30+01:00"}, {},
     ["notice/authority_aware"], []),
    ("after the filing", {"notice/authority_aware": "2027-03-02T00:00Z"}, {},
     ["notice/authority_aware"], []),
    ("when it occurred is unknown", {"notice/occurred": "unknown",
                                     "notice/occurred_from": NOTHING}, {}, [], []),
    ("a range without its end", {"notice/occurred": "range"}, {}, ["notice/occurred_to"], []),
    ("a range backwards", {"notice/occurred": "range",
                           "notice/occurred_to": "2027-02-25T00:00Z"}, {},
     ["notice/occurred_to"], []),
    ("a first notice asks no more", {"harm/deaths": figure("0", "persons")}, {},
     ["harm/deaths"], []),
    ("an update without a first", {"notice/stage": "update"}, {}, ["notice/stage"], []),
    ("a final report", LATER, {"stages": {"first": FILLED["F5"]}}, [], []),
    ("awareness moved", LATER | {"notice/authority_aware": "2027-02-28T08:30Z"},
     {"stages": {"first": FILLED["F5"]}}, ["notice/authority_aware"], []),
    ("most below least", LATER | {"harm/affected_least": figure("9", "persons"),
                                  "harm/affected_most": figure("8", "persons")},
     {"stages": {"first": FILLED["F5"]}}, ["harm/affected_most"], []),
    ("no zone", {"notice/authority_aware": "2027-02-27T08:30"}, {},
     ["notice/authority_aware"], []),
    ("too long a story", {"notice/what_happened": "x" * 4001}, {}, ["notice/what_happened"], []),
]  # fmt: skip

F6: list[Case] = [
    ("in force without a day", {MEASURE.format("in_force_on"): NOTHING}, {},
     ["measures/measure.0.in_force_on"], []),
    ("a day without its status", {MEASURE.format("status"): "adopted"}, {},
     ["measures/measure.0.status"], []),
    ("adopted before proposed", {MEASURE.format("proposed_on"): "2025-06-01"}, {},
     ["measures/measure.0.adopted_on"], []),
    ("in force before adoption", {MEASURE.format("in_force_on"): "2025-04-30"}, {},
     [], ["measures/measure.0.in_force_on"]),
    ("no text", {MEASURE.format("address"): NOTHING}, {}, ["measures/measure.0.address"], []),
    ("a file instead", {MEASURE.format("address"): NOTHING, MEASURE.format("file"): FILE}, {},
     [], []),
    ("an article forgotten", {"coverage": {}}, {}, ["coverage/not_yet"], []),
    ("an article covered and not yet",
     {"coverage/not_yet/1": {"article": "7", "planned_on": "2027-12-31"}}, {},
     ["coverage/not_yet.1.article"], []),
    ("amends what", {MEASURE.format("amends"): True}, {}, ["measures/measure.0.predecessor"], []),
    ("amends that", {MEASURE.format("amends"): True, MEASURE.format("predecessor"): "The Act"},
     {}, [], []),
    ("reported within", {MEASURE.format("reporting"): True,
                         MEASURE.format("reporting_within"): figure("72", "hours")}, {}, [], []),
    ("reported within years", {MEASURE.format("reporting"): True,
                               MEASURE.format("reporting_within"): figure("1", "years")}, {},
     ["measures/measure.0.reporting_within"], []),
]  # fmt: skip

CASES = [
    pytest.param(code, *rest, id=f"{code}: {name}")
    for code, cases in {"F1": F1, "F2": F2, "F3": F3, "F4": F4, "F5": F5, "F6": F6}.items()
    for name, *rest in cases
]


@pytest.mark.parametrize("code", FILLED)
def test_a_form_filled_in_with_care_is_neither_refused_nor_warned_of(code: str) -> None:
    assert judged(code) == ([], [])


@pytest.mark.parametrize(("code", "changes", "known", "refused", "warned"), CASES)
def test_each_rule_refuses_or_warns_where_it_says(
    code: str,
    changes: dict[str, Any],
    known: dict[str, Any],
    refused: list[str],
    warned: list[str],
) -> None:
    assert judged(code, changes, **known) == (refused, warned)


def test_a_peak_is_asked_for_only_where_the_agencys_table_does_not_give_it() -> None:
    both = {f"facilities/facility/{place}/peak_16_bit": NOTHING for place in (0, 1)}
    problems = validate(published("F2"), filled("F2", both), CONTEXT)
    left_open = [each.path for each in problems if "is left open" in each.sentence.message]
    assert "facility.0.peak_16_bit" not in left_open
    assert "facility.1.peak_16_bit" in left_open, "of this site no accelerators are declared"
