"""No process outlives the one that started it, even when that one is killed outright."""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of prctl(2), which Linux alone has."""


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process as soon as its parent, given by its number, is gone.

    Called in a child as soon as it stands; where the parent was gone before that, the process
    ends itself. Killing is safe: whatever is promised is a row (nothing waits in memory).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
