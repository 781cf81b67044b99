"""``serve``, whole: every process is started, killed, and gone when it is over."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.processes.numbers import alive, any_alive, children, descendants
from tests.services import eventually, free_port

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "app.processes", "--empty")


class Served:
    """An installation that is being served, as those outside see it."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a page; status 0 is no answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()

    def ready(self) -> bool:
        """Say whether everything that it needs stands."""
        return self.get("/readyz")[0] == 200

    def number_of(self, words: str) -> int:
        """Give the number of the process that was started with some words, or 0."""
        for number in children(self.process.pid):
            if words in Path(f"/proc/{number}/cmdline").read_text().replace("\0", " "):
                return number
        return 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    words = [*SERVE, "--data", str(folder), "--port", str(port)]
    environment = {n: v for n, v in os.environ.items() if not n.startswith("SECRETARIAT_")}
    with subprocess.Popen(  # noqa: S603 (the product)
        words, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    ) as process:
        try:
            served = Served(process, port)
            eventually(served.ready, seconds=60)
            yield served
        finally:
            process.kill()


def test_it_says_where_once_a_page_is_served(served: Served) -> None:
    assert served.process.stdout
    assert f"http://localhost:{served.port}" in served.process.stdout.readline()
    assert served.get("/")[0] == 200


def test_every_part_reports_that_it_stands(served: Served) -> None:
    told = json.loads(served.get("/readyz")[1])
    assert all(told[part]["standing"] for part in ("database", "broker", "scheduler", "pdf"))


@pytest.mark.parametrize(
    "words", ["app.processes.web", "--quiet worker", "--quiet beat", "valkey-server"]
)
def test_a_killed_process_is_started_again_and_its_children_are_gone(
    served: Served, words: str
) -> None:
    number = served.number_of(words)
    below = descendants(number)
    os.kill(number, signal.SIGKILL)
    eventually(lambda: served.number_of(words) not in {0, number})
    eventually(lambda: not any_alive(below))
    eventually(lambda: served.get("/healthz")[0] == 200)


def test_a_second_one_on_the_same_port_is_told_so(served: Served, tmp_path: Path) -> None:
    words = [*SERVE, "--data", str(tmp_path), "--port", str(served.port)]
    second = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (the product)
    assert second.returncode == 1
    assert second.stderr.startswith(f"Port {served.port} is taken by another program.")


def test_killed_outright_it_leaves_no_process_behind(served: Served) -> None:
    below = descendants(served.process.pid)
    assert len(below) >= 4
    os.kill(served.process.pid, signal.SIGKILL)
    eventually(lambda: not any_alive(below), seconds=10)
    assert not alive(served.process.pid)
