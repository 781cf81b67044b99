"""Looking up how a body proceeds."""

from functools import cache
from pathlib import Path

from app.bodies.forms import procedure as forms
from app.bodies.models import Body
from app.bodies.values.procedure import Procedure, Procedures
from app.kernel import files_in

FILE = "rules.json"


@cache
def procedures(folder: Path) -> Procedures:
    """Give the rules of procedure of every kind of body; a folder is read once a process.

    Raises:
        Invalid: the file cannot be read.
        ValueError: it does not say what rules of procedure need.

    """
    return forms.procedures(files_in.contents(folder / FILE, most=forms.MOST_BYTES))


def procedure(folder: Path, of: Body) -> Procedure:
    """Give how a body proceeds, from the folder of reviewed rules (``Runtime.bodies``)."""
    return procedures(folder).by_kind[of.kind]
