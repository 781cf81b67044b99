"""What this worker process holds."""

import os
from functools import cache

from app.assembly import assemble
from app.kernel.runtime import Runtime
from config.settings import Settings


def runtime() -> Runtime:
    """Give this process's runtime, built on first use: each process that forked has its own."""
    return _of(os.getpid())


@cache
def _of(_pid: int) -> Runtime:
    return assemble(Settings.read(os.environ))
