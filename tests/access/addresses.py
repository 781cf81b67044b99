"""How each route is reached: what stands for its variables where there is nothing."""

from collections.abc import Mapping
from urllib.parse import quote
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")

ABSENT: Mapping[str, object] = {
    "slug": "2027-999",
    "ref": "CAN-2027-999",
    "section": "no-such-section",
    "table": "no-such-table",
    "file_id": NOWHERE,
    "treaty_id": "no-such-treaty",
    "code": "XXX",
    "number": 99_999,
    "form": "F9",
    "version": 99_999,
    "index": 99_999,
    "direction": "OUT",
    "year": 2027,
    "serial": 999,
    "name": "no-such-template",
    "link": "no-such-link",
    "document_id": NOWHERE,
    "letter_id": NOWHERE,
    "mark_id": NOWHERE,
    "scan_id": NOWHERE,
    "session_id": NOWHERE,
    "token": "no-such-token",
    "token_id": NOWHERE,
    "passkey_id": NOWHERE,
    "reset_id": NOWHERE,
    "obligation": "no-such-obligation",
    "period": "1999",
    "thing_id": "FAC-CAN-9999",
    "kind": "no-such-kind",
    "load_id": NOWHERE,
    "body": "no-such-body",
    "circular": 99_999,
    "comment": 99_999,
    "paper": "2027-999",
    "language": "en",
    "offer_id": NOWHERE,
    "meeting": 99_999,
    "seat": NOWHERE,
    "tasks": "milestones",
    "decision": NOWHERE,
    "adopted": "d-99999",
    "silence": NOWHERE,
}
"""What names nothing, for every variable that a route may have."""

KINDS: Mapping[str, str] = {
    "/bodies/<body>/people": "seating",
    "/people/<int:number>": "person",
    "/people/missions/": "mission",
    "/depositary/acts/": "act",
    "/depositary/corrections/": "correction",
    "/depositary/instruments/": "instrument",
    "/depositary/ceremonies/": "ceremony",
    "/depositary/text-corrections/": "text",
    "/notifications/": "notification",
    "/api/v1/notifications/": "notification",
    "/api/v1/forms/": "form",
    "/correspondence/GAIMA/": "piece",
    "/declarations/": "declared",
    "/api/v1/declarations/": "declared",
    "/reminders/pauses/": "pause",
    "/summaries/batches/": "batch",
    "/bodies/<body>/<any(milestones,actions):tasks>/": "task",
    "/bodies/<body>/meetings/<int:meeting>/report": "held",
}
"""Whose number or name a variable is, where the word alone does not say: ``person.number``."""


def built(app: Flask, rule: Rule, there: Mapping[str, object]) -> str:
    """Give the address of a route, with what is there in the place of its variables."""
    wanted = rule.arguments - set(rule.defaults or {})
    unknown = wanted - set(ABSENT)
    assert not unknown, (
        f"say in tests/access/addresses.py how this route is reached: {rule.rule} "
        f"has {', '.join(sorted(unknown))}"
    )
    kind = next((kind for start, kind in KINDS.items() if rule.rule.startswith(start)), "")
    values = {name: there.get(f"{kind}.{name}", there.get(name, ABSENT[name])) for name in wanted}
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, values | dict(rule.defaults or {}))


def without(text: str, address: str) -> str:
    """Leave an address out of what it answered, as it stands and as a query carries it."""
    return text.replace(address, "…").replace(quote(address, safe=""), "…")
