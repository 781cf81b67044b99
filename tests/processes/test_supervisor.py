"""The supervisor: what dies starts again, and nothing is ever left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from app.processes import supervisor
from app.processes.programs import Program
from app.processes.supervisor import Kept, Supervisor
from tests.processes.numbers import alive, any_alive, children
from tests.services import eventually

Running = tuple[subprocess.Popen[str], set[int]]

PARENT = (
    "import subprocess, sys, time; from pathlib import Path;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "Path(sys.argv[1]).write_text(str(child.pid)); time.sleep(600)"
)
"""A process with a child of its own, whose number it writes to a file."""

SUPERVISED = """
import os, sys
from pathlib import Path
from app.processes.programs import Program
from app.processes.supervisor import Supervisor

folder = Path(sys.argv[1])
programs = [
    Program(name, (sys.executable, "-c", "import time; time.sleep(600)"))
    for name in ("first", "second", "third")
]
Supervisor(programs, environment=os.environ, logs=folder, say=print).keep(lambda: True)
"""


def sleeper(name: str, code: str = "import time; time.sleep(600)", *words: str) -> Program:
    return Program(name, (sys.executable, "-c", code, *words))


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[[Program], Kept]]:
    made: list[Kept] = []

    def kept(program: Program) -> Kept:
        made.append(Kept(program, os.environ, tmp_path))
        return made[-1]

    yield kept
    for each in made:
        each.clear_away()


def told_by(kept: Kept) -> str:
    """Wait until there is something to tell of a process, and give it."""
    told: list[str | None] = []

    def looked() -> bool:
        told.append(kept.look())
        return told[-1] is not None

    eventually(looked)
    return str(told[-1])


def test_a_process_that_was_killed_is_started_again(keep: Callable[[Program], Kept]) -> None:
    kept = keep(sleeper("web"))
    assert kept.look() is None
    kept.kill()
    told = told_by(kept)
    assert told.startswith("The web process ended (SIGKILL) and starts again in 0.5 seconds")
    assert not kept.running
    eventually(lambda: kept.look() is None and kept.running)


def test_the_pauses_before_a_restart_grow_up_to_a_longest_one(
    keep: Callable[[Program], Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.04)
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    kept = keep(sleeper("worker", "raise SystemExit(3)"))
    told = [told_by(kept) for _ in range(4)]
    pauses = [said.partition("starts again in ")[2].partition(" ")[0] for said in told]
    assert pauses == ["0.01", "0.02", "0.04", "0.04"]
    assert "exit status 3" in told[0]


def test_a_dead_process_leaves_no_child_behind(
    keep: Callable[[Program], Kept], tmp_path: Path
) -> None:
    number = tmp_path / "child"
    kept = keep(sleeper("worker", PARENT, str(number)))
    kept.look()
    eventually(lambda: number.is_file() and bool(number.read_text()))
    child = int(number.read_text())
    assert alive(child)
    kept.kill()
    told_by(kept)
    eventually(lambda: not alive(child))


def test_a_log_that_has_grown_long_is_set_aside(
    keep: Callable[[Program], Kept], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_LOG", 10)
    (tmp_path / "beat.log").write_text("more than ten characters")
    keep(sleeper("beat", "print('fresh', flush=True)")).look()
    eventually(lambda: (tmp_path / "beat.log").read_text() == "fresh\n")
    assert (tmp_path / "beat.old.log").read_text() == "more than ten characters"


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Running]:
    """Give a supervisor in a process of its own, and the three that it keeps."""
    words = [sys.executable, "-c", SUPERVISED, str(tmp_path)]
    with subprocess.Popen(words, text=True, stdout=subprocess.PIPE) as process:  # noqa: S603 (ours)
        try:
            eventually(lambda: len(children(process.pid)) == 3)
            yield process, children(process.pid)
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_ends_everything_and_itself(
    supervised: Running, number: signal.Signals
) -> None:
    process, kept = supervised
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not any_alive(kept)


def test_killed_outright_it_still_leaves_nothing_behind(
    supervised: Running,
) -> None:
    process, kept = supervised
    process.kill()
    eventually(lambda: not any_alive(kept), seconds=5)


def test_asked_twice_it_does_not_wait_for_who_will_not_end(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    kept = Supervisor(
        [sleeper("queue"), sleeper("worker", deaf)],
        environment=os.environ,
        logs=tmp_path,
        say=print,
    )
    for each in kept.kept:
        each.start()
    kept.stop()
    kept.stop()
    began = monotonic()
    kept.end()
    assert monotonic() - began < 5
    assert not any(each.running for each in kept.kept)
