"""Every table, gathered once for migrations and tests."""

from app.accounts import models as accounts
from app.bodies import models as bodies
from app.correspondence import models as correspondence
from app.deadlines import models as deadlines
from app.declarations import models as declarations
from app.desk import models as desk
from app.documents import models as documents
from app.kernel import numbering, repeats
from app.kernel.database import Base
from app.ledger import models as ledger
from app.obligations import models as obligations
from app.registry import models as registry
from app.reports import models as reports
from app.treaties import models as treaties

__all__ = [
    "accounts",
    "bodies",
    "correspondence",
    "deadlines",
    "declarations",
    "desk",
    "documents",
    "ledger",
    "metadata",
    "numbering",
    "obligations",
    "registry",
    "repeats",
    "reports",
    "treaties",
]

metadata = Base.metadata
