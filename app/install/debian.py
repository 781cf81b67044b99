"""Debian's packages: installed as root, else downloaded and unpacked into a folder."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from app.install.places import LOGS
from app.install.running import run
from app.install.trouble import Trouble, diagnosed

LOG = LOGS / "apt.log"
UNATTENDED = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
SIMULATED = re.compile(r"^Inst (\S+)", re.MULTILINE)


def present() -> bool:
    """Say whether this system has Debian's package manager."""
    return all(map(shutil.which, ("apt-get", "dpkg")))


def is_root() -> bool:
    """Say whether packages may be installed for the whole system."""
    return os.geteuid() == 0


def install(packages: Sequence[str], *, otherwise: str) -> None:
    """Install packages for the whole system, its lists of packages brought up to date if need be.

    Raises:
        Trouble: they cannot be had; ``otherwise`` says what to do where the cause is not plain.

    """
    words = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    environment = os.environ | UNATTENDED
    status, _ = run(words, log=LOG, environment=environment)
    if status:
        run(["apt-get", "update"], log=LOG.with_stem("apt-update"), environment=environment)
        status, said = run(words, log=LOG, environment=environment)
        if status:
            raise _trouble(said, otherwise)


def unpack(packages: Sequence[str], into: Path, *, with_needed: bool, otherwise: str) -> None:
    """Download packages and unpack them into a folder, which needs no right over the system.

    With ``with_needed``, those that they need and the system lacks come along. The system's own
    lists of packages are used, or, where it has none, lists of our own.

    Raises:
        Trouble: they cannot be had.

    """
    downloads = into / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    status, said = _download(packages, downloads, [], with_needed=with_needed)
    if status:
        own = _own_lists(into / "apt")
        run(["apt-get", *own, "update"], log=LOG.with_stem("apt-update"))
        status, said = _download(packages, downloads, own, with_needed=with_needed)
    if status:
        raise _trouble(said, otherwise)
    for package in sorted(downloads.glob("*.deb")):
        status, said = run(["dpkg", "-x", package, into], log=LOG.with_stem("dpkg"))
        if status:
            raise _trouble(said, otherwise)
    shutil.rmtree(downloads)


def _download(
    packages: Sequence[str], folder: Path, options: Sequence[str], *, with_needed: bool
) -> tuple[int, str]:
    """Download into a folder; give the exit status and what was said."""
    wanted = list(packages)
    if with_needed:
        words = ["apt-get", *options, "install", "--simulate", "--no-install-recommends"]
        status, said = run([*words, *packages], log=LOG, environment=os.environ | UNATTENDED)
        if status:
            return status, said
        wanted = SIMULATED.findall(said) or wanted
    return run(["apt-get", *options, "download", *wanted], log=LOG, folder=folder)


def _own_lists(folder: Path) -> list[str]:
    """Give the options that make apt keep its lists in a folder of ours."""
    for needed in ("state/lists/partial", "cache/archives/partial"):
        (folder / needed).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": folder / "state",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder / "cache",
        "Debug::NoLocking": "1",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _trouble(said: str, otherwise: str) -> Trouble:
    return diagnosed(said, what="archive of Debian's packages", whose="apt", otherwise=otherwise)
