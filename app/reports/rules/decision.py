"""What the print of a body's decision says."""

from collections.abc import Callable
from dataclasses import asdict

from app.participants.rules import filed
from app.reports.rules.freezing import Facts
from app.reports.values import Publisher
from app.reports.values.decisions import Adopted, Cast, Stated


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
        "paragraphs": _paragraphs(adopted.text),
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
            _vote(each, name=name)
            for each in sorted(adopted.votes, key=lambda one: filed(name(one.participant)))
        ],
        "statements": [_statement(each, name=name) for each in adopted.statements],
        "annulled": {"on": annulled.on, "reason": annulled.reason} if annulled else None,
        "ledger": asdict(adopted.seal),
    }


def _vote(cast: Cast, *, name: Callable[[str], str]) -> Facts:
    return {
        "name": name(cast.participant),
        "choice": cast.choice.value,
        "weight": cast.weight,
        "members": [name(code) for code in cast.on_behalf_of],
    }


def _statement(stated: Stated, *, name: Callable[[str], str]) -> Facts:
    return {
        "name": name(stated.participant),
        "kind": stated.kind.value,
        "paragraphs": _paragraphs(stated.text),
        "on": stated.on,
    }


def _paragraphs(text: str) -> list[str]:
    return [each for each in text.split("\n\n") if each.strip()]
