"""What the print of a meeting's report says."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from app.kernel.languages import long_instant
from app.reports.rules.freezing import Facts, frozen
from app.reports.values import Publisher
from app.reports.values.meetings import Held, Settled, Taken, There, Whose

Name = Callable[[str], str]


def meeting_report(held: Held, *, name: Name, seat: ZoneInfo, publisher: Publisher) -> Facts:
    """Give the facts of a meeting's report; the same record gives the same facts."""
    return {
        "title": f"{held.symbol}, meeting {held.number}: report",
        "file_name": f"{held.symbol.replace('/', '-')}-meeting-{held.number}-report",
        "subject": held.address,
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "known_on": held.known_on,
        "symbol": held.symbol,
        "body": held.body,
        "number": held.number,
        "opens": long_instant(held.opens_at, seat),
        "closes": long_instant(held.closes_at, seat),
        "place": held.place,
        "languages": [each.value for each in held.languages],
        "grade": held.sort.value,
        "agenda": frozen(held.agenda),
        "presence": frozen(held.presence),
        "there": [_there(each, name) for each in held.there],
        "settled": [settled(each) for each in held.settled],
        "taken": [_taken(each, name) for each in held.taken],
        "summary": held.summary.split("\n\n") if held.summary else [],
        "ledger": None,
    }


def _there(each: There, name: Name) -> Facts:
    return {
        "name": called(each.whose, name),
        "standing": "alternate" if each.is_alternate else each.standing.value,
        "head": each.head,
        "people": each.people,
    }


def settled(each: Settled) -> Facts:
    """Give what became of a proposal, as prints hold it."""
    return {
        "symbol": each.symbol,
        "title": each.title,
        "outcome": each.outcome.value,
        "manner": each.manner.value if each.manner else None,
        "counts": dict(each.counts) if each.counts else None,
    }


def _taken(each: Taken, name: Name) -> Facts:
    by = [called(one, name) for one in each.by]
    return {"what": each.what, "due_on": each.due_on, "by": by}


def called(whose: Whose, name: Name) -> str:
    """Give what somebody is called: a participant, a person, or the one for the other."""
    if whose.participant is None:
        return whose.name
    return ", ".join(filter(None, (name(whose.participant), whose.name)))
