"""The handful of things a running process holds, whichever door the request came in by."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from app.kernel.clock import Clock, date_at
from app.kernel.database import Database
from app.kernel.fragments import Fragments
from app.kernel.mail import Post
from app.kernel.storage import Storage


@dataclass(frozen=True, slots=True)
class Runtime:
    """Built once per process by ``app.assembly``; replaced whole in tests."""

    database: Database
    clock: Clock
    storage: Storage
    fragments: Fragments
    post: Post
    """Where letters go: a mail server, or for a demonstration a folder on this machine."""
    spool: Path
    """The folder where letters lie between the worker who wrote them and the relay."""
    mail_from: str
    """The address that letters come from."""
    facts: Path
    """The folder of reviewed facts: participants, their names, memberships."""
    seat: ZoneInfo
    """Where the secretariat sits; a day ends there at midnight."""
    seat_name: str
    """The Agency's name as the pages' header has it."""
    public_url: str
    """Where the outside world finds this installation, without a slash at the end."""
    demonstration: bool
    """Whether this is a demonstration store, which every page and every print then says."""
    signing_key: Path | None
    """The file of the Ed25519 key that signs the ledger's checkpoints."""
    metrics_token: str | None = field(default=None, repr=False)
    """What a bearer shows to read the metrics; without it only this machine reads them."""
    rehearsal: bool = False
    """Whether this store was restored to try things in: pages say so, and nothing leaves it."""
    bounces: Path | None = None
    """The Maildir into which reports of letters that came back are delivered, if there is one."""
    secret_key: str = field(default="", repr=False)
    """Signs what browsers hold; without it no page can hold a form that changes something."""

    @property
    def obligations(self) -> Path:
        """Give the folder of reviewed obligations, which lies beside the facts."""
        return self.facts.with_name("obligations")

    @property
    def bodies(self) -> Path:
        """Give the folder of the bodies' rules of procedure, which lies beside the facts."""
        return self.facts.with_name("bodies")

    @property
    def reminders(self) -> Path:
        """Give the folder that says how is reminded, which lies beside the facts."""
        return self.facts.with_name("reminders")

    @property
    def summaries(self) -> Path:
        """Give the folder that says when summaries are made, which lies beside the facts."""
        return self.facts.with_name("summaries")

    def today(self) -> date:
        """Give the calendar date at the seat."""
        return date_at(self.clock.now(), self.seat)
