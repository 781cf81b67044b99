"""The map's land and the place of each dot on it, as the assets' build drew them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class World:
    """A sheet with a silhouette of land, without any border."""

    width: float
    height: float
    land: str
    """An SVG path."""
    points: Mapping[str, tuple[float, float]]
    """Each participant's dot, by code."""


@cache
def world(file: Path) -> World | None:
    """Give what was drawn into a file, read once a process; None where nothing was built."""
    if not file.is_file():
        return None
    drawn = json.loads(file.read_text())
    points = {code: (x, y) for code, (x, y) in drawn["points"].items()}
    return World(drawn["width"], drawn["height"], drawn["land"], points)
