"""Every table, gathered once for migrations and tests."""

from app.desk import models as desk
from app.kernel import numbering
from app.kernel.database import Base
from app.ledger import models as ledger

__all__ = ["desk", "ledger", "metadata", "numbering"]

metadata = Base.metadata
