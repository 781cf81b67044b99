"""A file is kept when its name, its first bytes and its whole content agree; else it is refused."""

import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import operations, queries
from app.documents.forms import upload
from app.documents.forms.looking import looked_at
from app.documents.values import MOST_UPLOADED, FileKind
from app.kernel.actor import SYSTEM
from app.kernel.child import Refused
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from app.kernel.storage import Storage
from tests.conftest import NOON
from tests.documents.papers import archive, bomb, dense_bomb, packed, pdf, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML_PAGE = b"<!doctype html><script>alert(1)</script>"
ACTION = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"


def locked() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attached() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("run.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def look(kind: FileKind, content: bytes) -> None:
    looked_at(f'"{kind}"\n'.encode() + content)


def answer(kind: FileKind, content: bytes) -> str:
    try:
        look(kind, content)
    except Refused as refused:
        return "refused with a sentence" if str(refused).endswith(".") else str(refused)
    return "accepted"


HONEST = {
    "scan.pdf": pdf(),
    "SCAN.PDF": pdf(packed(b"4 0 << /Type /Page >>")),
    "page.jpg": picture("JPEG"),
    "page.jpeg": picture("JPEG"),
    "page.png": picture("PNG"),
    "pages.tif": picture("TIFF", pages=3),
    "pages.tiff": picture("TIFF"),
}

HOSTILE = {
    "a picture that would unpack to billions of dots": ("scan.png", bomb()),
    "SVG": ("scan.svg", SVG),
    "SVG called a PNG": ("scan.png", SVG),
    "HTML": ("scan.html", HTML_PAGE),
    "HTML called a PDF": ("scan.pdf", HTML_PAGE),
    "a PNG called a PDF": ("scan.pdf", picture("PNG")),
    "a PDF called a PNG": ("scan.png", pdf()),
    "two endings, of which the last is another": ("scan.pdf.exe", pdf()),
    "no ending": ("scan", pdf()),
    "a PDF that begins later": ("scan.pdf", b"GIF89a;\n" + pdf()),
    "a PDF with an archive behind it": ("scan.pdf", pdf() + archive()),
    "an archive that ends as a PDF does": ("scan.pdf", pdf() + archive() + pdf()[-30:]),
    "a PDF with a page behind it": ("scan.pdf", pdf() + HTML_PAGE),
    "a PDF with a page before its objects": ("scan.pdf", pdf().replace(b"\xe2", HTML_PAGE, 1)),
    "half a PDF": ("scan.pdf", pdf()[:-40]),
    "a PDF whose table is not where it says": (
        "scan.pdf",
        pdf().replace(b"startxref\n", b"startxref\n1"),
    ),
    "a locked PDF": ("scan.pdf", locked()),
    "a PDF with a script": ("scan.pdf", pdf(catalog=ACTION)),
    "a PDF with a script whose name is spelt out": (
        "scan.pdf",
        pdf(catalog=ACTION.replace(b"JavaScript", b"J#61vaScri#70t")),
    ),
    "a PDF with a script packed away": ("scan.pdf", pdf(packed(b"4 0 << %s >>" % ACTION))),
    "a PDF with a script packed so that it cannot be looked at": (
        "scan.pdf",
        pdf(packed(b"4 0 <<>>", more=b"/DecodeParms << /Predictor 12 >>")),
    ),
    "a PDF with a script behind what looks like a stream": (
        "scan.pdf",
        pdf(b"(stream\n)", b"<< %s >>" % ACTION, b"(\nendstream)"),
    ),
    "a PDF that starts a program": (
        "scan.pdf",
        pdf(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
    ),
    "a PDF with a file in it": ("scan.pdf", attached()),
    "a PNG with an archive behind it": ("scan.png", picture("PNG") + archive()),
    "a PNG with a text behind it": ("scan.png", picture("PNG") + b"more and more"),
    "a JPEG with a text behind it": ("scan.jpg", picture("JPEG") + b"more and more"),
    "a TIFF with an archive behind it": ("scan.tif", picture("TIFF") + archive()),
    "half a PNG": ("scan.png", picture("PNG", (600, 400))[:-200]),
    "half a JPEG": ("scan.jpg", picture("JPEG", (600, 400))[:-200]),
    "half a TIFF": ("scan.tif", picture("TIFF", (600, 400))[:-9_000]),
    "only the first bytes of a PNG": ("scan.png", b"\x89PNG\r\n\x1a\n"),
    "nothing": ("scan.pdf", b""),
    "more than is accepted": ("scan.pdf", pdf() + b" " * MOST_UPLOADED),
    "no name": ("", pdf()),
    "a name of two lines": ("scan\r\nSet-Cookie: a=b.pdf", pdf()),
    "a name that turns round": ("scan\u202efdp.pdf", pdf()),
    "a name that is too long": ("s" * 200 + ".pdf", pdf()),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_scan_is_accepted(name: str) -> None:
    found = upload(name, io.BytesIO(HONEST[name]))
    assert (found.name, found.content) == (name, HONEST[name])


@pytest.mark.parametrize("variant", ["pdf/a-3b", "pdf/ua-1"])
def test_a_print_of_another_program_is_accepted(variant: str) -> None:
    words = [sys.executable, "-m", "weasyprint", "--pdf-variant", variant, "-", "-"]
    html = b"<title>Deposit</title><p lang=en>Instrument of ratification"
    content = subprocess.run(words, input=html, capture_output=True, check=True).stdout  # noqa: S603 (a program that prints)
    assert upload("print.pdf", io.BytesIO(content)).content == content


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_scan_is_refused_beside_its_field(what: str) -> None:
    name, content = HOSTILE[what]
    with pytest.raises(Invalid) as refused:
        upload(name, io.BytesIO(content))
    assert all(complaint.field == "file" for complaint in refused.value.complaints)


def test_a_pdf_that_unpacks_to_more_than_may_be_looked_at_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        upload("scan.pdf", io.BytesIO(dense_bomb()))
    assert all(complaint.field == "file" for complaint in refused.value.complaints)


def test_no_more_is_read_than_may_be_accepted() -> None:
    file = io.BytesIO(pdf() + b" " * (MOST_UPLOADED * 2))
    with pytest.raises(Invalid, match=r"at most 20\.0 MB"):
        upload("scan.pdf", file)
    assert file.tell() == MOST_UPLOADED + 1


@pytest.mark.parametrize("name", ["C:\\fakepath\\scan.pdf", "../../etc/scan.pdf", "/srv/scan.pdf"])
def test_the_folders_before_a_name_are_left_out(name: str) -> None:
    assert upload(name, io.BytesIO(pdf())).name == "scan.pdf"


@given(st.binary(max_size=400), st.sampled_from(list(FileKind)))
@settings(deadline=None)
def test_whatever_bytes_come_they_are_refused_with_a_sentence(
    content: bytes, kind: FileKind
) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        look(kind, content)


@given(st.integers(0, 2_000), st.integers(0, 255), st.sampled_from(sorted(HONEST)))
def test_a_damaged_scan_is_accepted_or_refused_and_nothing_else(
    place: int, byte: int, name: str
) -> None:
    kind = {"pdf": FileKind.PDF, "png": FileKind.PNG, "tif": FileKind.TIFF}.get(
        name.lower().rpartition(".")[2][:3], FileKind.JPEG
    )
    content = bytearray(HONEST[name])
    content[place % len(content)] = byte
    assert answer(kind, bytes(content)) in {"accepted", "refused with a sentence"}


def test_a_file_is_kept_once_for_its_owner_and_found_by_it_alone(
    database: Database, tmp_path: Path
) -> None:
    storage = Storage(tmp_path / "kept")
    scan = upload("scan.pdf", io.BytesIO(pdf()))
    with database.write(by=SYSTEM) as session:
        sha256 = operations.keep(
            session, scan, owner="instrument/2027/1", storage=storage, by=SYSTEM, at=NOON
        )
    assert storage.read("instrument/2027/1", sha256) == scan.content
    with pytest.raises(Conflict, match="attached already"), database.write(by=SYSTEM) as session:
        operations.keep(
            session, scan, owner="instrument/2027/1", storage=storage, by=SYSTEM, at=NOON
        )
    with database.read(by=SYSTEM) as session:
        [kept] = queries.uploads(session, "instrument/2027/1")
        assert queries.upload(session, "instrument/2027/1", kept.id).sha256 == sha256
        assert queries.uploads(session, "instrument/2027/2") == []
        with pytest.raises(NotFound):
            queries.upload(session, "instrument/2027/2", kept.id)


def test_a_full_disk_is_said_and_nothing_is_kept(database: Database, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    scan = upload("scan.pdf", io.BytesIO(pdf()))
    with pytest.raises(Unavailable, match="could not be stored"):
        _keep(database, scan, Storage(tmp_path / "kept"))
    with database.read(by=SYSTEM) as session:
        assert queries.uploads(session, "instrument/2027/1") == []


def _keep(database: Database, scan: object, storage: Storage) -> None:
    with database.write(by=SYSTEM) as session:
        operations.keep(
            session,
            scan,  # type: ignore[arg-type]
            owner="instrument/2027/1",
            storage=storage,
            by=SYSTEM,
            at=NOON,
        )
