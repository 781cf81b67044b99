"""Scans for tests, honest and hostile, made byte by byte."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def picture(kind: str, size: tuple[int, int] = (60, 40), *, pages: int = 1) -> bytes:
    out = io.BytesIO()
    first, *more = [Image.new("RGB", size, (page * 20, 90, 120)) for page in range(pages)]
    if more:
        first.save(out, kind, save_all=True, append_images=more)
    else:
        first.save(out, kind)
    return out.getvalue()


def pdf(*more: bytes, catalog: bytes = b"", trailer: bytes = b"") -> bytes:
    """Write a PDF of one page; ``more`` are further objects, from number 4 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *more,
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"<< /Size %d /Root 1 0 R %s >>" % (len(objects) + 1, trailer)
    return out + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (head, table)


def packed(content: bytes, *, more: bytes = b"") -> bytes:
    """Give an object stream that holds content, compressed."""
    stream = zlib.compress(content)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode %s /Length %d >>"
    return (head % (more, len(stream))) + b"\nstream\n" + stream + b"\nendstream"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("run.exe", b"MZ")
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Give a PNG of a few hundred bytes that says it has billions of dots."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def dense_bomb() -> bytes:
    """Give a PDF whose object stream unpacks to more than may be looked at."""
    return pdf(packed(b"\0" * 120_000_000))
