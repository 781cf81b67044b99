"""The scheduler that reports what it has sent."""

import socket
from typing import Any

from celery.beat import ScheduleEntry, Scheduler

from app.desk.values import Reporter
from workers.heartbeats import alive


class Reporting(Scheduler):
    """Celery's scheduler, its schedule in memory; after a call has gone out it reports."""

    def apply_async(self, entry: ScheduleEntry, **named: Any) -> Any:
        """Send one call to the workers, and record that the scheduler is alive."""
        sent = super().apply_async(entry, **named)
        alive(f"beat@{socket.gethostname()}", Reporter.BEAT)
        return sent
