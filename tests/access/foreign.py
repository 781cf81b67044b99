"""Another's thing, at a route that is open to who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.forms import Of, empty
from tests.access.table import Key


@dataclass(frozen=True)
class Foreign:
    """Another's thing, at a route that is open to who asks: told from none by nobody."""

    key: Key
    by: tuple[str, ...]
    of: Of
    form: Mapping[str, Any] = field(default_factory=dict)
    beside: Of = empty
    """What else its address names, which is there in either case."""
