"""The child that looks into files: ``python -m app.documents.forms.looking``."""

import json

from app.documents.forms.pictures import look_at_picture
from app.documents.forms.portable import look_at_pdf
from app.documents.values import FileKind
from app.kernel.child import Refused, serve

MOST_MEMORY = 1_000_000_000
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 65_557
"""A ZIP archive's directory ends within so many bytes of the end, and is found from there."""

OTHERS = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?php", b"#!/")
EDGE = 1_024
"""How much of a beginning and of an end programs look at to guess what a file is."""


def looked_at(question: bytes) -> bytes:
    """Look at a file, and give nothing if it is what it says.

    Raises:
        Refused: it is not.

    """
    named, _, content = question.partition(b"\n")
    kind = FileKind(json.loads(named))
    _one_file_alone(content)
    if kind is FileKind.PDF:
        look_at_pdf(content)
    else:
        look_at_picture(kind, content)
    return b""


def _one_file_alone(content: bytes) -> None:
    """Refuse a file that other programs would take for something else as well."""
    edges = (content[:EDGE] + b"\0" + content[-EDGE:]).lower()
    if ZIP_END in content[-ZIP_TAIL:] or any(start in edges for start in OTHERS):
        raise Refused(
            "The file holds a second file or a program beside the scan. Scan the paper anew, and "
            "hand in what the scanner gives."
        )


if __name__ == "__main__":
    serve(looked_at, most_memory=MOST_MEMORY)
