"""Printing the governing body's papers at once, as a worker would print them."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from app.commands.reports import put_on_paper
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports.forms import papers as forms
from app.reports.operations import papers as operations
from app.reports.operations.papers import Making
from app.reports.queries import house
from app.reports.queries import papers as queries
from app.reports.rules import LANGUAGE
from app.reports.rules.freezing import Facts, frozen
from app.reports.values import Among, Question
from app.treaties.rules.document import short_name

Asked = Mapping[str, str]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of the command that prints a paper."""
    one = commands.add_parser("paper", help="print one of the governing body's papers")
    one.add_argument("paper", metavar="PAPER", choices=sorted(PAPERS), help=", ".join(PAPERS))
    one.add_argument("--year", default="", help="of timeliness and the annual report")
    one.add_argument("--period", default="", help="of the status of submission")
    one.add_argument(
        "--among", default="", choices=["", *Among], help="which treaties are on the sheet"
    )
    one.add_argument(
        "--known-on", default="", metavar="DATE", help="as the register knew it on this day"
    )
    one.add_argument("-o", dest="file", type=Path, required=True, metavar="FILE.pdf")
    one.set_defaults(run=_paper)


def _paper(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Print a paper into a file.

    Raises:
        NotFound: there is no paper of this year, period or day.
        Unprintable: it cannot be printed; nothing is written.
        OSError: the file cannot be written.

    """
    facts_of, kind = PAPERS[arguments.paper]
    asked = {name: getattr(arguments, name) for name in ("year", "period", "among", "known_on")}
    with runtime.database.read(by=SYSTEM) as session:
        facts = facts_of(session, asked, _making(runtime))
    put_on_paper(frozen(facts), kind, arguments.file)


def _making(runtime: Runtime) -> Making:
    everybody = roll(runtime.facts)
    return Making(
        by=SYSTEM,
        at=runtime.clock.now(),
        name=lambda code: short_name(code, roll=everybody, language=LANGUAGE),
        roll=everybody,
        house=house(runtime),
    )


def _timeliness(session: Session, asked: Asked, making: Making) -> Facts:
    rows = queries.deadlines(session, by=making.by, at=making.at, house=making.house)
    return operations.timeliness_facts(rows, asked, making)


def _submissions(session: Session, asked: Asked, making: Making) -> Facts:
    rows = queries.deadlines(session, by=making.by, at=making.at, house=making.house)
    return operations.submissions_facts(rows, asked, making)


def _ratification(session: Session, asked: Asked, making: Making) -> Facts:
    question = Question(making.on, forms.known_on(asked, today=making.on))
    return operations.ratification_facts(session, forms.among(asked), question, making)


def _annual(session: Session, asked: Asked, making: Making) -> Facts:
    facts, _years = operations.annual_report(session, asked, making)
    return facts


PAPERS: Mapping[str, tuple[Callable[[Session, Asked, Making], Facts], DocumentKind]] = {
    "timeliness": (_timeliness, DocumentKind.PAPER_TIMELINESS),
    "submissions": (_submissions, DocumentKind.PAPER_SUBMISSIONS),
    "ratification": (_ratification, DocumentKind.PAPER_RATIFICATION),
    "annual": (_annual, DocumentKind.PAPER_ANNUAL),
}
"""What gives each paper's facts, and as what it is printed."""
