"""The depositary's commands: load a treaty, record and correct acts, tell the status."""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.commands import reports
from app.commands.treaty_files import acts_in, definition_in
from app.commands.treaty_text import lines
from app.kernel.actor import SYSTEM
from app.kernel.errors import Complaint, Invalid
from app.kernel.runtime import Runtime
from app.kernel.tables_out import as_csv
from app.participants.queries import roll as roll_of
from app.treaties import operations, queries
from app.treaties.forms.items import day
from app.treaties.rules.document import status_document
from app.treaties.rules.export import status_table

ACTION = re.compile(r"([a-z0-9-]+)/([1-9]\d{0,8})", re.ASCII)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parsers of these commands."""
    treaty = commands.add_parser("treaty", help="load a treaty, record its acts, tell its status")
    inside = treaty.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _loading(inside)
    _recording(inside)
    _correcting(inside)
    _telling(inside)
    _reporting(inside)


def _loading(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    load = inside.add_parser("load", help="add a treaty's definition, or verify it")
    load.add_argument("file", type=Path, metavar="FILE.json")
    load.set_defaults(run=_load)


def _recording(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    actions = inside.add_parser("actions", help="record treaty actions, all or none")
    actions.add_argument("treaty", metavar="ID")
    actions.add_argument("file", type=Path, metavar="FILE.csv")
    _notifying(actions)
    actions.set_defaults(run=_record)


def _correcting(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    correct = inside.add_parser("correct", help="replace one recorded action by a right one")
    correct.add_argument("action", type=_action, metavar="ACTION", help="such as mine-ban/12")
    correct.add_argument("file", type=Path, metavar="FILE.csv", help="with one row")
    _notifying(correct)
    correct.add_argument("--reason", required=True, metavar="TEXT", help="and on whose authority")
    correct.set_defaults(run=_correct)


def _notifying(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--notify",
        action="store_true",
        help="where the Agency is the depositary, notify those entitled",
    )


def _telling(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    status = inside.add_parser("status", help="tell who is bound, and since when")
    status.add_argument("treaty", metavar="ID")
    status.add_argument("--as-of", type=_day, metavar="DATE", help="today, unless given")
    status.add_argument("--known-on", type=_day, metavar="DATE", help="by what was recorded then")
    status.add_argument("--format", choices=("text", "json", "csv"), default="text")
    status.set_defaults(run=_status)


def _reporting(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report = inside.add_parser("report", help="print the ratification status report")
    report.add_argument("treaty", metavar="ID")
    report.add_argument("--as-of", type=_day, metavar="DATE", help="today, unless given")
    report.add_argument("--known-on", type=_day, metavar="DATE", help="by what was recorded then")
    report.add_argument("-o", dest="file", type=Path, required=True, metavar="FILE.pdf")
    report.set_defaults(run=reports.write)


def _action(text: str) -> tuple[str, int]:
    named = ACTION.fullmatch(text)
    if named is None:
        raise argparse.ArgumentTypeError("name an action as in mine-ban/12")
    return named[1], int(named[2])


def _day(text: str) -> date:
    on = day(text)
    if on is None:
        raise argparse.ArgumentTypeError("write a date of the years 1800 to 2199 as in 1999-03-01")
    return on


def _load(arguments: argparse.Namespace, runtime: Runtime) -> None:
    roll = roll_of(runtime.facts)
    definition, indicators = definition_in(arguments.file, roll=roll)
    with runtime.database.write(by=SYSTEM) as session:
        at = runtime.clock.now()
        new = operations.load(session, definition, indicators, by=SYSTEM, at=at)
    done = "Loaded" if new else "The register has exactly this"
    _say(f"{done}: {definition.id}, {definition.title}.")


def _record(arguments: argparse.Namespace, runtime: Runtime) -> None:
    roll, today = roll_of(runtime.facts), runtime.today()
    with runtime.database.read(by=SYSTEM) as session:
        definition = queries.dossier(session, arguments.treaty).definition
    rows = acts_in(arguments.file, precedent=definition.precedent, roll=roll, today=today)
    with runtime.database.write(by=SYSTEM) as session:
        recorded = operations.record(
            session,
            arguments.treaty,
            list(rows.values()),
            roll=roll,
            by=SYSTEM,
            at=runtime.clock.now(),
            today=today,
            lines=list(rows),
            papers=[{} for _ in rows] if arguments.notify else None,
        )
    _warn(recorded.warnings)
    first, *rest = [f"{definition.id}/{act.number}" for act in recorded.acts]
    if rest:
        _say(f"Recorded {len(recorded.acts)} acts, {first} to {rest[-1]}.")
    else:
        _say(f"Recorded as {first}.")
    _say(*(f"Notified as {number}." for number in recorded.notified))


def _correct(arguments: argparse.Namespace, runtime: Runtime) -> None:
    roll, today = roll_of(runtime.facts), runtime.today()
    treaty_id, number = arguments.action
    rows = acts_in(arguments.file, precedent=False, roll=roll, today=today)
    if len(rows) > 1:
        raise Invalid.because("The file has more than one row. Correct one record at a time.")
    [(line, act)] = rows.items()
    with runtime.database.write(by=SYSTEM) as session:
        recorded = operations.correct(
            session,
            treaty_id,
            number,
            act,
            reason=arguments.reason,
            roll=roll,
            by=SYSTEM,
            at=runtime.clock.now(),
            today=today,
            line=line,
            papers=[{}] if arguments.notify else None,
        )
    _warn(recorded.warnings)
    _say(f"{treaty_id}/{number} is corrected by {treaty_id}/{recorded.acts[0].number}.")
    _say(*(f"Notified as {number}." for number in recorded.notified))


def _status(arguments: argparse.Namespace, runtime: Runtime) -> None:
    roll = roll_of(runtime.facts)
    with runtime.database.read(by=SYSTEM) as session:
        course = queries.course(session, arguments.treaty, roll=roll, known_on=arguments.known_on)
    status = course.on(arguments.as_of or runtime.today())
    match arguments.format:
        case "json":
            document = status_document(status, roll=roll)
            _say(json.dumps(document, ensure_ascii=False, indent=1))
        case "csv":
            table = status_table(status, roll=roll)
            sys.stdout.buffer.write(as_csv(table.header, table.rows))
        case _:
            _say(*lines(course.definition, status, roll=roll))


def _say(*told: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in told)


def _warn(warnings: Iterable[Complaint]) -> None:
    sys.stderr.writelines(f"{warning}\n" for warning in warnings)
