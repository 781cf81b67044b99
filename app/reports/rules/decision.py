"""What the print of a body's decision says."""

from collections.abc import Callable
from dataclasses import asdict

from app.participants.rules import filed
from app.reports.rules.freezing import Facts
from app.reports.values import Publisher
from app.reports.values.decisions import Adopted


def body_decision(adopted: Adopted, *, name: Callable[[str], str], publisher: Publisher) -> Facts:
    """Give the facts of a decision's print; the same record gives the same facts."""
    annulled = adopted.annulled
    return {
        "title": f"{adopted.symbol}: {adopted.title}",
        "file_name": adopted.symbol.replace("/", "-"),
        "subject": adopted.address,
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "known_on": adopted.known_on,
        "symbol": adopted.symbol,
        "body": adopted.body,
        "heading": adopted.title,
        "paragraphs": [each for each in adopted.text.split("\n\n") if each.strip()],
        "grade": adopted.sort.value,
        "matter": adopted.matter.value,
        "whose": name(adopted.participant) if adopted.participant else "",
        "about": adopted.about,
        "manner": adopted.manner.value,
        "decided_on": adopted.decided_on,
        "counts": dict(adopted.counts) if adopted.counts else None,
        "note": adopted.note,
        "follow_up": adopted.follow_up,
        "follow_up_by": adopted.follow_up_by,
        "sha256": adopted.sha256,
        "votes": [
            {
                "name": name(each.participant),
                "choice": each.choice.value,
                "weight": each.weight,
                "members": [name(code) for code in each.on_behalf_of],
            }
            for each in sorted(adopted.votes, key=lambda one: filed(name(one.participant)))
        ],
        "statements": [
            {
                "name": name(each.participant),
                "kind": each.kind.value,
                "paragraphs": [part for part in each.text.split("\n\n") if part.strip()],
                "on": each.on,
            }
            for each in adopted.statements
        ],
        "annulled": {"on": annulled.on, "reason": annulled.reason} if annulled else None,
        "ledger": asdict(adopted.seal),
    }
