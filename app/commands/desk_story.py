"""What lies on the demonstration's desk when it opens, and in its register of correspondence.

Two officers take in what came in the last days; each thing is left where another step waits for
whoever tries the demonstration.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from app.correspondence import operations as correspondence
from app.correspondence.values import Channel, Note, Number
from app.kernel.actor import Actor
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.operations import ceremonies, corrections, intake
from app.treaties.operations.steps import Hand
from app.treaties.values.acts import ActionKind
from app.treaties.values.ceremonies import Manner, Signatory, SigningList
from app.treaties.values.intake import DeskNumber, Particulars, Powers, Proposal, Step

STATUTE, PROTOCOL = "gaima-statute", "gaima-protocol-1"
MINISTER = "Minister for Foreign Affairs"
AMBASSADOR = "Ambassador, Permanent Representative"

AWAITED = (
    "The instrument was signed by the Ambassador, and no full powers came with it. Article 7 of "
    "the Vienna Convention on the Law of Treaties asks for them. The instrument is held until "
    "they arrive; the date of its receipt stays."
)
NOT_ALLOWED = (
    "The Protocol allows no reservations. The document is returned with this letter; nothing "
    "keeps the Government from making the same statement as a declaration."
)


@dataclass(frozen=True, slots=True)
class Office:
    """The two officers, and when they work."""

    session: Session
    roll: Roll
    first: Actor
    second: Actor
    at: datetime
    today: date

    def hand(self, by: Actor, version: int = 0) -> Hand:
        """Give whose hand takes a step, with a form of its own."""
        return Hand(by=by, at=self.at, today=self.today, key=uuid4(), version=version)

    def ago(self, days: int) -> date:
        """Give a day before today."""
        return self.today - timedelta(days=days)

    def take(self, by: Actor, number: DeskNumber, *steps: Step, note: str = "") -> None:
        """Take steps with an instrument, the note with the last."""
        for version, step in enumerate(steps, start=1):
            said = note if step is steps[-1] else ""
            hand = self.hand(by, version)
            intake.move(self.session, number, step, note=said, roll=self.roll, hand=hand)


def lay_on_the_desk(office: Office) -> None:
    """Leave each kind of thing on the desk where a step waits, and enter what came with them."""
    _correspond(office)
    _instruments(office)
    _correction(office)
    _ceremony(office)


def _instruments(office: Office) -> None:
    for by, given, steps, note in (
        (office.second, _korea(office), (Step.EXAMINE, Step.RETURN), NOT_ALLOWED),
        (office.first, _portugal(office), (Step.EXAMINE,), ""),
        (office.second, _japan(office), (Step.EXAMINE, Step.HOLD), AWAITED),
        (office.first, _australia(office), (Step.EXAMINE, Step.FIND_IN_GOOD_ORDER), ""),
        (office.second, _norway(office), (), ""),
    ):
        number = intake.receive(office.session, given, hand=office.hand(by))
        office.take(by, number, *steps, note=note)


def _australia(office: Office) -> Particulars:
    return Particulars(
        treaty=PROTOCOL,
        participant="AUS",
        kind=ActionKind.RATIFICATION,
        dated_on=office.ago(12),
        received_on=office.ago(4),
        wording="ratifies",
        powers=Powers.NOT_REQUIRED,
        signatory="Eleanor Whitlock",
        office=MINISTER,
        language="en",
    )


def _japan(office: Office) -> Particulars:
    return replace(
        _australia(office),
        participant="JPN",
        kind=ActionKind.ACCEPTANCE,
        dated_on=office.ago(15),
        received_on=office.ago(8),
        wording="accepts",
        powers=Powers.MISSING,
        signatory="Naoki Hayashida",
        office=AMBASSADOR,
    )


def _korea(office: Office) -> Particulars:
    return replace(
        _australia(office),
        participant="KOR",
        kind=ActionKind.RESERVATION,
        dated_on=office.ago(20),
        received_on=office.ago(14),
        wording="reserves",
        signatory="Seo-yeon Baek",
        text="The Republic of Korea reserves the right not to share weights under article 5.",
    )


def _portugal(office: Office) -> Particulars:
    """The Statute's depositary is another: its notification is cited."""
    return replace(
        _australia(office),
        treaty=STATUTE,
        participant="PRT",
        dated_on=office.ago(11),
        received_on=office.ago(9),
        wording="ratifica",
        signatory="Inês Carvalhal",
        language="other",
        notification="Government of Canada, notification 41",
        notified_on=office.ago(5),
    )


