"""Extensions and waivers: asked for, decided by a body, entered by one officer, confirmed by the
director. The register applies what a body decided; it decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.bodies.rules.bodies import LETTERS_IN_CITATION, cites_decision
from app.bodies.values import Matter
from app.kernel.actor import Actor
from app.kernel.errors import Complaint
from app.kernel.writing import is_line, is_prose
from app.obligations.values import (
    LONGEST_REASON,
    LONGEST_SYMBOL,
    Decision,
    DecisionKind,
    Outage,
    RecordKind,
    Source,
)

MATTERS: Mapping[DecisionKind, Matter] = {
    DecisionKind.EXTEND: Matter.EXTENSION,
    DecisionKind.REFUSE: Matter.EXTENSION,
    DecisionKind.WAIVE: Matter.WAIVER,
}
"""What a body's decision has to be about."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was done about a deadline, as the ledger has it."""

    index: int
    kind: RecordKind
    content: Mapping[str, Any]
    by: int | None
    at: datetime

    @property
    def until(self) -> date | None:
        """Give the day until which something was asked or decided."""
        text = self.content["until"]
        return date.fromisoformat(text) if text else None

    @property
    def decision(self) -> Decision:
        """Give the decision that was entered."""
        kind = DecisionKind(self.content["decision"])
        return Decision(kind, self.content["symbol"], self.until)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a deadline's extension stands."""

    asked: Said | None = None
    """The request that waits for a decision."""
    entered: Said | None = None
    """The decision that waits for the director; the last one entered counts."""


def progress(said: Sequence[Said]) -> Progress:
    """Follow what was done about a deadline, in the ledger's order, to where it stands."""
    found = Progress()
    for each in said:
        match each.kind:
            case RecordKind.ASKED:
                found = Progress(asked=each, entered=found.entered)
            case RecordKind.ENTERED:
                found = Progress(asked=found.asked, entered=each)
            case _:
                found = Progress()
    return found


def wrong_with_request(
    until: date | None, reason: str, *, last_day: date, waits: bool, met: bool
) -> Iterator[Complaint]:
    """Give what is wrong with asking for an extension."""
    if met:
        yield Complaint("This has been filed or waived already: there is nothing to extend.")
    if waits:
        yield Complaint("An extension has been asked for already, and waits for a decision.")
    if until is None:
        yield Complaint("Give the day until which you ask, as 2027-03-14.", field="until")
    elif until <= last_day:
        yield Complaint("Give a day after the one on which it is due.", field="until")
    yield from _wrong_with_text(reason, "reason", LONGEST_REASON)


def wrong_with_decision(
    decision: Decision, *, last_day: date, asked: bool, met: bool
) -> Iterator[Complaint]:
    """Give what is wrong with a decision that an officer enters."""
    if met:
        yield Complaint("This has been filed or waived already: a decision would change nothing.")
    if decision.kind is DecisionKind.REFUSE and not asked:
        yield Complaint("No extension has been asked for, so none can be refused.", field="kind")
    if decision.kind is DecisionKind.EXTEND:
        if decision.until is None:
            yield Complaint("Give the day until which it is extended.", field="until")
        elif decision.until <= last_day:
            yield Complaint("Give a day after the one on which it is due.", field="until")


def wrong_with_source(
    decision: Decision, source: Source | None, *, participant: str
) -> Iterator[Complaint]:
    """Give what is wrong with where something was decided about a participant's deadline.

    ``source`` is the decision of the symbol, if one stands adopted; what a body decided elsewhere
    has no symbol of ours, and is cited.
    """
    symbol = decision.symbol
    if not symbol:
        yield Complaint(
            "Name the decision by its symbol, or cite where it was taken.", field="symbol"
        )
    elif len(symbol) > LONGEST_SYMBOL or not is_line(symbol):
        yield Complaint("This is no symbol of a decision.", field="symbol")
    elif not cites_decision(symbol):
        if sum(map(str.isalpha, symbol)) < LETTERS_IN_CITATION:
            yield Complaint(
                "Cite where it was decided, such as “Statute, article 4”.", field="symbol"
            )
    elif source is None:
        yield Complaint(
            "No decision of this symbol stands adopted. Choose one of those offered.",
            field="symbol",
        )
    elif source.matter is not MATTERS[decision.kind] or source.participant != participant:
        yield Complaint(
            "That decision is about something else. Choose one of those offered.", field="symbol"
        )


def wrong_with_confirming(entered: Said | None, *, by: Actor) -> Iterator[Complaint]:
    """Give what keeps somebody from confirming what was entered."""
    if entered is None:
        yield Complaint("No decision waits for confirmation.")
    elif entered.by is not None and entered.by == by.account:
        yield Complaint("Whoever entered a decision cannot confirm it.")


def wrong_with_outage(outage: Outage, *, at: datetime) -> Iterator[Complaint]:
    """Give what is wrong with an outage that somebody records."""
    if outage.until <= outage.since:
        yield Complaint("Give an end that comes after the beginning.", field="until")
    if outage.until > at:
        yield Complaint("Record an outage when it is over.", field="until")
    yield from _wrong_with_text(outage.reason, "reason", LONGEST_REASON)


def request_content(deadline: str, *, until: date, reason: str) -> dict[str, Any]:
    """Give what the ledger's entry about a request commits to."""
    return {"deadline": deadline, "until": until.isoformat(), "reason": reason}


def decision_content(deadline: str, decision: Decision) -> dict[str, Any]:
    """Give what the ledger's entry about a decision commits to, entered or confirmed."""
    return {
        "deadline": deadline,
        "decision": decision.kind.value,
        "symbol": decision.symbol,
        "until": decision.until.isoformat() if decision.until else None,
    }


def outage_content(number: int, outage: Outage) -> dict[str, Any]:
    """Give what the ledger's entry about an outage commits to."""
    return {
        "outage": number,
        "since": outage.since,
        "until": outage.until,
        "reason": outage.reason,
    }


def _wrong_with_text(text: str, field: str, most: int) -> Iterator[Complaint]:
    if not text:
        yield Complaint("Give the reason.", field=field)
    elif not is_prose(text):
        yield Complaint("This holds characters that cannot be seen. Leave them out.", field=field)
    elif len(text) > most:
        yield Complaint("At most %(most)s characters are accepted here.", {"most": most}, field)
