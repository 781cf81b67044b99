"""What lies on the depositary's desk of the matrix, and what has left it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from sqlalchemy import select

from app.documents.forms import upload
from app.documents.models import Upload
from app.participants.queries import roll
from app.reports import operations as reports
from app.reports.values import Publisher
from app.treaties.operations import ceremonies, corrections, intake, text_corrections
from app.treaties.values.acts import ActionKind
from app.treaties.values.ceremonies import Manner, Signatory, SigningList
from app.treaties.values.clauses import SignatureWindow
from app.treaties.values.intake import DeskNumber, Particulars, Powers, Proposal, Step
from app.treaties.values.text_corrections import Passage, ProposedText
from tests.access.canaries import DESK, LETTERS, Things, among
from tests.documents.papers import pdf
from tests.treaties.builders import treaty
from tests.treaties.desk import GIVEN, TODAY, hand, move, received
from tests.treaties.register import load

FIRST, SECOND = "depositary officer", "second depositary officer"

STATES = {
    "received": "FRA",
    "examined": "KOR",
    "held": "AUS",
    "ready": "DEU",
    "recorded": "BEL",
}
"""Whose instrument stands where."""

WINDOW = SignatureWindow(date(2027, 1, 1), date(2027, 12, 31))


def instruments(things: Things) -> None:
    """Put instruments on the desk in every state that is open, and one that was recorded."""
    database = things.runtime.database
    first, second = (things.people[name].actor for name in (FIRST, SECOND))
    for kind, code in STATES.items():
        given = _particulars(things, code, published=kind == "recorded")
        number = received(database, given, by=first)
        things.there |= {
            kind: number,
            f"text of {kind}": given.text,
            f"wording of {kind}": given.wording,
        }
        if kind != "received":
            move(database, number, Step.EXAMINE, by=first)
        if kind in {"ready", "recorded"}:
            move(database, number, Step.FIND_IN_GOOD_ORDER, by=first)
        if kind == "held":
            move(database, number, Step.HOLD, by=first, note=things.canary(among(LETTERS)))
        if kind == "recorded":
            move(database, number, Step.CONFIRM, by=second)
    things.there["instrument.slug"] = number_of(things, "received").slug
    _attach(things)


def notification(things: Things) -> None:
    """Owe the print of the notification of what was recorded."""
    now, facts = things.runtime.clock.now(), roll(things.runtime.facts)
    with things.runtime.database.write(by=things.people[SECOND].actor) as session:
        by = Publisher("a test", demonstration=False)
        reports.owe_notifications(session, most=9, roll=facts, publisher=by, at=now)
    things.there["notification.slug"] = "2027-1"


def correction(things: Things) -> None:
    """Propose another record in place of Canada's."""
    first = things.people[FIRST].actor
    words = things.words("authority", "reason", "text", knows=among(DESK))
    things.there |= {f"{name} proposed": word for name, word in words.items()}
    proposal = Proposal(
        treaty="ours", replaces=1, participant="CAN", kind=ActionKind.RATIFICATION,
        deposited_on=date(2009, 5, 2), **words,
    )  # fmt: skip
    with things.runtime.database.write(by=first) as session:
        facts = roll(things.runtime.facts)
        number = corrections.propose(session, proposal, roll=facts, hand=hand(first))
    things.there["correction.slug"] = number.slug


def signing(things: Things) -> None:
    """Prepare two lists for a signing ceremony, of which one waits for the second officer."""
    load(things.runtime.database, replace(treaty(named="open"), open_for_signature=WINDOW))
    first, facts = things.people[FIRST].actor, roll(things.runtime.facts)
    with things.runtime.database.write(by=first) as session:
        listed = ceremonies.prepare(session, _list(things, "FRA"), hand=hand(first))
        ready = ceremonies.prepare(session, _list(things, "DEU"), hand=hand(first))
        step = Step.FIND_IN_GOOD_ORDER
        ceremonies.move(session, ready, step, note="", roll=facts, hand=hand(first, version=1))
    things.there |= {"listed": listed, "list ready": ready, "ceremony.slug": listed.slug}


def text_correction(things: Things) -> None:
    """Prepare the correction of an error in a treaty's text."""
    first, words = (
        things.people[FIRST].actor,
        things.words("reason", "was", "reads", knows=among(DESK)),
    )
    things.there |= {f"{name} of the text": word for name, word in words.items()}
    given = ProposedText(
        treaty="ours",
        reason=words["reason"],
        until=date(2027, 6, 14),
        passages=(Passage("fr", "article 8", words["was"], words["reads"]),),
    )
    with things.runtime.database.write(by=first) as session:
        number = text_corrections.propose(session, given, hand=hand(first))
    things.there["text.slug"] = number.slug


def number_of(things: Things, name: str) -> DeskNumber:
    """Give the number of something on the desk."""
    found = things.there[name]
    assert isinstance(found, DeskNumber)
    return found


def scan_with(word: str) -> bytes:
    """Give a scan in which a word stands."""
    stream = b"<< /Length %d >>\nstream\n(%s) Tj\nendstream"
    said = word.encode()
    return pdf(stream % (len(said) + 5, said))


def _particulars(things: Things, code: str, *, published: bool) -> Particulars:
    words = things.words("wording", "signatory", "office", "text", knows=among(DESK))
    if published:
        words |= {"text": "What a state declares is published.", "wording": "ratifies"}
    return replace(GIVEN, participant=code, **words)


def _list(things: Things, code: str) -> SigningList:
    words = things.words("name", "office", "text", knows=among(DESK))
    things.there[f"text of {code}"] = words["text"]
    one = Signatory(
        participant=code, powers=Powers.SEEN, manner=Manner.SUBJECT_TO_RATIFICATION, **words
    )
    place = things.canary(among(DESK))
    return SigningList(treaty="open", held_on=TODAY, place=place, signatories=(one,))


def _attach(things: Things) -> None:
    """Attach a scan to the first instrument."""
    word, name = things.canary(among(DESK)), things.canary(among(DESK))
    by, number = things.people[FIRST].actor, number_of(things, "received")
    checked = upload(f"{name}.pdf", BytesIO(scan_with(word)))
    with things.runtime.database.write(by=by) as session:
        form = hand(by, version=1)
        intake.attach(session, number, checked, storage=things.runtime.storage, hand=form)
        mine = select(Upload.id).where(Upload.owner == number.subject)
        things.there["scan_id"] = session.scalars(mine).one()
