"""The papers of a meeting come as one archive: those that somebody reads, in the agenda's order."""

import io
import zipfile
from datetime import timedelta

from app.bodies.models import Body
from app.bodies.operations import meetings, papers
from app.bodies.operations.bundles import bundle
from app.bodies.queries import body as found_body
from app.bodies.values import Class
from app.bodies.values.meetings import Item, MeetingPlan
from app.bodies.values.papers import Issue, SuffixKind
from app.documents.values import Checked, FileKind
from app.kernel.actor import VISITOR
from app.kernel.languages import Language
from app.kernel.runtime import Runtime
from tests.bodies.circle import circle
from tests.bodies.papers import SECRETARY, TODAY, hand, issued, reserved

SCAN = Checked("scan.pdf", FileKind.PDF, b"%PDF-1.7 a scan")


def laid(runtime: Runtime) -> None:
    """Put three papers before a meeting: on its agenda the last comes first."""
    with runtime.database.write(by=SECRETARY) as session:
        body: Body = found_body(session, SECRETARY, "wg-1", on=TODAY)
        one = issued(session, body, runtime.storage, "=First", file=SCAN)
        two = issued(
            session, body, runtime.storage, "Second", on=one, suffix=SuffixKind.ADDENDUM,
            sort=Class.PROTECTED,
        )  # fmt: skip
        french = Issue(
            language=Language.FRENCH, title="Premier", text="1. Un alinéa.", issued_on=TODAY
        )
        papers.issue(session, body, one, french, storage=runtime.storage, hand=hand())
        waiting = reserved(session, body, "Not out")
        opens = hand().at + timedelta(days=30)
        plan = MeetingPlan(
            opens_at=opens, closes_at=opens + timedelta(hours=3), place="Vienna", link="",
            languages=(Language.ENGLISH,), sort=Class.UNCLASSIFIED,
        )  # fmt: skip
        agenda = [
            (Item(number=1, title="Later"), [two.symbol, waiting.symbol]),
            (Item(number=2, title="First"), [one.symbol, two.symbol]),
        ]
        meetings.convene(session, body, plan, agenda, hand=hand(), seat=runtime.seat)


def opened(content: bytes) -> tuple[list[str], str]:
    """Give the names in an archive, and its index."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for each in names:
            if each.endswith(".txt"):
                assert archive.read(each).startswith(b"GAIMA/WG.1/2027/WP.1")
        return names, archive.read("index.csv").decode("utf-8-sig")


def test_an_archive_holds_what_somebody_reads_in_the_order_of_the_agenda(runtime: Runtime) -> None:
    group = circle(runtime)
    laid(runtime)
    first = [
        "GAIMA-WG.1-2027-WP.1-en.txt", "GAIMA-WG.1-2027-WP.1-en.pdf", "GAIMA-WG.1-2027-WP.1-fr.txt",
    ]  # fmt: skip
    added = "GAIMA-WG.1-2027-WP.1-Add.1-en.txt"
    for who, holds in ((None, first), ("Canada", first), ("Japan", [added, *first])):
        answer = group.get(who, "/meetings/1/papers.zip")
        assert answer.headers["Cache-Control"] == "no-store"
        names, index = opened(answer.data)
        answer.close()
        assert names == ["index.csv", *holds]
        assert ("protected" in index) is (who == "Japan")
        assert "'=First" in index
    assert group.get(None, "/meetings/2/papers.zip").status_code == 404
    assert "papers.zip" in group.get(None, "/meetings/1").text


def test_the_same_papers_give_the_same_bytes_and_none_give_an_index(runtime: Runtime) -> None:
    circle(runtime)
    two = []
    with runtime.database.read(by=VISITOR) as session:
        for _twice in range(2):
            with bundle(session, VISITOR, [], on=TODAY, storage=runtime.storage) as archive:
                two.append(archive.read())
    assert two[0] == two[1]
    assert opened(two[0])[0] == ["index.csv"]
