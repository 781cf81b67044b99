"""The letters that the depositary owes the state whose instrument it holds or returns."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.accounts.queries import recipients
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.kernel.actor import Role
from app.treaties import queries
from app.treaties.models import Instrument
from app.treaties.operations.steps import Hand
from app.treaties.values.intake import Step

LETTERS: Mapping[Step, str] = {
    Step.HOLD: "instrument_held",
    Step.RETURN: "instrument_returned",
}
"""Their templates, by the step that owes them."""


def owe(session: Session, matter: Instrument, step: Step, *, note: str, hand: Hand) -> int | None:
    """Owe the participant's accredited representatives the letter about a step.

    Give how many it goes to: with nobody, the officer sends it by other means. None where the
    step owes none.
    """
    if step not in LETTERS:
        return None
    treaty = queries.dossier(session, matter.treaty_id).definition
    number = matter.number
    people = recipients(
        session,
        participants={matter.participant},
        roles={Role.REPRESENTATIVE},
        on=hand.today,
    )
    facts = {
        "number": str(number),
        "treaty": treaty.title,
        "received_on": matter.received_on,
        "dated_on": matter.dated_on,
        "paragraphs": [part for part in note.split("\n\n") if part.strip()],
    }
    occasion = f"{number.subject}/{matter.version + 1}"
    owed = [
        Owed(f"{occasion}/{to.person}", to, LETTERS[step], facts, f"/treaties/{treaty.id}")
        for to in people
    ]
    correspondence.owe(session, owed, at=hand.at)
    return len(owed)
