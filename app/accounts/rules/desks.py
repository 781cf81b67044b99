"""Where each has their work."""

from collections.abc import Mapping

from app.kernel.actor import Role

DESKS: Mapping[Role, str] = {
    Role.DRAFTER: "/declarations",
    Role.REPRESENTATIVE: "/declarations",
    Role.DEPOSITARY_OFFICER: "/worklist",
    Role.DECLARATIONS_OFFICER: "/worklist",
    Role.BODIES_OFFICER: "/worklist",
    Role.EXPERT: "/bodies/desk",
    Role.DIRECTOR: "/worklist",
    Role.AUDITOR: "/reporting",
    Role.ADMINISTRATOR: "/operations",
}
"""The page that whoever signs in comes to, who asked for no other."""
