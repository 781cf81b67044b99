"""Bringing papers out, a language at a time; what has come out is never replaced."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.bodies.models import Paper, PaperLanguage, PaperSponsor
from app.bodies.operations.records import Done
from app.bodies.queries import papers
from app.bodies.rules.papers import about_issuing
from app.bodies.rules.searching import folded
from app.bodies.values import DeedKind, Hand
from app.bodies.values.papers import Issue, PaperState, SuffixKind
from app.documents.operations import keep as keep_file
from app.documents.values import Checked
from app.kernel.errors import Conflict, Invalid
from app.kernel.storage import Storage


def bring_out(
    session: Session,
    paper: Paper,
    wanted: Issue,
    file: Checked | None,
    *,
    storage: Storage,
    hand: Hand,
) -> list[Done]:
    """Bring a paper out in a language, and give what is to be sealed of it.

    The first language brings the paper out: with its class, with who submitted it, and, where it
    is a revision, in the place of what it revises.

    Raises:
        Conflict: it is out in this language already, was given up, or its place was taken.
        Invalid: something is wrong with what is to come out.

    """
    first = paper.state is PaperState.RESERVED
    _look_for_conflict(session, paper, wanted)
    Invalid.unless_none(
        about_issuing(
            wanted, first=first, has_file=file is not None, year=paper.year, today=hand.today
        )
    )
    superseded = _come_out(session, paper, wanted, hand=hand) if first else []
    sha256 = _filed(session, paper, file, storage=storage, hand=hand)
    session.add(_in_language(paper, wanted, sha256, hand=hand))
    session.flush()
    issued = Done(DeedKind.PAPER_ISSUED, paper.subject, _content(paper, wanted, sha256))
    return [issued, *(superseding(each, paper) for each in superseded)]


def superseding(paper: Paper, by: Paper) -> Done:
    """Give what is to be sealed of a paper whose place another has taken."""
    content = {"symbol": paper.symbol, "superseded_by": by.symbol}
    return Done(DeedKind.PAPER_SUPERSEDED, paper.subject, content)


def _look_for_conflict(session: Session, paper: Paper, wanted: Issue) -> None:
    if paper.state not in {PaperState.RESERVED, PaperState.ISSUED}:
        raise Conflict.because(
            "%(symbol)s was given up or superseded, and does not come out any more.",
            symbol=paper.symbol,
        )
    if any(each.language is wanted.language for each in papers.languages(session, paper)):
        raise Conflict.because(
            "It is out in this language already. What has come out is never replaced: reserve a "
            "corrigendum or a revision.",
            field="language",
        )
    revises = paper.hangs_on if paper.suffix is SuffixKind.REVISION else None
    later = papers.revisions_out(session, revises) if revises else ()
    if any((each.number or 0) > (paper.number or 0) for each in later):
        raise Conflict.because(
            "A later revision is out already. Give this number up, with the reason."
        )


def _come_out(session: Session, paper: Paper, wanted: Issue, *, hand: Hand) -> Sequence[Paper]:
    """Let a paper be out from now on, and give the papers whose place it takes."""
    paper.title, paper.issued_at = wanted.title, hand.at
    paper.sort, paper.derestricts_on = wanted.sort or paper.sort, wanted.derestricts_on
    session.add_all(
        PaperSponsor(paper_id=paper.id, participant=code) for code in sorted(wanted.sponsors)
    )
    if paper.suffix is not SuffixKind.REVISION or paper.hangs_on is None:
        return ()
    revised = session.get_one(Paper, paper.hangs_on)
    before = [revised, *papers.revisions_out(session, revised.id)]
    superseded = [each for each in before if each.superseded_by is None and each is not paper]
    for each in superseded:
        each.superseded_by = paper.id
    return superseded


def _filed(
    session: Session, paper: Paper, file: Checked | None, *, storage: Storage, hand: Hand
) -> str | None:
    if file is None:
        return None
    return keep_file(session, file, owner=paper.subject, storage=storage, by=hand.by, at=hand.at)


def _in_language(paper: Paper, wanted: Issue, sha256: str | None, *, hand: Hand) -> PaperLanguage:
    return PaperLanguage(
        paper_id=paper.id,
        language=wanted.language,
        title=wanted.title,
        text=wanted.text,
        folded=folded(f"{wanted.title}\n{wanted.text}"),
        sha256=sha256,
        issued_on=wanted.issued_on,
        recorded_at=hand.at,
    )


def _content(paper: Paper, wanted: Issue, sha256: str | None) -> dict[str, object]:
    """Give what the ledger commits to: digests of what came out, and none of its words."""
    said = f"{wanted.title}\n\n{wanted.text}".encode()
    return {
        "symbol": paper.symbol,
        "language": wanted.language,
        "issued_on": wanted.issued_on.isoformat(),
        "class": paper.sort,
        "derestricts_on": paper.derestricts_on and paper.derestricts_on.isoformat(),
        "submitted_by": sorted(wanted.sponsors),
        "text_sha256": hashlib.sha256(said).hexdigest(),
        "file_sha256": sha256,
    }
