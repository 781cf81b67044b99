"""Processes that act at the same moment, forked from the one that asks: they cost no start."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Act = Callable[[], None]


@dataclass
class Crowd:
    """Some processes of which each does one thing, once all of them are let go."""

    pids: list[int] = field(default_factory=list)
    gate: int = -1

    def let_go(self) -> None:
        """Let all of them begin."""
        os.close(self.gate)

    def kill(self, place: int) -> None:
        """Kill one of them outright, wherever it is."""
        with suppress(ProcessLookupError):
            os.kill(self.pids[place], signal.SIGKILL)

    def ends(self) -> list[int]:
        """Wait for all of them, and give how each ended: 0 as it should, below by a signal."""
        found = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in self.pids]
        self.pids.clear()
        return found


@contextmanager
def crowd(acts: Sequence[Act]) -> Iterator[Crowd]:
    """Fork a process for each act; whatever still runs in the end is killed."""
    waiting, gate = os.pipe()
    found = Crowd(gate=gate)
    for act in acts:
        if (pid := os.fork()) == 0:
            _behave(act, waiting, gate)
        found.pids.append(pid)
    os.close(waiting)
    try:
        yield found
    finally:
        for place in range(len(found.pids)):
            found.kill(place)
        found.ends()


def _behave(act: Act, waiting: int, gate: int) -> None:
    """Wait at the gate, act, and end without anything that is the parent's."""
    status = 1
    try:
        os.close(gate)
        os.read(waiting, 1)
        act()
        status = 0
    except BaseException:  # noqa: BLE001 (whatever it is, the parent's own ending must not follow)
        traceback.print_exc()
    finally:
        os._exit(status)


def at_once(acts: Sequence[Act]) -> list[int]:
    """Let all acts happen at the same moment, each in its process, and give how each ended."""
    with crowd(acts) as found:
        found.let_go()
        return found.ends()
