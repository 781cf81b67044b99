"""The API's treaties: definitions, acts, status on any day, and what would be if."""

from app.treaties.api import files, scenarios, treaties
from app.treaties.api.blueprint import api

__all__ = ["api", "files", "scenarios", "treaties"]
