"""The pages of the register of things."""

from app.registry.views import listing, loads, things
from app.registry.views.blueprint import pages

__all__ = ["listing", "loads", "pages", "things"]
