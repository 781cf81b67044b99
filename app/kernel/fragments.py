"""Rendered pieces of public pages, kept while what they show has not changed.

A fragment holds no nonce, no form and nothing of the reader's but the language, so it may stand
in anybody's page; its key names everything it depends on, so it is never stale.
"""

from collections.abc import Callable, Hashable

from markupsafe import Markup

from app.kernel.kept import Kept

MOST_BYTES = 32_000_000
"""What one process keeps; the least recently used pieces go first."""


class Fragments:
    """One process's fragments, safe to share between its threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: Kept[Markup] = Kept(most_bytes, weigh=len)

    def give(self, key: Hashable, render: Callable[[], str]) -> Markup:
        """Give the fragment kept under the key, or render and keep it."""
        return self._kept.give(key, lambda: Markup(render()))  # noqa: S704 (what a template rendered is already escaped)
