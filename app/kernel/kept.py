"""Values kept by one process while what they were made from has not changed.

A key names everything that its value depends on, so that a kept value is never stale; the least
recently used ones go when there is no more room.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A bounded store, safe to share between threads; each value takes its own part of the room.

    Two threads that ask for the same absent value at once may both make it; the values are equal.
    """

    def __init__(self, room: int, *, weigh: Callable[[Value], int] = lambda _value: 1) -> None:
        self._room = room
        self._weigh = weigh
        self._taken = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def give(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give the value kept under the key, or make and keep it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        fresh = make()
        with self._lock:
            self._keep(key, fresh)
        return fresh

    def _keep(self, key: Hashable, fresh: Value) -> None:
        if key in self._values:
            self._taken -= self._weigh(self._values.pop(key))
        self._values[key] = fresh
        self._taken += self._weigh(fresh)
        while self._taken > self._room:
            _, dropped = self._values.popitem(last=False)
            self._taken -= self._weigh(dropped)
