"""Who may see and do what with deadlines; the queries say the same in SQL, and a test proves it."""

from app.kernel.actor import DELEGATES, Actor, Role

OVERSEERS = (Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR)
"""Who sees what every participant owes and when it was met; never what it filed."""

READERS = (*OVERSEERS, Role.DRAFTER, Role.REPRESENTATIVE)
ASKING = (Role.DRAFTER, Role.REPRESENTATIVE)
"""Who asks for an extension, for the participant they speak for."""

ENTERING = (Role.DECLARATIONS_OFFICER,)
"""Who enters what a body has decided."""

CONFIRMING = (Role.DIRECTOR,)
"""Who confirms what was entered: only then does it count."""

KEEPING_OUTAGES = (Role.DECLARATIONS_OFFICER, Role.ADMINISTRATOR)
READING_OUTAGES = (*OVERSEERS, Role.ADMINISTRATOR)


def may_read(actor: Actor, participant: str) -> bool:
    """Say whether somebody may see a participant's deadlines."""
    if actor.role in DELEGATES:
        return actor.participant == participant
    return actor.role in OVERSEERS or actor.role is Role.SYSTEM
