"""Entering where a permanent mission is reached, ending it, and sending on what failed there."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.accounts.models import Mission
from app.accounts.queries import missions
from app.accounts.rules.missions import complaints, end_content, mission_content
from app.accounts.values import DeedKind, MissionAddress
from app.correspondence.operations import redirect, replaced
from app.correspondence.rules import wrong_with
from app.correspondence.values import Recipient
from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Conflict, Invalid
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.participants.values import Roll


def enter(
    session: Session, given: MissionAddress, *, roll: Roll, by: Actor, at: datetime, on: date
) -> Mission:
    """Enter the address of a permanent mission; the very same again is the entry that stands.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        Invalid: there is no such participant, the name is missing, or it is no address.

    """
    standing = missions.missions(session, on=on)
    same = next((each for each in standing if each.entered == given), None)
    if same is not None:
        return same
    codes = {each.code for each in roll.existing(on)}
    to = Recipient("mission", given.name or given.participant, given.address, given.language)
    wrong = [*complaints(given, known=given.participant in codes), *wrong_with(to)]
    Invalid.unless_none(wrong)
    number = numbering.take(session, "mission")
    content = mission_content(number, given)
    deed = Deed(DeedKind.MISSION_ENTERED, f"mission/{number}", content, given.participant)
    [sealed] = ledger.append(session, [deed], by=by, at=at)
    mission = Mission(
        number=number,
        participant=given.participant,
        name=given.name,
        address=given.address,
        language=given.language,
        since=given.since,
        entered_at=at,
        entered_by=by.account,
        ledger_index=sealed.index,
        salt=sealed.salt,
    )
    session.add(mission)
    session.flush()
    return mission


def end(session: Session, number: int, *, by: Actor, at: datetime, on: date) -> None:
    """End an address: from this day on nothing goes there. One that is ended stays so.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: there is none of this number.

    """
    mission = missions.mission(session, number, locked=True)
    if mission.ended_on is not None:
        return
    replaced(session, mission.address, by=by, at=at)
    ended_on = max(on, mission.since)
    content = end_content(number, ended_on=ended_on)
    deed = Deed(DeedKind.MISSION_ENDED, f"mission/{number}", content, mission.participant)
    [sealed] = ledger.append(session, [deed], by=by, at=at)
    mission.ended_on, mission.ended_at, mission.ended_by = ended_on, at, by.account
    mission.ended_index, mission.ended_salt = sealed.index, sealed.salt
    session.flush()


def send_on(session: Session, number: int, *, by: Actor, at: datetime, on: date) -> int:
    """Send to an address what failed at earlier ones of the same participant's; count the letters.

    Raises:
        NotFound: there is none of this number.
        Conflict: it does not hold.

    """
    mission = missions.mission(session, number)
    if mission.number not in {each.number for each in missions.missions(session, on=on)}:
        raise Conflict.because("This address does not hold today, so nothing can go there.")
    earlier = [
        missions.as_recipient(each).person
        for each in missions.ended(session, on=on)
        if each.participant == mission.participant
    ]
    return redirect(session, earlier, missions.as_recipient(mission), by=by, at=at)
