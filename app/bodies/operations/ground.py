"""What acts on decisions, by silence or otherwise, stand on."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.bodies.models import Body
from app.bodies.values.procedure import Procedure, Procedures
from app.participants.values import Roll


@dataclass(frozen=True, slots=True)
class Ground:
    """How bodies proceed, who there is, and where a day ends."""

    procedures: Procedures
    """How each kind of body proceeds."""
    roll: Roll
    seat: ZoneInfo

    def rules(self, body: Body) -> Procedure:
        """Give how a body proceeds."""
        return self.procedures.by_kind[body.kind]
