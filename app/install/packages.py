"""The virtual environment and Python's packages in it, each held to its hash."""

import importlib.util
import shutil
import sys
from pathlib import Path

from app.install import debian
from app.install.places import LOGS, PYTHON, VENV
from app.install.running import Progress, run
from app.install.trouble import FULL, SIGNS_OF_FULL, Trouble, diagnosed

BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
"""The system's Python, also where this one is the environment's own."""

DEBIAN_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"

NO_VENV = (
    "Python's venv module is missing here: have {package} installed "
    "(on Debian: apt-get install {package}), then run the same command again."
)


def make_environment() -> None:
    """Make the virtual environment afresh.

    Raises:
        Trouble: Python's venv module is missing, or the disk is full.

    """
    _see_to_venv()
    shutil.rmtree(VENV, ignore_errors=True)
    status, said = run([BASE_PYTHON, "-m", "venv", VENV], log=LOGS / "venv.log")
    if status:
        if SIGNS_OF_FULL.search(said):
            raise Trouble(FULL)
        raise Trouble(
            "The virtual environment could not be made; what Python said stands in "
            f"{LOGS / 'venv.log'}."
        )


def _see_to_venv() -> None:
    """Have the module that Debian packs apart, as root by installing it."""
    missing = NO_VENV.format(package=DEBIAN_PACKAGE)
    if _has_venv():
        return
    if not (debian.present() and debian.is_root()):
        raise Trouble(missing)
    debian.install([DEBIAN_PACKAGE], otherwise=missing)
    importlib.invalidate_caches()
    if not _has_venv():
        raise Trouble(missing)


def _has_venv() -> bool:
    return all(map(importlib.util.find_spec, ("venv", "ensurepip")))


def install(requirements: Path) -> None:
    """Install what a locked file of requirements names, whole packages that need no compiler.

    Raises:
        Trouble: a package cannot be had, or is not the one that was locked.

    """
    log = LOGS / f"{requirements.stem}.log"
    words: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    words += ["--no-deps", "--disable-pip-version-check", "--progress-bar", "off"]
    locked = sum(line[:1].isalnum() for line in requirements.read_text().splitlines())
    status, said = run(
        [*words, "--requirement", requirements],
        log=log,
        progress=Progress("  downloading", of=locked),
        sign="Collecting ",
    )
    if status:
        raise diagnosed(
            said,
            what="registry of Python's packages",
            whose="pip",
            otherwise=f"Python's packages could not be installed; what pip said stands in {log}.",
        )
