"""Who has a calendar feed."""

from app.kernel.actor import DELEGATES, Role

WITH_CALENDAR = DELEGATES | {
    Role.DECLARATIONS_OFFICER,
    Role.DIRECTOR,
    Role.AUDITOR,
    Role.BODIES_OFFICER,
    Role.EXPERT,
}
"""Those who see deadlines, their own state's or everybody's, and those who belong to bodies."""
