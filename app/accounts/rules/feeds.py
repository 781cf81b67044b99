"""Who has a calendar feed."""

from app.kernel.actor import DELEGATES, Role

WITH_CALENDAR = DELEGATES | {Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR}
"""Those who see deadlines: their own state's, or everybody's."""
