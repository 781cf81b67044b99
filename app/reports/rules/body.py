"""What the print of a body's report to its parent says."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from app.kernel.languages import long_instant
from app.reports.rules.freezing import Facts, frozen
from app.reports.rules.meeting import called, settled
from app.reports.values import Publisher
from app.reports.values.bodies import Met, Officer, Planned, Progress

Name = Callable[[str], str]


def body_report(found: Progress, *, name: Name, seat: ZoneInfo, publisher: Publisher) -> Facts:
    """Give the facts of a body's report; the same record gives the same facts."""
    return {
        "title": f"{found.symbol}: report, {found.since.isoformat()} to {found.until.isoformat()}",
        "file_name": f"{found.symbol.replace('/', '-')}-report-{found.until.isoformat()}",
        "subject": f"{found.address}/report",
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "known_on": found.until,
        "symbol": found.symbol,
        "body": found.name,
        "parent": found.parent,
        "since": found.since,
        "until": found.until,
        "state": found.state.value,
        "mandate": found.mandate.split("\n\n"),
        "authority": found.authority,
        "term": frozen(found.term),
        "members": found.members,
        "bureau": [_officer(each, name) for each in found.bureau],
        "planned": [_planned(each) for each in found.planned],
        "met": [_met(each, seat) for each in found.met],
        "issued": frozen(found.issued),
        "settled": [settled(each) for each in found.settled],
        "ledger": None,
    }


def _officer(each: Officer, name: Name) -> Facts:
    return {
        "office": each.office.value,
        "who": called(each.whose, name),
        "since": each.span.since,
        "until": each.span.until,
    }


def _planned(each: Planned) -> Facts:
    return {
        "number": each.number,
        "what": each.what,
        "due_on": each.due_on,
        "state": each.state.value,
        "days_late": each.days_late,
    }


def _met(each: Met, seat: ZoneInfo) -> Facts:
    return {
        "number": each.number,
        "opened": long_instant(each.opened_at, seat),
        "place": each.place,
        "presence": frozen(each.presence),
    }
