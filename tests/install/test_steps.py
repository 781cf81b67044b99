"""Steps of the set-up: taken once, again when their inputs change, by one start at a time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.install import steps
from app.install.steps import Step, take_all
from app.install.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]

TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from app.install import steps

folder = Path(sys.argv[1])
steps.STAMPS = folder / "stamps"

def do():
    time.sleep(0.5)
    with (folder / "taken").open("a") as taken:
        taken.write("once ")

steps.take_all([steps.Step("slow", "Doing …", lambda: ["x"], folder / "taken", do)])
"""


@pytest.fixture
def step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str]], tuple[Step, list[str]]]:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(steps, "ROOT", tmp_path)

    def make(inputs: list[str]) -> tuple[Step, list[str]]:
        taken: list[str] = []

        def do() -> None:
            taken.append("taken")
            (tmp_path / "result").touch()

        return Step("one", "Doing one …", lambda: inputs, tmp_path / "result", do), taken

    return make


Make = Callable[[list[str]], tuple[Step, list[str]]]


def test_a_step_is_taken_once(step: Make) -> None:
    one, taken = step(["a"])
    take_all([one])
    take_all([one])
    assert taken == ["taken"]


def test_it_is_taken_again_when_its_inputs_change_or_its_result_is_gone(
    step: Make, tmp_path: Path
) -> None:
    inputs = ["a"]
    one, taken = step(inputs)
    take_all([one])
    inputs.append("b")
    take_all([one])
    assert len(taken) == 2
    (tmp_path / "result").unlink()
    take_all([one])
    assert len(taken) == 3


def test_a_file_counts_by_its_content(step: Make, tmp_path: Path) -> None:
    del step
    file = tmp_path / "requirements.txt"
    file.write_text("a")
    before = steps.digest([file])
    file.touch()
    assert steps.digest([file]) == before
    file.write_text("b")
    assert steps.digest([file]) != before


def test_a_step_that_fails_is_tried_again(step: Make, tmp_path: Path) -> None:
    one, _ = step(["a"])
    tries: list[str] = []

    def fail() -> None:
        tries.append("tried")
        (tmp_path / "result").touch()
        raise Trouble("The disk is full.")

    failing = Step("one", one.sentence, one.inputs, one.result, fail)
    for _ in range(2):
        with pytest.raises(Trouble):
            take_all([failing])
    assert len(tries) == 2


def test_two_starts_at_once_take_turns_and_the_second_finds_it_done(tmp_path: Path) -> None:
    words = [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path)]
    both = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 (ours)
        for _ in range(2)
    ]
    said = sorted(process.communicate()[0].strip() for process in both)
    assert (tmp_path / "taken").read_text() == "once "
    assert said[1] == "Doing …"
    assert said[0].startswith("Another start is setting this checkout up")
