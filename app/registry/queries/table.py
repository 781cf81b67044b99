"""The Agency's table of accelerator types, read from the reviewed facts of the product."""

from functools import cache
from pathlib import Path

from app.kernel import files_in
from app.registry.forms import accelerators as forms
from app.registry.values import AcceleratorTable

FILE = "accelerators.csv"


@cache
def accelerators(facts: Path) -> AcceleratorTable:
    """Give the table of accelerator types; a folder is read once a process.

    Raises:
        Invalid: the table is missing or wrong; each complaint names the line and the column.

    """
    return forms.accelerators(files_in.contents(facts / FILE, most=forms.MOST))
