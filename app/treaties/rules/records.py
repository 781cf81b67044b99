"""What the register writes down of treaties and acts, and what the ledger commits to."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.treaties.values.acts import Act
from app.treaties.values.dossier import Indicator

Document = dict[str, Any]


def exact(document: Mapping[str, Any]) -> Document:
    """Give a document with its numbers as decimals, exactly as they are written in JSON."""
    found: Document = json.loads(json.dumps(document), parse_float=Decimal)
    return found


def treaty_content(document: Mapping[str, Any], indicators: Iterable[Indicator]) -> Document:
    """Give everything that the loading of a treaty consists of."""
    figures = {each.id: {"source": each.source, "values": each.values} for each in indicators}
    return {"definition": exact(document), "indicators": figures}


def act_content(treaty: str, act: Act) -> Document:
    """Give everything that the recording of an act consists of.

    What it is about is written only where it names an act: earlier records were sealed without.
    """
    about = {} if act.concerns is None else {"concerns": act.concerns}
    return about | {
        "treaty": treaty,
        "number": act.number,
        "participant": act.participant,
        "action": act.kind.value,
        "deposited_on": act.deposited_on,
        "effective_on": act.effective_on,
        "territory": act.territory,
        "text": act.text,
        "reference": act.reference,
        "recorded_on": act.recorded_on,
        "replaces": act.replaces,
        "reason": act.reason,
    }


def bare(act: Act) -> Act:
    """Give an act without what recording adds: two that are then the same say the same."""
    return replace(act, number=0, replaces=None, reason="", recorded_on=act.deposited_on)


def differences(kept: Any, given: Any, *, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Give the path, the kept and the given value of each field in which two documents differ."""
    if isinstance(kept, dict) and isinstance(given, dict):
        for key in sorted(kept.keys() | given.keys()):
            inner = f"{path}.{key}" if path else key
            yield from differences(kept.get(key), given.get(key), path=inner)
    elif isinstance(kept, list) and isinstance(given, list) and len(kept) == len(given):
        for place, (one, other) in enumerate(zip(kept, given, strict=True)):
            yield from differences(one, other, path=f"{path}[{place}]")
    elif kept != given:
        yield path, kept, given