def _norway(office: Office) -> Particulars:
    return replace(
        _australia(office),
        participant="NOR",
        kind=ActionKind.ACCESSION,
        dated_on=office.ago(6),
        received_on=office.ago(1),
        wording="accedes",
        signatory="Sigrid Hovland",
    )


def _correction(office: Office) -> None:
    """Propose the right day for a deposit that was entered a day late."""
    acts = queries.dossier(office.session, PROTOCOL).acts
    wrong = next(act for act in acts if act.participant == "GBR" and act.kind.is_consent)
    given = Proposal(
        treaty=PROTOCOL,
        replaces=wrong.number,
        participant=wrong.participant,
        kind=wrong.kind,
        deposited_on=wrong.deposited_on - timedelta(days=1),
        reference=wrong.reference,
        authority="Note verbale 84 of the Permanent Mission of the United Kingdom",
        reason="The receipt that was signed at the door bears the day before.",
    )
    corrections.propose(office.session, given, roll=office.roll, hand=office.hand(office.second))


def _ceremony(office: Office) -> None:
    """Prepare the list of a ceremony of today, so that it can be recorded at once."""
    given = SigningList(
        treaty=PROTOCOL,
        held_on=office.today,
        place="Seat of the Agency",
        signatories=(
            _signatory("FRA", "Camille Delorme", MINISTER),
            _signatory("NZL", "Aroha Ngata", AMBASSADOR, powers=Powers.SEEN),
            _signatory("CHE", "Luca Bernasconi", MINISTER, manner=Manner.AD_REFERENDUM),
        ),
    )
    number = ceremonies.prepare(office.session, given, hand=office.hand(office.second))
    ceremonies.move(
        office.session,
        number,
        Step.FIND_IN_GOOD_ORDER,
        note="",
        roll=office.roll,
        hand=office.hand(office.second, version=1),
    )


def _signatory(
    participant: str,
    name: str,
    office: str,
    *,
    powers: Powers = Powers.NOT_REQUIRED,
    manner: Manner = Manner.SUBJECT_TO_RATIFICATION,
) -> Signatory:
    return Signatory(
        participant=participant, name=name, office=office, powers=powers, manner=manner
    )


def _correspond(office: Office) -> None:
    """Enter what came and went; one piece was entered wrongly, and another stands in its place."""
    _came(office, _note(office, 14, Channel.COURIER, "Korea", "Reservation to the Protocol"))
    _came(office, _note(office, 8, Channel.NOTE_VERBALE, "Japan", "Acceptance of the Protocol"))
    wrong = _note(office, 4, Channel.COURIER, "Austria", "Ratification of the Protocol")
    number = _came(office, wrong)
    _came(office, _note(office, 1, Channel.IN_PERSON, "Norway", "Accession to the Protocol"))
    _came(office, replace(wrong, party="Permanent Mission of Australia", corrects=number))
    awaited = _note(office, 7, Channel.NOTE_VERBALE, "Japan", "Full powers for the acceptance")
    correspondence.enter_outgoing(
        office.session, awaited, key=uuid4(), by=office.second, at=office.at, today=office.today
    )


def _note(office: Office, days: int, channel: Channel, of: str, subject: str) -> Note:
    return Note(
        on=office.ago(days),
        channel=channel,
        party=f"Permanent Mission of {of}",
        subject=subject,
        about=f"/treaties/{PROTOCOL}",
    )


def _came(office: Office, note: Note) -> Number:
    return correspondence.enter_incoming(
        office.session, note, key=uuid4(), by=office.first, at=office.at, today=office.today
    )
