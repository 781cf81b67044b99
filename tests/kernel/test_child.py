"""A child answers on a short lead: limited in time and memory, replaced when it fails."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.kernel.child import ROOT, Child, ChildDied, ChildRefused, ChildTooSlow

PROGRAM = """
import os, sys, time
from app.kernel.child import Refused, serve

def answer(question):
    match question.split():
        case [b"pid"]:
            return str(os.getpid()).encode()
        case [b"sleep", seconds]:
            time.sleep(float(seconds))
        case [b"die"]:
            os._exit(3)
        case [b"fail"]:
            raise ValueError("a fault in the program")
        case [b"refuse"]:
            raise Refused("There is no paper.")
        case [b"print"]:
            print("noise", flush=True)
            os.write(1, b"more noise")
        case [b"eat", megabytes]:
            bytearray(int(megabytes) << 20)
        case [b"environment"]:
            return " ".join(sorted(os.environ)).encode()
        case [b"size", *rest]:
            return str(len(question)).encode() * 100_000
    return b"done"

serve(answer, most_memory=1 << 30)
"""
COMMAND = [sys.executable, "-c", PROGRAM]
SECONDS = 20


@contextmanager
def started(*, seconds: float = SECONDS, most_answers: int = 100) -> Iterator[Child]:
    with Child(
        COMMAND, environment={"GIVEN": "yes"}, seconds=seconds, most_answers=most_answers
    ) as child:
        yield child


@pytest.fixture
def child() -> Iterator[Child]:
    with started() as child:
        yield child


def runs(pid: int) -> bool:
    """Say whether a process runs; one that is dead and not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    """Wait until a process has ended, for ten seconds at most; say whether it has."""
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not runs(pid)


def test_one_process_answers_many_questions(child: Child) -> None:
    assert child.ask(b"pid") == child.ask(b"pid")


def test_it_is_replaced_after_its_number_of_answers() -> None:
    with started(most_answers=2) as child:
        pids = [child.ask(b"pid") for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_long_questions_and_answers_come_through_whole(child: Child) -> None:
    question = b"size " + b"x" * 1_000_000
    assert child.ask(question) == str(len(question)).encode() * 100_000


def test_what_is_printed_in_the_meantime_does_not_stand_in_the_answer(child: Child) -> None:
    assert child.ask(b"print") == b"done"
    assert child.ask(b"pid").isdigit()


def test_a_child_that_is_too_slow_is_ended_and_replaced() -> None:
    with started(seconds=3) as child:
        before = int(child.ask(b"pid"))
        with pytest.raises(ChildTooSlow):
            child.ask(b"sleep 60")
        assert ends(before)
        assert int(child.ask(b"pid")) != before


@pytest.mark.parametrize("question", [b"die", b"fail", b"eat 2000"])
def test_a_child_that_dies_is_replaced(child: Child, question: bytes) -> None:
    with pytest.raises(ChildDied):
        child.ask(question)
    assert child.ask(b"anything") == b"done"


def test_a_child_that_was_killed_between_two_questions_is_replaced(child: Child) -> None:
    os.kill(int(child.ask(b"pid")), signal.SIGKILL)
    with pytest.raises(ChildDied):
        child.ask(b"size " + b"x" * 1_000_000)
    assert child.ask(b"anything") == b"done"


def test_a_refusal_comes_with_its_sentence_and_a_fresh_child(child: Child) -> None:
    before = child.ask(b"pid")
    with pytest.raises(ChildRefused, match="There is no paper"):
        child.ask(b"refuse")
    assert child.ask(b"pid") != before


def test_it_sees_what_it_is_given_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETARIAT_SECRET_KEY", "s" * 32)
    with started() as child:
        seen = child.ask(b"environment").decode().split()
    assert "GIVEN" in seen
    assert not [name for name in seen if name.startswith("SECRETARIAT_")]


def test_closing_ends_it(child: Child) -> None:
    pid = int(child.ask(b"pid"))
    child.close()
    assert ends(pid)
    assert child.pid is None


PARENT = f"""
import sys, threading
from app.kernel.child import Child
child = Child({COMMAND!r}, environment={{}}, seconds=60, most_answers=9)
print(child.ask(b"pid").decode(), flush=True)
child.ask(b"sleep 60")
"""


def test_it_does_not_outlive_a_parent_that_is_killed_while_it_works() -> None:
    with subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert runs(pid)
        parent.kill()
    assert ends(pid)
