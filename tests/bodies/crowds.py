"""A great deal in one body, straight as rows: what is listed, counted and read by class."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.bodies.models import (
    Body,
    Circular,
    Decision,
    Meeting,
    Paper,
    PaperLanguage,
    PaperSponsor,
    Seat,
    SilenceProcedure,
    Task,
)
from app.bodies.rules.searching import folded
from app.bodies.values import Class, Manner, Matter, Outcome, Standing
from app.bodies.values.meetings import MeetingState
from app.bodies.values.papers import PaperKind, PaperSymbol
from app.bodies.values.tasks import TaskKind, TaskState
from app.kernel.languages import Language
from tests.bodies.builders import FOUNDED

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
ON = AT.date()
Row = dict[str, Any]


def crowd(
    session: Session,
    body: Body,
    *,
    members: Sequence[str] = (),
    papers: int = 0,
    decisions: int = 0,
    meetings: int = 0,
    tasks: int = 0,
    circulars: int = 0,
    classes: Sequence[Class] = (Class.UNCLASSIFIED,),
) -> None:
    """Lay many of each into a body, their classes in turn."""
    sorts = cycle(classes)
    for table, rows in (
        (Seat, [_seat(body, code) for code in members]),
        (Paper, [_paper(body, each, next(sorts)) for each in range(1, papers + 1)]),
        (Decision, [_decision(body, each, next(sorts)) for each in range(1, decisions + 1)]),
        (Meeting, [_meeting(body, each, next(sorts)) for each in range(1, meetings + 1)]),
        (Task, [_task(body, each, next(sorts)) for each in range(1, tasks + 1)]),
        (Circular, [_circular(body, each, next(sorts)) for each in range(1, circulars + 1)]),
    ):
        if rows:
            session.execute(insert(table), rows)
            if table is Paper:
                _issue(session, rows, members)


def of_each_class(session: Session, body: Body) -> None:
    """Lay one of everything that has a class into a body, of each class."""
    every = list(Class)
    many = len(every)
    crowd(
        session, body, papers=many, decisions=many, meetings=many, tasks=many, circulars=many,
        classes=every,
    )  # fmt: skip
    running = [
        _decision(body, number, sort) | _undecided() for number, sort in enumerate(every, many + 1)
    ]
    session.execute(insert(Decision), running)
    session.execute(insert(SilenceProcedure), [_silence(body, each["id"]) for each in running])


def _seat(body: Body, code: str) -> Row:
    return {
        "id": uuid4(), "body_id": body.id, "standing": Standing.MEMBER, "participant": code,
        "name": "", "since": FOUNDED, "recorded_at": AT, "version": 1,
    }  # fmt: skip


def _paper(body: Body, number: int, sort: Class) -> Row:
    kind = list(PaperKind)[number % len(PaperKind)]
    symbol = PaperSymbol(body.symbol, 2025 + number % 3, kind, number)
    return {
        "id": uuid4(), "body_id": body.id, "year": symbol.year, "kind": kind, "serial": number,
        "symbol": str(symbol), "slug": symbol.slug, "title": f"Draft text {number}",
        "sort": sort, "reserved_at": AT, "issued_at": AT + timedelta(minutes=number),
        "given_up_because": "", "version": 1,
    }  # fmt: skip


def _issue(session: Session, rows: Sequence[Row], members: Sequence[str]) -> None:
    """Issue papers in English, each submitted by two of the members."""
    languages = [
        {
            "paper_id": each["id"], "language": Language.ENGLISH, "title": each["title"],
            "text": f"1. What {each['title']} says.", "folded": folded(each["title"]),
            "issued_on": ON, "recorded_at": AT,
        }
        for each in rows
    ]  # fmt: skip
    session.execute(insert(PaperLanguage), languages)
    if len(members) > 1:
        session.execute(insert(PaperSponsor), list(_sponsored(rows, members)))


def _sponsored(rows: Sequence[Row], members: Sequence[str]) -> Iterator[Row]:
    codes = cycle(members)
    for each in rows:
        for code in islice(codes, 2):
            yield {"paper_id": each["id"], "participant": code}


def _decision(body: Body, number: int, sort: Class) -> Row:
    return {
        "id": uuid4(), "body_id": body.id, "title": f"Report {number} is adopted", "text": "It is.",
        "sha256": "0" * 64, "sort": sort, "matter": Matter.TEXT, "about": "",
        "manner": Manner.CONSENSUS, "outcome": Outcome.ADOPTED, "serial": number,
        "symbol": f"{body.symbol}/D.{number}", "proposed_at": AT, "decided_on": ON,
        "decided_at": AT + timedelta(minutes=number), "follow_up": "", "note": "", "version": 1,
    }  # fmt: skip


def _undecided() -> Row:
    return {
        "manner": Manner.SILENCE, "outcome": None, "serial": None, "symbol": None,
        "decided_on": None, "decided_at": None,
    }  # fmt: skip


def _silence(body: Body, proposal: UUID) -> Row:
    expires_at = AT + timedelta(days=60)
    return {
        "id": uuid4(), "decision_id": proposal, "body_id": body.id, "sha256": "0" * 64,
        "entitled": [], "opened_on": ON, "opened_at": AT, "expires_at": expires_at,
        "original_expires_at": expires_at, "version": 1,
    }  # fmt: skip


def _meeting(body: Body, number: int, sort: Class) -> Row:
    opens_at = AT + timedelta(days=7 * number)
    return {
        "id": uuid4(), "body_id": body.id, "number": number, "opens_at": opens_at,
        "closes_at": opens_at + timedelta(hours=8), "place": "Vienna", "link": "",
        "languages": ["en"], "sort": sort, "state": MeetingState.PLANNED, "reason": "",
        "summary": "", "edition": 1, "lists": 0, "sequence": 0, "version": 1,
    }  # fmt: skip


def _task(body: Body, number: int, sort: Class) -> Row:
    return {
        "id": uuid4(), "body_id": body.id, "kind": list(TaskKind)[number % len(TaskKind)],
        "number": number, "what": f"Draft {number}", "due_on": date(2027, 1, 1 + number % 28),
        "sort": sort, "state": TaskState.ACTIVE, "deliverable": "", "version": 1,
    }  # fmt: skip


def _circular(body: Body, number: int, sort: Class) -> Row:
    return {
        "id": uuid4(), "body_id": body.id, "serial": number,
        "symbol": f"{body.symbol}/CIRC.{number}", "subject": f"Circular {number}", "text": "Read.",
        "sort": sort, "standings": ["member"], "to_some": False, "issued_on": ON, "issued_at": AT,
    }  # fmt: skip
