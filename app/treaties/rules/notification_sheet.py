"""The particulars of a notification, in the order in which page and print show them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.kernel.languages import Language
from app.kernel.sentences import Sentence
from app.treaties.rules.wording import KINDS, Naming
from app.treaties.values.acts import ActionKind
from app.treaties.values.notifications import Occasion

Particular = tuple[Sentence, object]
"""A label, and a phrase, a day or a text."""

DAYS: Mapping[str, Sentence] = {
    "dated_on": Sentence("Date of the document"),
    "deposited_on": Sentence("Received by the depositary"),
    "trigger_on": Sentence("What entry into force needs was reached on"),
    "effective_on": Sentence("Takes effect on"),
    "in_force_on": Sentence("Enters into force for the participant on"),
    "enters_on": Sentence("The treaty enters into force on"),
    "until": Sentence("Objections until the end of"),
}
"""The labels of days, in the order in which they follow one another."""

TEXTS: Mapping[str, Sentence] = {
    "territory": Sentence("Territory"),
    "reference": Sentence("Reference"),
}


def particulars(occasion: Occasion, *, issued_on: date, name: Naming) -> Iterator[Particular]:
    """Give what a notification says, label by label, the four dates among it."""
    facts = occasion.facts
    if occasion.participant:
        yield Sentence("Participant"), name(occasion.participant)
    if "act" in facts:
        yield Sentence("Act"), KINDS[ActionKind(facts["act"])]
    if facts.get("wording"):
        yield Sentence("In its own words"), facts["wording"]
    yield from _days(facts, issued_on)
    for key, label in TEXTS.items():
        if facts.get(key):
            yield label, facts[key]


def passages(occasion: Occasion) -> Iterator[dict[str, str]]:
    """Give each passage of a text that is corrected, with the language's own name for itself."""
    for each in occasion.facts.get("texts", ()):
        code = each["language"]
        named = Language(code).endonym if code in set(Language) else code
        yield {"code": code, "name": named, "was": each["was"], "reads": each["reads"]}


def _days(facts: Mapping[str, Any], issued_on: date) -> Iterator[Particular]:
    for key, label in DAYS.items():
        if facts.get(key):
            yield label, date.fromisoformat(facts[key])
    yield Sentence("Date of this notification"), issued_on
