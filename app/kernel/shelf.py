"""Keeps, for the life of a process, what was made of rows that have not changed since."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """So many values, the one asked for longest ago going first; threads may share it.

    A key must stand for everything its value was made of, and be the same in no two databases and
    no two transactions, as a random mark is that every change renews: then what was read before a
    roll-back is never found again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def give(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give the value kept under the key, or make and keep it.

        Two threads that miss the same value both make it; either may stay.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        fresh = make()
        with self._lock:
            self._kept[key] = fresh
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return fresh
