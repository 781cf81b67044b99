"""How each route is reached: what stands for its variables, there and nowhere.

A route whose variables have no builder here fails the matrix: whoever adds one says how it is
reached, and it falls under every oracle from then on.
"""

from collections.abc import Mapping
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")

ABSENT: Mapping[str, object] = {
    "slug": "2027-999",
    "treaty_id": "no-such-treaty",
    "code": "XXX",
    "number": 99_999,
    "index": 99_999,
    "direction": "OUT",
    "year": 2027,
    "serial": 999,
    "name": "no-such-template",
    "link": "no-such-link",
    "document_id": NOWHERE,
    "letter_id": NOWHERE,
    "scan_id": NOWHERE,
    "session_id": NOWHERE,
    "token_id": NOWHERE,
    "passkey_id": NOWHERE,
    "reset_id": NOWHERE,
}
"""What names nothing, for every variable that a route may have."""


def built(app: Flask, rule: Rule, there: Mapping[str, object]) -> str:
    """Give the address of a route, with what is there in the place of its variables."""
    wanted = rule.arguments - set(rule.defaults or {})
    unknown = wanted - set(ABSENT)
    assert not unknown, (
        f"say in tests/access/addresses.py how this route is reached: {rule.rule} "
        f"has {', '.join(sorted(unknown))}"
    )
    values = {name: there.get(name, ABSENT[name]) for name in wanted}
    with app.test_request_context():
        built = app.url_map.bind("localhost").build(
            rule.endpoint, values | dict(rule.defaults or {}), force_external=False
        )
    return str(built)
