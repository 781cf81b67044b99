"""What the README says to type is typed, and does what it says."""

import contextlib
import io
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from app.assembly import assemble
from app.cli import main
from app.commands.story import people_the_demonstration
from app.desk.operations import mark_demonstration
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from app.participants.queries import roll
from config.folder import settings_of
from tests.applications import lent

README = Path(__file__).resolve().parents[2] / "README.md"
SECRET = "0" * 32
IN_THIS_PROCESS = """
python3() { shift 2; printf '%s\\n' "$@" | curl -sf "$REGISTER/command" --data-binary @-; }
"""
"""How ``python3 -m app …`` is run without the seconds that a process of its own takes to begin."""


def example(heading: str) -> str:
    """Give the commands under a heading of the README."""
    found = re.search(rf"## {heading}\n.*?```bash\n(.*?)```", README.read_text(), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(tmp_path: Path, sqlite_template: Path) -> Path:
    (tmp_path / "register.db").write_bytes(sqlite_template.read_bytes())
    (tmp_path / "secret.key").write_text(SECRET)
    return tmp_path


@pytest.fixture
def demonstration(folder: Path) -> Iterator[Runtime]:
    """Give a store with the demonstration's people, and nothing else."""
    settings = settings_of(folder, {}, demonstration="as-stored")
    runtime = assemble(settings)
    at, everybody = runtime.clock.now(), roll(runtime.facts)
    with runtime.database.write(by=SYSTEM) as session:
        mark_demonstration(session, at=at)
        people_the_demonstration(
            session, roll=everybody, seal=Seal(SECRET), at=at, on=runtime.today()
        )
    yield runtime
    runtime.database.engine.dispose()


@pytest.fixture
def served(demonstration: Runtime, folder: Path) -> Iterator[str]:
    """Serve it, and beside it the commands, each word of which comes on a line of its own."""
    register = lent(demonstration)

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/command":
            return register(environ, start)
        words = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode().splitlines()
        with contextlib.redirect_stdout(io.StringIO()) as said:
            done = main([*words, "--data", str(folder)]) == 0
        start("200 OK" if done else "422 Refused", [])
        return [said.getvalue().encode()]

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_readme_files_a_declaration(
    served: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    pasted = example("File a declaration from a program").replace("http://localhost:8000", served)
    run = subprocess.run(  # noqa: S603 (our own README)
        ["bash", "-euo", "pipefail", "-c", IN_THIS_PROCESS + pasted],  # noqa: S607 (as pasted)
        capture_output=True, check=False, cwd=folder, env=os.environ | {"REGISTER": served},
        text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert '"complete":true' in run.stdout
    assert "The receipt is true: declaration CAN-" in run.stdout
