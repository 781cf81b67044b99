"""Whether an answer is of the kind that its question asks for, and within its limits."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.declarations.values.figures import WHOLE, WRITTEN, Basis, Unanswered
from app.declarations.values.forms import SEVERAL, Kind, Question
from app.kernel import days
from app.kernel.sentences import Sentence
from app.kernel.writing import is_line, is_prose, tidy

MOST_LISTED = 250
LONGEST_REASON = 500
LONGEST_REFERENCE = 60
LONGEST_FILE_NAME = 200

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
ADDRESS = re.compile(r"https?://\S+")
CODE = re.compile(r"[A-Z]{3}|EU")
REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{64}")
DOCUMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

NOT_TEXT = Sentence.of("A text is expected here.")
UNSEEN = Sentence.of("The text holds characters that cannot be seen. Type it anew.")
NO_FIGURE = Sentence.of("Write a number as in 12, 0.5 or 1.2e25, without spaces or signs.")


def wrong(question: Question, answer: Any) -> Sentence | None:
    """Give what is wrong with an answer by itself, or None."""
    if isinstance(answer, Mapping) and "none" in answer:
        return _stand_in(question, answer)
    if question.kind in SEVERAL:
        return _several(question, answer)
    return ONE[question.kind](question, answer)


def _stand_in(question: Question, answer: Mapping[str, Any]) -> Sentence | None:
    """Judge what stands in an answer's place."""
    kind, reason = answer["none"], answer.get("reason")
    if kind not in [each.value for each in question.allows]:
        return Sentence.of("An answer is needed here: it cannot be left open or withheld.")
    if answer.keys() - ({"none", "reason"} if kind == Unanswered.WITHHELD else {"none"}):
        return Sentence.of("Nothing else stands beside “nil” and “not applicable”.")
    if kind != Unanswered.WITHHELD:
        return None
    if not isinstance(reason, str) or not reason.strip():
        return Sentence.of("Say why the answer is withheld.")
    return _text(reason, most=LONGEST_REASON, seen=is_line)


def _several(question: Question, answers: Any) -> Sentence | None:
    if not isinstance(answers, list) or not answers:
        return Sentence.of("A list is expected here, with at least one entry.")
    if len(answers) > MOST_LISTED:
        return Sentence.of("At most %(most)s entries are accepted here.", most=MOST_LISTED)
    for place, each in enumerate(answers):
        if fault := ONE[question.kind](question, each):
            return fault
        if each in answers[:place]:
            return Sentence.of("“%(entry)s” stands there twice.", entry=each)
    return None


def _text(answer: Any, *, most: int, seen: Callable[[str], bool]) -> Sentence | None:
    if not isinstance(answer, str) or not answer.strip():
        return NOT_TEXT
    if len(answer) > most:
        return Sentence.of("At most %(most)s characters are accepted here.", most=most)
    if not seen(answer):
        return UNSEEN
    if tidy(answer) != answer:
        return Sentence.of("Take out the space before or after the text.")
    return None


def _line(question: Question, answer: Any) -> Sentence | None:
    return _text(answer, most=question.longest, seen=is_line)


def _prose(question: Question, answer: Any) -> Sentence | None:
    return _text(answer, most=question.longest, seen=is_prose)


def _shaped(shape: re.Pattern[str], message: str) -> Callable[[Question, Any], Sentence | None]:
    """Give the judge of texts that have one shape."""

    def judge(question: Question, answer: Any) -> Sentence | None:
        fits = isinstance(answer, str) and shape.fullmatch(answer) is not None
        if not fits or (question.longest and len(answer) > question.longest):
            return Sentence.of(message)
        return None if is_line(answer) else UNSEEN

    return judge


def _choice(question: Question, answer: Any) -> Sentence | None:
    if answer in [choice.value for choice in question.choices]:
        return None
    titles = tuple(choice.title for choice in question.choices)
    return Sentence.of("Choose one of: %(choices)s.", choices=", ".join(titles))


def _flag(_question: Question, answer: Any) -> Sentence | None:
    return None if isinstance(answer, bool) else Sentence.of("Answer yes or no.")


def _day(_question: Question, answer: Any) -> Sentence | None:
    if isinstance(answer, str) and days.read(answer):
        return None
    return Sentence.of("Write a date as in 2027-03-14.")


def instant(answer: Any) -> datetime | None:
    """Give the instant that an answer writes with its zone, or None."""
    if not isinstance(answer, str) or not INSTANT.fullmatch(answer):
        return None
    try:
        return datetime.fromisoformat(answer)
    except ValueError:
        return None  # such as the 25th hour


def _instant(_question: Question, answer: Any) -> Sentence | None:
    if instant(answer):
        return None
    return Sentence.of("Write a date, a time and its zone as in 2027-03-14T09:30+01:00.")


def _file(_question: Question, answer: Any) -> Sentence | None:
    match answer:
        case {"document": str(document), "name": str(name), "sha256": str(digest), **rest}:
            whole = DOCUMENT.fullmatch(document) and DIGEST.fullmatch(digest) and not rest
            named = _text(name, most=LONGEST_FILE_NAME, seen=is_line) is None
            if whole and named:
                return None
    return Sentence.of("Attach a file.")


def _figure(question: Question, answer: Any) -> Sentence | None:
    if not isinstance(answer, Mapping) or answer.keys() - {"value", "unit", "basis", "factor"}:
        return NO_FIGURE
    if answer.get("unit") not in question.units:
        return Sentence.of("The unit is one of: %(units)s.", units=", ".join(question.units))
    basis = answer.get("basis", Basis.MEASURED)
    if basis not in list(Basis):
        return Sentence.of("Say whether it was measured, declared by the operator, or estimated.")
    return _number(question, answer.get("value")) or _factor(basis, answer.get("factor"))


def _number(question: Question, value: Any) -> Sentence | None:
    if not isinstance(value, str) or not WRITTEN.fullmatch(value):
        return NO_FIGURE
    if question.whole and not WHOLE.fullmatch(value):
        return Sentence.of("Write a whole number.")
    if question.most is not None and Decimal(value) > question.most:
        return Sentence.of("At most %(most)s is possible here.", most=str(question.most))
    return None


def _factor(basis: str, factor: Any) -> Sentence | None:
    if basis != Basis.ESTIMATED:
        return None if factor is None else Sentence.of("Only an estimate has a factor.")
    if not isinstance(factor, str) or not WRITTEN.fullmatch(factor) or Decimal(factor) < 1:
        return Sentence.of("Say within what factor it is estimated, a number from 1.")
    return None


_code = _shaped(CODE, "Write a state's code of three capital letters, as in CAN, or EU.")
_reference = _shaped(REFERENCE, "Write an identifier of the register, as in FAC-CAN-0001.")

ONE: Mapping[Kind, Callable[[Question, Any], Sentence | None]] = {
    Kind.LINE: _line,
    Kind.PROSE: _prose,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.INSTANT: _instant,
    Kind.EMAIL: _shaped(EMAIL, "Write an e-mail address as in name@example.org."),
    Kind.PHONE: _shaped(PHONE, "Write a telephone number with its country, as in +4315550100."),
    Kind.ADDRESS: _shaped(ADDRESS, "Write an address that begins with https://."),
    Kind.CODE: _code,
    Kind.CODES: _code,
    Kind.REGION: _shaped(REGION, "Write a region by ISO 3166-2, as in CA-QC."),
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _reference,
    Kind.FILE: _file,
    Kind.FIGURE: _figure,
}
"""Who judges one answer of each kind."""
