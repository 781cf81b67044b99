"""A treaty's delays in words: each a whole sentence, so that it can be translated as one."""

from app.kernel.sentences import Sentence
from app.treaties.values.clauses import (
    Days,
    Delay,
    Duration,
    DurationUnit,
    FirstOfMonthAfterDay,
    FirstOfMonthAfterMonths,
    FirstOfNthMonthAfterMonth,
    Immediate,
    Months,
)

NTH = (
    Sentence("first"),
    Sentence("second"),
    Sentence("third"),
    Sentence("fourth"),
    Sentence("fifth"),
    Sentence("sixth"),
    Sentence("seventh"),
    Sentence("eighth"),
    Sentence("ninth"),
    Sentence("tenth"),
    Sentence("eleventh"),
    Sentence("twelfth"),
)
"""The ordinals that count months, from the first."""


def nth(count: int) -> Sentence:
    """Give the ordinal of a month: a word up to the twelfth, then figures."""
    return NTH[count - 1] if count <= len(NTH) else Sentence.of("%(count)sth", count=count)


def after_conditions(delay: Delay) -> Sentence:
    """Say when a treaty enters into force once what it needs has been reached."""
    match delay:
        case Immediate():
            return Sentence("It enters into force on the very day on which this is reached.")
        case Days(count):
            return Sentence.counted(
                "It enters into force %(count)s day after the day on which this is reached.",
                "It enters into force %(count)s days after the day on which this is reached.",
                count,
            )
        case Months(count):
            return Sentence.counted(
                "It enters into force %(count)s month after the day on which this is reached.",
                "It enters into force %(count)s months after the day on which this is reached.",
                count,
            )
        case FirstOfNthMonthAfterMonth(count):
            return Sentence.of(
                "It enters into force on the first day of the %(nth)s month after the month in "
                "which this is reached.",
                nth=nth(count),
            )
        case FirstOfMonthAfterDay(days):
            return Sentence.counted(
                "It enters into force on the first day of the month after the day that follows "
                "by %(count)s day the one on which this is reached.",
                "It enters into force on the first day of the month after the day that follows "
                "by %(count)s days the one on which this is reached.",
                days,
            )
        case FirstOfMonthAfterMonths(months):
            return Sentence.counted(
                "It enters into force on the first day of the month after %(count)s month has "
                "passed since this was reached.",
                "It enters into force on the first day of the month after %(count)s months have "
                "passed since this was reached.",
                months,
            )


def after_deposit(delay: Delay) -> Sentence:
    """Say when a treaty enters into force for one participant after its own deposit."""
    match delay:
        case Immediate():
            return Sentence("It is in force for that participant from the day of its deposit.")
        case Days(count):
            return Sentence.counted(
                "It enters into force for that participant %(count)s day after its deposit.",
                "It enters into force for that participant %(count)s days after its deposit.",
                count,
            )
        case Months(count):
            return Sentence.counted(
                "It enters into force for that participant %(count)s month after its deposit.",
                "It enters into force for that participant %(count)s months after its deposit.",
                count,
            )
        case FirstOfNthMonthAfterMonth(count):
            return Sentence.of(
                "It enters into force for that participant on the first day of the %(nth)s month "
                "after the month of its deposit.",
                nth=nth(count),
            )
        case FirstOfMonthAfterDay(days):
            return Sentence.counted(
                "It enters into force for that participant on the first day of the month after "
                "the day that follows its deposit by %(count)s day.",
                "It enters into force for that participant on the first day of the month after "
                "the day that follows its deposit by %(count)s days.",
                days,
            )
        case FirstOfMonthAfterMonths(months):
            return Sentence.counted(
                "It enters into force for that participant on the first day of the month after "
                "%(count)s month has passed since its deposit.",
                "It enters into force for that participant on the first day of the month after "
                "%(count)s months have passed since its deposit.",
                months,
            )


def after_notice(delay: Duration | Delay) -> Sentence:  # noqa: PLR0911 (one for each kind)
    """Say when a withdrawal takes effect after the depositary has received its notice."""
    match delay:
        case Duration():
            return _after_notice(delay)
        case Immediate():
            return _after_notice(Duration(0, DurationUnit.DAYS))
        case Days(count):
            return _after_notice(Duration(count, DurationUnit.DAYS))
        case Months(count):
            return _after_notice(Duration(count, DurationUnit.MONTHS))
        case FirstOfNthMonthAfterMonth(count):
            return Sentence.of(
                "It takes effect on the first day of the %(nth)s month after the month in which "
                "the depositary receives it.",
                nth=nth(count),
            )
        case FirstOfMonthAfterDay(days):
            return Sentence.counted(
                "It takes effect on the first day of the month after the day that follows its "
                "receipt by %(count)s day.",
                "It takes effect on the first day of the month after the day that follows its "
                "receipt by %(count)s days.",
                days,
            )
        case FirstOfMonthAfterMonths(months):
            return Sentence.counted(
                "It takes effect on the first day of the month after %(count)s month has passed "
                "since its receipt.",
                "It takes effect on the first day of the month after %(count)s months have "
                "passed since its receipt.",
                months,
            )


def _after_notice(duration: Duration) -> Sentence:
    match duration:
        case Duration(0):
            return Sentence("It takes effect on the day on which the depositary receives it.")
        case Duration(count, DurationUnit.YEARS):
            return Sentence.counted(
                "It takes effect %(count)s year after the depositary receives it.",
                "It takes effect %(count)s years after the depositary receives it.",
                count,
            )
        case Duration(count, DurationUnit.MONTHS):
            return Sentence.counted(
                "It takes effect %(count)s month after the depositary receives it.",
                "It takes effect %(count)s months after the depositary receives it.",
                count,
            )
        case Duration(count):
            return Sentence.counted(
                "It takes effect %(count)s day after the depositary receives it.",
                "It takes effect %(count)s days after the depositary receives it.",
                count,
            )


def lockout(duration: Duration) -> Sentence:
    """Say from when on a party may give notice of withdrawal."""
    match duration:
        case Duration(0):
            return Sentence("A party may give notice of withdrawal at any time.")
        case Duration(count, DurationUnit.YEARS):
            return Sentence.counted(
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s year.",
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s years.",
                count,
            )
        case Duration(count, DurationUnit.MONTHS):
            return Sentence.counted(
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s month.",
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s months.",
                count,
            )
        case Duration(count):
            return Sentence.counted(
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s day.",
                "A party may give notice of withdrawal once the treaty has been in force for it "
                "for %(count)s days.",
                count,
            )
