"""Scans as pictures: every page is decoded, and nothing stands behind the picture's end."""

import io
import struct
import warnings

from PIL import Image, ImageSequence

from app.documents.values import FileKind
from app.kernel.child import Refused

MOST_PIXELS = 80_000_000
"""Of one page: an A3 sheet at 600 dots per inch has 70 million."""

MOST_PAGES = 200

DAMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError),
    *(ArithmeticError, AttributeError, RuntimeError, struct.error),
)
"""What decoders raise over content that is no picture: they trust its tags, sizes and tables."""

PADDING = b"\0 \r\n"
"""What scanners put behind a picture's end to fill a block."""

END_OF_JPEG = b"\xff\xd9"
START_OF_SCAN = 0xDA
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG's markers that stand alone (ITU-T T.81, table B.1)."""


def look_at_picture(kind: FileKind, content: bytes) -> None:
    """Decode a picture, page by page.

    Raises:
        Refused: it is no such picture, is damaged or too large, or something follows it.

    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of metadata, which nobody looks at
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _decode_all(kind, content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as bomb:
        raise _too_large() from bomb
    except DAMAGE as damaged:
        raise Refused(
            "The picture is damaged, or is not what its name says. Scan it anew."
        ) from damaged
    if kind in ENDS and content[ENDS[kind](content) :].strip(PADDING):
        raise Refused("Something stands behind the picture's end. Scan it anew.")


def _decode_all(kind: FileKind, content: bytes) -> None:
    with Image.open(io.BytesIO(content), formats=[kind.name]) as image:
        for page, frame in enumerate(ImageSequence.Iterator(image), start=1):
            _decode(frame, page)


def _decode(frame: Image.Image, page: int) -> None:
    if page > MOST_PAGES or frame.width * frame.height > MOST_PIXELS:
        raise _too_large()
    frame.load()


def _too_large() -> Refused:
    return Refused(
        f"The picture has more than {MOST_PIXELS // 1_000_000} million dots a page, or more than "
        f"{MOST_PAGES} pages. Scan it at 300 dots per inch, or hand it in in parts."
    )


def _end_of_png(content: bytes) -> int:
    """Give where a PNG ends: behind its chunk IEND (W3C PNG, 5.3)."""
    place = 8
    while place + 12 <= len(content):
        place += 12 + int(struct.unpack_from(">I", content, place)[0])
        if content[place - 8 : place - 4] == b"IEND":
            return place
    raise Refused("The picture has no end. Scan it anew.")


def _end_of_jpeg(content: bytes) -> int:
    """Give where a JPEG ends: behind its marker EOI, which its segments lead to."""
    place = 2
    while place + 4 <= len(content):
        if content[place] != 0xFF:  # noqa: PLR2004 (every marker begins so)
            break
        marker = content[place + 1]
        if marker == END_OF_JPEG[1]:
            return place + 2
        if marker in WITHOUT_LENGTH or marker == 0xFF:  # noqa: PLR2004 (a fill byte)
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        place += 2 + int(struct.unpack_from(">H", content, place + 2)[0])
        if marker == START_OF_SCAN:
            place = _end_of_scan(content, place)
    if content[place : place + 2] == END_OF_JPEG:
        return place + 2
    raise Refused("The picture has no end. Scan it anew.")


def _end_of_scan(content: bytes, place: int) -> int:
    """Give the next marker in coded data, where FF 00 is a byte and restarts belong to it."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        if content[place + 1] != 0 and content[place + 1] not in WITHOUT_LENGTH:
            return place
        place += 2
    return len(content)


ENDS = {FileKind.PNG: _end_of_png, FileKind.JPEG: _end_of_jpeg}
"""A TIFF's parts may stand anywhere in it, so it has no end."""
