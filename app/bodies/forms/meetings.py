"""What people post about meetings: plans, agendas, delegations, who was there, summaries.

An item's fields end in its place in the form; an item whose title is left empty is none.
"""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from app.bodies.forms.sheet import Sheet
from app.bodies.values import Class
from app.bodies.values.bodies import LONGEST_REASON
from app.bodies.values.meetings import (
    LONGEST_ITEM_MINUTES,
    LONGEST_LINK,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_DELEGATES,
    MOST_PAPERS,
    Delegation,
    Item,
    MeetingPlan,
)
from app.kernel.errors import Complaint
from app.kernel.languages import Language
from app.kernel.writing import is_line, tidy

CLASSES = {each.value: each for each in Class}
PLACE = re.compile(r"title-([1-9]\d{0,2})", re.ASCII)
WRITTEN = "%Y-%m-%dT%H:%M"
LONGEST_SYMBOL = 80
LONGEST_DELEGATE = 200

Posted = Mapping[str, str]


def plan(sheet: Sheet, *, seat: ZoneInfo) -> MeetingPlan:
    """Read when and where a meeting is to be."""
    posted = sheet.posted
    return MeetingPlan(
        opens_at=sheet.instant("opens_at", missing="Say when it opens.", seat=seat),
        closes_at=sheet.instant("closes_at", missing="Say when it ends.", seat=seat),
        place=sheet.line("place", most=LONGEST_PLACE),
        link=sheet.line("link", most=LONGEST_LINK),
        languages=tuple(each for each in Language if posted.get(f"language-{each}")),
        sort=sheet.word("sort", CLASSES, missing="Choose who may read about it."),
        papers_due_on=sheet.day_if_any("papers_due_on"),
    )


def agenda(sheet: Sheet) -> Sequence[tuple[Item, Sequence[str]]]:
    """Read an agenda: each item, with the symbols of the papers under it."""
    filled_in = [each for each in places(sheet.posted) if sheet.posted[f"title-{each}"].strip()]
    items = [(_item(sheet, each), _symbols(sheet, f"papers-{each}")) for each in filled_in]
    return sorted(items, key=lambda each: each[0].number)


def places(posted: Posted) -> Sequence[int]:
    """Give the places of the items that a form has, filled in or not, in order."""
    return sorted(int(found.group(1)) for name in posted if (found := PLACE.fullmatch(name)))


def filled(
    given: MeetingPlan, items: Sequence[Item], symbols: Mapping[UUID, str], *, seat: ZoneInfo
) -> Mapping[str, str]:
    """Give a plan and an agenda as the form shows them; ``symbols`` are its papers', by id."""
    found = {
        "opens_at": given.opens_at.astimezone(seat).strftime(WRITTEN),
        "closes_at": given.closes_at.astimezone(seat).strftime(WRITTEN),
        "place": given.place,
        "link": given.link,
        "sort": given.sort.value,
        "papers_due_on": given.papers_due_on.isoformat() if given.papers_due_on else "",
        **{f"language-{each}": "yes" for each in given.languages},
    }
    for place, each in enumerate(items, start=1):
        found |= {
            f"number-{place}": str(each.number),
            f"title-{place}": each.title,
            f"minutes-{place}": str(each.minutes or ""),
            f"note-{place}": each.note,
            f"papers-{place}": "\n".join(symbols[one] for one in each.papers if one in symbols),
        }
    return found


def reason(sheet: Sheet, *, missing: str) -> str:
    """Read why a meeting is changed or cancelled."""
    return sheet.prose("reason", missing=missing, most=LONGEST_REASON)


def summary(sheet: Sheet) -> str:
    """Read what its chair says of a meeting."""
    return sheet.prose("summary", missing="Write what the chair says of it.", most=LONGEST_SUMMARY)


def delegation(sheet: Sheet) -> Delegation:
    """Read who comes for a seat: who leads, and the others, one a line."""
    head = sheet.line("head", missing="Say who comes, or leads those who come.")
    lines = [tidy(each) for each in sheet.posted.get("delegates", "").splitlines()]
    delegates = tuple(dict.fromkeys(filter(None, lines)))
    if len(delegates) > MOST_DELEGATES:
        sheet.complaints.append(
            Complaint(
                "At most %(most)s people come beside whoever leads them.",
                {"most": MOST_DELEGATES},
                field="delegates",
            )
        )
    if not all(is_line(each) and len(each) <= LONGEST_DELEGATE for each in delegates):
        sheet.complaints.append(
            Complaint(
                "Write one name a line, each of at most %(most)s characters that can be seen.",
                {"most": LONGEST_DELEGATE},
                field="delegates",
            )
        )
    return Delegation(head=head, delegates=delegates)


def _item(sheet: Sheet, place: int) -> Item:
    number = sheet.number_if_any(f"number-{place}", most=999)
    return Item(
        number=place if number is None else number,
        title=sheet.line(f"title-{place}", most=LONGEST_TITLE),
        minutes=sheet.number_if_any(f"minutes-{place}", most=LONGEST_ITEM_MINUTES),
        note=sheet.prose(f"note-{place}", most=LONGEST_NOTE),
    )


def _symbols(sheet: Sheet, name: str) -> Sequence[str]:
    found = [tidy(each)[:LONGEST_SYMBOL] for each in sheet.posted.get(name, "").splitlines()]
    symbols = list(dict.fromkeys(filter(None, found)))
    if len(symbols) > MOST_PAPERS:
        sheet.complaints.append(
            Complaint(
                "At most %(most)s papers stand under one item.", {"most": MOST_PAPERS}, field=name
            )
        )
    return symbols
