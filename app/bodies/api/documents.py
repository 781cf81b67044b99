"""Bodies and what they have before them as the API tells of them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.bodies.models import Body, BodyMandate, BodyTerm, Bureau, Decision, Meeting, Task
from app.bodies.values import BodyState
from app.bodies.values.paper_lists import Listed
from app.bodies.values.people import Place

Document = Mapping[str, Any]


def summary(of: Body, *, state: BodyState, term: BodyTerm | None, parent: Body | None) -> Document:
    """Give a body in short; ``parent``, where whoever asks may look at it."""
    return {
        "body": of.slug,
        "symbol": of.symbol,
        "kind": of.kind,
        "name": of.name,
        "state": state,
        "public": of.public,
        "parent": parent.slug if parent else None,
        "term": _term(term) if term else None,
        "link": of.address,
    }


def mandate(version: BodyMandate) -> Document:
    """Give a version of a mandate."""
    return {
        "number": version.number,
        "text": version.text,
        "authority": version.authority,
        "adopted_on": _day(version.adopted_on),
    }


def office(held: Bureau, *, participant: str | None) -> Document:
    """Give an office of the bureau; ``participant``, whose seat whoever holds it has."""
    return {
        "office": held.office,
        "name": held.name,
        "participant": participant,
        "from": _day(held.since),
        "until": _day(held.until),
    }


def seat(place: Place) -> Document:
    """Give a seat, as whoever asks may know it."""
    return {
        "standing": place.standing,
        "participant": place.participant,
        "name": place.name or None,
        "alternate": place.alternate_to is not None,
        "from": _day(place.span.since),
        "until": _day(place.span.until),
    }


def meeting(of: Body, each: Meeting) -> Document:
    """Give a meeting; where it can be attended from afar is for those who attend."""
    return {
        "number": each.number,
        "opens_at": each.opens_at.isoformat(timespec="seconds"),
        "closes_at": each.closes_at.isoformat(timespec="seconds"),
        "place": each.place or None,
        "languages": each.languages,
        "class": each.sort,
        "state": each.state,
        "papers_due_on": _day(each.papers_due_on),
        "link": each.address_under(of),
    }


def paper(of: Body, each: Listed) -> Document:
    """Give a paper; of one of which only the number is known, no more than that."""
    return {
        "paper": each.slug,
        "symbol": each.symbol,
        "title": each.title or None,
        "kind": each.kind,
        "class": each.sort if each.is_read else None,
        "state": each.state,
        "languages": [
            {"language": language, "issued_on": _day(on)} for language, on in each.languages
        ],
        "submitted_by": each.sponsors,
        "given_up_because": each.given_up_because or None,
        "link": f"{of.address}/papers/{each.slug}",
    }


def decision(of: Body, each: Decision, *, annulled: Collection[UUID]) -> Document:
    """Give a decision; ``annulled`` are those that were."""
    return {
        "decision": each.ref,
        "symbol": each.symbol,
        "title": each.title,
        "class": each.sort,
        "matter": each.matter,
        "participant": each.participant,
        "manner": each.manner,
        "outcome": each.outcome,
        "annulled": each.id in annulled,
        "decided_on": _day(each.decided_on),
        "counts": each.counts,
        "link": f"{of.address}/decisions/{each.ref}",
    }


def milestone(of: Body, each: Task, *, today: date) -> Document:
    """Give a milestone."""
    return {
        "number": each.number,
        "what": each.what,
        "deliverable": each.deliverable or None,
        "due_on": _day(each.due_on),
        "class": each.sort,
        "state": each.state,
        "late": each.state.is_open and each.due_on < today,
        "link": f"{of.address}/milestones/{each.number}",
    }


def _term(term: BodyTerm) -> Document:
    return {
        "from": _day(term.since),
        "until": _day(term.until),
        "authority": term.authority,
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
