"""What people hand in about treaties, read strictly into the register's values."""

from app.treaties.forms.definitions import definition, definition_of
from app.treaties.forms.deposits import actions
from app.treaties.forms.indicators import indicator
from app.treaties.forms.scenarios import posed, scenario

__all__ = ["actions", "definition", "definition_of", "indicator", "posed", "scenario"]
