"""What a delegate's desk costs beside one query and one template: 30 years of 10 obligations.

    .venv/bin/python -m bench.desk 2>/dev/null

A ratio of processor time, medians of one run, on a store in a temporary folder that holds the
duties of 200 states, 60,000 in all. One state's desk shows what it owes and everything that it has
drafted: of each duty that it met, a declaration.
"""

import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from flask import g
from sqlalchemy import insert, select

from app.deadlines.models import Deadline
from app.declarations.models import Declaration, DeclarationDraft
from app.declarations.values.context import Outcome
from app.factory import create_app
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.runtime import Runtime
from app.obligations.models import Duty
from app.obligations.queries import COLUMNS
from app.obligations.values import Basis, Publication
from bench.pages import line, measured
from bench.reporting_status import MOST, NOON, STATES, filled
from config.logging import write_logs

STATE = "CAN"
DRAFTER = Actor(Role.DRAFTER, 1, STATE)
DESK = "/declarations"


def main() -> int:
    """Measure, print the ratio, and say by the exit code whether it is kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    with tempfile.TemporaryDirectory() as folder:
        runtime = filled(Path(folder))
        draft(runtime)
        app = create_app(runtime)

        @app.before_request
        def drafter() -> None:
            g.actor = DRAFTER

        wanted = select(*COLUMNS).join(Deadline).where(Duty.participant == STATE)
        bare, page = measured(app, runtime, DESK, wanted, rows=STATES)
        runtime.database.engine.dispose()
    print(line("desk", bare, page, most=MOST))
    return int(page / bare > MOST)


def draft(runtime: Runtime) -> None:
    """Begin a declaration for each duty that the state has met."""
    met = select(Duty.obligation, Duty.period).join(Deadline)
    with runtime.database.write(by=SYSTEM) as session:
        duties = session.execute(met.where(Duty.participant == STATE, Deadline.met_at.is_not(None)))
        begun = [
            {
                "id": uuid4(), "participant": STATE, "year": 2027, "serial": serial,
                "obligation": obligation, "period": period, "form": obligation[:2].upper(),
                "publication": Publication.PUBLIC, "opened_at": NOON,
            }
            for serial, (obligation, period) in enumerate(duties, start=1)
        ]  # fmt: skip
        session.execute(insert(Declaration), begun)
        session.execute(insert(DeclarationDraft), [opened(each["id"]) for each in begun])


def opened(declaration: object) -> dict[str, object]:
    """Give a declaration's draft."""
    return {
        "declaration_id": declaration, "form_version": 1, "basis": Basis.PARTY,
        "outcome": Outcome.FILED, "reason": "", "begun_at": NOON, "version": 1,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
