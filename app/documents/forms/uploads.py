"""A file that was posted → a checked upload: its name, its size and its content agree, or it goes.

The content is judged in a child process of its own, in limited memory and time: what decodes
pictures is written in C, and a picture of a few bytes can unpack to gigabytes.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import IO

from app.documents.values import (
    LONGEST_FILE_NAME,
    MOST_UPLOADED,
    SECONDS_A_LOOK,
    Checked,
    FileKind,
)
from app.kernel.child import Child, ChildDied, ChildRefused, ChildTooSlow
from app.kernel.errors import Complaint, Invalid
from app.kernel.files_in import too_large
from app.kernel.writing import is_line, tidy

EXTENSIONS = {
    ".pdf": FileKind.PDF,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".png": FileKind.PNG,
    ".tif": FileKind.TIFF,
    ".tiff": FileKind.TIFF,
}

MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
)
"""First bytes, at the very beginning of the file: a file that begins otherwise is another."""


def upload(name: str, file: IO[bytes], *, field: str = "file") -> Checked:
    """Read and check a file that was posted; not more of it than may be accepted.

    Raises:
        Invalid: it is none, too large, of another kind than its name says, or not what it seems.

    """
    called = tidy(_last_part(name))
    Invalid.unless_none(_about_name(called, field))
    content = file.read(MOST_UPLOADED + 1)
    Invalid.unless_none(_about_content(called, content, field))
    kind = EXTENSIONS[_extension(called)]
    _look_into(kind, content, field=field)
    return Checked(called, kind, content)


def _last_part(name: str) -> str:
    """Give a name without the folders that some browsers send before it."""
    return PurePosixPath(PureWindowsPath(name).name).name


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower()


def _about_name(name: str, field: str) -> Iterator[Complaint]:
    if not name:
        yield Complaint("Choose a file to hand in.", field=field)
    elif not is_line(name) or len(name) > LONGEST_FILE_NAME:
        yield Complaint(
            "The file's name must be one line of at most %(most)s characters that can be seen. "
            "Rename the file and hand it in again.",
            {"most": LONGEST_FILE_NAME},
            field=field,
        )
    elif _extension(name) not in EXTENSIONS:
        yield Complaint(
            "Only PDF, JPEG, PNG and TIFF files are accepted, and their names must end so.",
            field=field,
        )


def _about_content(name: str, content: bytes, field: str) -> Iterator[Complaint]:
    expected = EXTENSIONS[_extension(name)]
    found = next((kind for start, kind in MAGIC if content.startswith(start)), None)
    if not content:
        yield Complaint("The file is empty.", field=field)
    elif len(content) > MOST_UPLOADED:
        [complaint] = too_large(len(content), most=MOST_UPLOADED).complaints
        yield Complaint(complaint.message, complaint.parameters, field=field)
    elif found is not expected:
        yield Complaint(
            "The name says that this is a %(kind)s file, and its content says otherwise. Save it "
            "anew as what it is, and hand that in.",
            {"kind": expected.name},
            field=field,
        )


def _look_into(kind: FileKind, content: bytes, *, field: str) -> None:
    """Let a child read the whole file.

    Raises:
        Invalid: it refused, was too slow, or did not live through it.

    """
    command = [sys.executable, "-m", "app.documents.forms.looking"]
    with Child(command, environment={}, seconds=SECONDS_A_LOOK, most_answers=1) as child:
        try:
            child.ask(json.dumps(kind).encode() + b"\n" + content)
        except ChildRefused as refused:
            raise Invalid.because("%(reason)s", field=field, reason=str(refused)) from refused
        except (ChildTooSlow, ChildDied) as ended:
            raise Invalid.because(
                "The file could not be read within the time and memory that are allowed for it. "
                "Scan it anew at 300 dots per inch, and hand that in.",
                field=field,
            ) from ended
