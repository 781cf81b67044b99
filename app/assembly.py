"""From settings to a runtime: the one place that picks a real database, clock and disk."""

from collections.abc import Mapping
from pathlib import Path

import structlog

from app.desk.queries import is_demonstration, is_rehearsal
from app.kernel.actor import SYSTEM
from app.kernel.clock import SystemClock
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.kernel.fragments import Fragments
from app.kernel.mail import Nowhere, Post, Sink, Smtp
from app.kernel.row_security import WARNING, is_passed_over
from app.kernel.runtime import Runtime
from app.kernel.storage import Storage
from app.schema import check
from config.folder import settings_of
from config.settings import PREFIX, Settings

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "config" / "facts"
VAR = ROOT / "var"
"""Where an installation of one folder keeps its data unless told otherwise."""


ESSENTIAL = PREFIX + "DATABASE_URL"
"""The setting that tells an installation configured by its environment from one in a folder."""


def settings_for(folder: Path | None, environment: Mapping[str, str]) -> Settings:
    """Give the settings that the environment holds, or those of the folder an installation is in.

    Raises:
        SettingsError: a setting is missing, unknown or wrong, or the folder cannot be used.

    """
    if folder is None and environment.get(ESSENTIAL):
        return Settings.read(environment)
    return settings_of(folder or VAR, environment)


def assemble(settings: Settings) -> Runtime:
    """Build the runtime of one process.

    Raises:
        Invalid: the store does not hold what the settings say, or its schema is another's.
        Unavailable: the database cannot be reached.

    """
    database = Database(settings.database_url)
    demonstration = _demonstration(database, settings)
    with database.read(by=SYSTEM) as session:
        rehearsal = is_rehearsal(session)
    return Runtime(
        database=database,
        clock=SystemClock(),
        storage=Storage(settings.storage),
        fragments=Fragments(),
        post=_post(settings, demonstration=demonstration, rehearsal=rehearsal),
        spool=settings.spool_folder,
        bounces=settings.bounces,
        mail_from=settings.mail_from,
        facts=FACTS,
        seat=settings.seat,
        seat_name=settings.agency,
        public_url=settings.public_url,
        demonstration=demonstration,
        rehearsal=rehearsal,
        signing_key=settings.signing_key,
        metrics_token=settings.metrics_token,
        secret_key=settings.secret_key,
    )


def _post(settings: Settings, *, demonstration: bool, rehearsal: bool) -> Post:
    """Give where letters go; a demonstration's never leave the machine, a rehearsal's nowhere."""
    if rehearsal:
        return Nowhere("This is a rehearsal: nothing leaves it.")
    if demonstration:
        return Sink(settings.spool_folder.with_name("sink"))
    return Smtp(settings.smtp_url) if settings.smtp_url else Nowhere()


def _demonstration(database: Database, settings: Settings) -> bool:
    """Say whether the store is a demonstration, which its own mark decides.

    Raises:
        Invalid: the settings say otherwise.

    """
    check(database)
    with database.read(by=SYSTEM) as session:
        marked = is_demonstration(session)
        if is_passed_over(session):
            log.warning(WARNING)
    match settings.demonstration, marked:
        case (True, False):
            raise Invalid.because(
                "SECRETARIAT_DEMONSTRATION says yes, but this store is a live one and stays so. "
                "Say no, or give another database."
            )
        case (False, True):
            raise Invalid.because(
                "This store holds a demonstration and can never become a live one. "
                "Set SECRETARIAT_DEMONSTRATION=yes, or give another database."
            )
    return marked
