"""The rules of procedure that come with the product, and what they come to."""

import json
from typing import Any

import pytest

from app.bodies.forms.procedure import procedures
from app.bodies.models import Body
from app.bodies.queries import procedure
from app.bodies.values import BodyKind
from app.bodies.values.procedure import NumberPresent, Procedure, Share
from app.kernel.errors import Invalid
from tests.conftest import ROOT

FOLDER = ROOT / "config" / "bodies"
WRITTEN: dict[str, Any] = json.loads((FOLDER / "rules.json").read_bytes())


@pytest.mark.parametrize("kind", BodyKind)
def test_each_kind_of_body_has_its_rules(kind: BodyKind) -> None:
    found = procedure(FOLDER, Body(kind=kind))
    assert found.silence_minimum.total_seconds() >= 72 * 3600
    assert found.hold.total_seconds() >= 30 * 60
    assert found.paper_days >= 14


@pytest.mark.parametrize(
    ("share", "whole", "needed"),
    [
        (Share(1, 2, exceeded=True), 30, 16),
        (Share(1, 2, exceeded=True), 31, 16),
        (Share(1, 2), 30, 15),
        (Share(2, 3), 30, 20),
        (Share(2, 3), 31, 21),
        (Share(2, 3, exceeded=True), 30, 21),
        (Share(1, 3), 1, 1),
        (Share(1, 1), 7, 7),
        (Share(1, 2), 0, 1),
    ],
)
def test_a_share_is_a_whole_number(share: Share, whole: int, needed: int) -> None:
    assert share.needed(whole) == needed


@pytest.mark.parametrize("parts", [(0, 2, False), (3, 2, False), (1, 1, True), (1, 0, False)])
def test_what_is_no_part_of_a_whole_is_refused(parts: tuple[int, int, bool]) -> None:
    with pytest.raises(ValueError, match="whole"):
        Share(parts[0], parts[1], exceeded=parts[2])


def test_a_quorum_of_nobody_and_times_that_run_backwards_are_refused() -> None:
    quorum, half = NumberPresent("number", 5), Share(1, 2)
    with pytest.raises(ValueError, match="one at least"):
        NumberPresent("number", 0)
    for minimum, back in ((0, 4), (72, -1)):
        with pytest.raises(ValueError, match="not negative"):
            Procedure(
                quorum, half, silence_minimum_hours=minimum, silence_last_hours=24,
                silence_return_hours=back, hold_minutes=0, paper_days=0,
            )  # fmt: skip


def test_a_file_that_leaves_a_kind_out_is_refused() -> None:
    left = {code: each for code, each in WRITTEN["bodies"].items() if code != "council"}
    with pytest.raises(ValueError, match="council"):
        procedures(json.dumps(WRITTEN | {"bodies": left}).encode())
    with pytest.raises(Invalid):
        procedures(b"{")
