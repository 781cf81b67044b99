"""The first command on a machine, tried in a checkout of its own where something is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE = getattr(sys, "_base_executable", sys.executable)
WITHOUT_VENV = "import sys; sys.modules['ensurepip'] = None"
AS_OLD = "import sys, runpy; sys.version_info = (3, 9); runpy.run_path('app/__main__.py')"

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Give what runs Python in a fresh checkout, with an empty home and no programs about."""
    checkout, nothing = tmp_path / "checkout", tmp_path / "nothing"
    nothing.mkdir()
    leave = shutil.ignore_patterns("vendor", "node_modules", "__pycache__")
    for name in ("app", "config"):
        shutil.copytree(ROOT / name, checkout / name, ignore=leave)

    def run(*words: str, environment: Mapping[str, str] = os.environ) -> Done:
        bare = {"PATH": str(nothing), "HOME": str(nothing)} | dict(environment)
        return subprocess.run(  # noqa: S603 (the product)
            [BASE, *words], cwd=checkout, env=bare, capture_output=True, text=True, check=False
        )

    return run


def refused(done: Done) -> str:
    """Give the one sentence of a refusal."""
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_help_needs_no_set_up(run: Run) -> None:
    done = run("-m", "app", "--help", environment={})
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("serve", "test", "check"))


def test_no_command_is_wrong_usage(run: Run) -> None:
    assert run("-m", "app", environment={}).returncode == 2


def test_an_older_python_is_told_what_it_lacks(run: Run) -> None:
    sentence = refused(run("-c", AS_OLD, environment={}))
    assert sentence.startswith("This needs Python 3.11 or newer, and this is Python 3.9:")


def test_where_the_venv_module_is_missing_it_says_which_package_brings_it(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_VENV)
    done = run("-m", "app", "serve", environment={"PYTHONPATH": str(tmp_path)})
    assert refused(done).startswith("Python's venv module is missing here: have python3.")
    assert "-venv installed" in refused(done)


@pytest.mark.long  # a real environment and a real pip, which tries until it gives up
def test_where_there_is_no_network_it_says_so_and_the_next_start_tries_again(run: Run) -> None:
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    for expected in ("Making the virtual environment", "Installing Python's packages"):
        done = run("-m", "app", "serve", environment=unreachable)
        assert refused(done).startswith("The registry of Python's packages cannot be reached:")
        assert done.stdout.startswith(expected)
