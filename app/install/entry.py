"""The commands' one entry: set up what is missing, then hand over to the environment's Python."""

import os
import sys
from collections.abc import Sequence
from functools import partial

from app.install import native, packages, pages
from app.install.places import CONFIG, FONTS, NATIVE, PYTHON, ROOT, VENDOR
from app.install.running import say
from app.install.steps import Step, take_all
from app.install.trouble import Trouble, refused

REQUIREMENTS = CONFIG / "requirements.txt"
TEST_REQUIREMENTS = CONFIG / "requirements-test.txt"

MODULES = {"serve": "app.processes", "test": "tests", "check": "tests.checks"}
"""What runs a command in the environment; every other one is ``app.cli``'s."""

HELP = """usage: python3 -m app COMMAND …

Two commands on a fresh machine:
  serve    set everything up, load the demonstration, and run it on this machine
  test     set everything up, and run all tests (extra words go to pytest)
and for those who change it:
  check    formatter, linter, types, import contracts, templates, migrations

The first one also sets up the commands of daily work; then --help lists them too."""

SETUP = (
    Step(
        "environment",
        "Making the virtual environment …",
        lambda: [sys.version, sys.base_prefix, str(ROOT)],
        PYTHON,
        packages.make_environment,
    ),
    Step(
        "packages",
        "Installing Python's packages …",
        lambda: [REQUIREMENTS],
        PYTHON,
        partial(packages.install, REQUIREMENTS),
    ),
    Step(
        "libraries",
        "Looking for the libraries that print PDFs …",
        lambda: native.LIBRARIES,
        NATIVE,
        native.provide_libraries,
    ),
    Step(
        "fonts",
        "Gathering the fonts for PDFs …",
        lambda: [*native.FACES, native.FONT_SETTINGS],
        FONTS / "fonts.conf",
        native.provide_fonts,
    ),
    Step(
        "pages",
        "Building what pages load …",
        pages.sources,
        VENDOR / "manifest.json",
        pages.build,
    ),
)

TEST_SETUP = Step(
    "test-packages",
    "Installing the packages that only tests need …",
    lambda: [REQUIREMENTS, TEST_REQUIREMENTS],
    PYTHON,
    partial(packages.install, TEST_REQUIREMENTS),
)


def main(words: Sequence[str]) -> int:
    """Set up what the command needs and turn into it; give a status only where that fails."""
    command = words[0] if words else "--help"
    if command in {"-h", "--help"} and not all(step.done for step in SETUP):
        say(HELP)
        return 0 if words else 2
    steps = [*SETUP, TEST_SETUP] if command in {"test", "check"} else SETUP
    try:
        take_all(steps)
        _hand_over(command, words)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(refused(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted; the same command goes on from here.", file=sys.stderr)
        return 130
    return 1


def _hand_over(command: str, words: Sequence[str]) -> None:
    """Turn into the command, run by the environment's Python from wherever one stands."""
    module = MODULES.get(command, "app.cli")
    arguments = words[1:] if command in MODULES else words or ["--help"]
    os.execve(PYTHON, [str(PYTHON), "-m", module, *arguments], surroundings())  # noqa: S606 (our own)


def surroundings() -> dict[str, str]:
    """Give the environment in which the environment's Python finds the unpacked libraries."""
    environment = dict(os.environ)
    paths = [*native.library_folders(), environment.get("LD_LIBRARY_PATH", "")]
    if any(paths):
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, paths))
    return environment
