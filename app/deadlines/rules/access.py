"""Who sees what is reminded of, and who may pause it."""

from app.kernel.actor import Role

READING_REMINDERS = (Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR)
"""Those who see every deadline anyhow."""

PAUSING = (Role.DECLARATIONS_OFFICER, Role.DIRECTOR)
