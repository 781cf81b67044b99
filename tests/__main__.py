"""``python3 -m app test``: start what the tests stand on, then hand every word to pytest."""

import os
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import Any

from tests.services import chromium, postgres, valkey

WORKERS = ("--numprocesses", "3", "--dist", "loadfile", "--no-loadscope-reorder")
CHOOSES_WORKERS = ("-n", "--numprocesses", "--pdb")


def main(words: Sequence[str]) -> int:
    """Run the tests and give pytest's exit status."""
    chosen = [] if any(word.startswith(CHOOSES_WORKERS) for word in words) else WORKERS
    if not chromium():
        _count_browser_tests()
    with postgres() as database, valkey() as queue, TemporaryDirectory() as templates:
        own = {
            "TEST_DATABASE_URL": database,
            "TEST_REDIS_URL": queue,
            "TEST_TEMPLATES": templates,
        }
        return _pytest([*chosen, *words], env=_remembering() | own).returncode


def _remembering() -> dict[str, str]:
    """Give the environment in which a Python keeps what it has compiled.

    Tests start hundreds of them, and each would else compile every module anew.
    """
    return {name: word for name, word in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _count_browser_tests() -> None:
    """Say how many tests are left out where there is no browser."""
    words = ["--collect-only", "--quiet", "-m", "browser", "--browser-anyway"]
    listed = _pytest(words, stdout=subprocess.PIPE, text=True).stdout
    count = sum("::" in line for line in listed.splitlines())
    print(f"No Chromium stands here: {count} browser tests are left out.", flush=True)


def _pytest(words: Sequence[str], **named: Any) -> "subprocess.CompletedProcess[Any]":
    return subprocess.run([sys.executable, "-m", "pytest", *words], check=False, **named)  # noqa: S603 (pytest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
