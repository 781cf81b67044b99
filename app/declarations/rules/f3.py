"""F3, a large training run: what the hardware can do, and what the stages before said."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from app.declarations.rules.numbers import short, total
from app.declarations.rules.reading import Reading
from app.declarations.values.problems import Problem
from app.kernel import days
from app.registry.values import Accelerator

BEFORE, ABOVE, AFTER, RELEASED = "A", "B", "C", "D"
EXTERNAL = ("api", "weights")
A_DAY = 86_400


def compute_is_possible(reading: Reading) -> Iterator[Problem]:
    """The compute is no more than the accelerators reach at their peak in the time."""
    name, declared, possible = _compute(reading)
    if declared is not None and possible is not None and declared > possible:
        yield reading.of("compute").problem(
            name,
            "These accelerators reach at most %(possible)s FLOP from the start to the end. Correct "
            "the compute, the accelerators or the dates.",
            possible=short(possible),
        )


def utilisation_is_usual(reading: Reading) -> Iterator[Problem]:
    """Training runs use 10 to 60 per cent of their accelerators' peak."""
    name, declared, possible = _compute(reading)
    if declared is None or not possible or declared > possible:
        return
    used = declared / possible
    least, most = reading.threshold("utilisation_least"), reading.threshold("utilisation_most")
    if not least <= used <= most:
        yield reading.of("compute").warning(
            name,
            "That is %(used)s of the accelerators' peak; %(least)s to %(most)s is usual.",
            used=used,
            least=least,
            most=most,
        )


def ends_after_its_start(reading: Reading) -> Iterator[Problem]:
    """A run ends no earlier than it starts."""
    compute = reading.of("compute")
    for name in ("planned_end", "actual_end"):
        if compute.text(name) and compute.text(name) < compute.text("start"):
            yield compute.problem(name, "The end lies before the start.")


def used_is_near_what_was_declared(reading: Reading) -> Iterator[Problem]:
    """What was used lies within a factor of what was declared before, or is explained."""
    compute, factor = reading.of("compute"), reading.threshold("factor")
    earlier = reading.context.stages.get(ABOVE)
    if earlier is None or _stage(reading) != AFTER or compute.text("comment"):
        return
    declared = Reading(reading.form, earlier, reading.context).of("compute").number("planned")
    used = compute.number("actual")
    if declared and used is not None and not declared / factor <= used <= declared * factor:
        yield compute.problem(
            "comment",
            "At stage B %(declared)s FLOP were declared. Say in a comment why %(used)s were used.",
            declared=short(declared),
            used=short(used),
        )


def after_only_once_declared(reading: Reading) -> Iterator[Problem]:
    """Stage C follows a stage B."""
    if _stage(reading) == AFTER and ABOVE not in reading.context.stages:
        yield reading.of("run").problem(
            "stage", "Stage B of this run has not been filed. File it first."
        )


def released_only_once_ended(reading: Reading) -> Iterator[Problem]:
    """Stage D follows a stage C."""
    if _stage(reading) == RELEASED and AFTER not in reading.context.stages:
        yield reading.of("run").problem(
            "stage", "Stage C of this run has not been filed. File it first."
        )


def a_release_is_external(reading: Reading) -> Iterator[Problem]:
    """Stage D tells of a release to others: by an interface, or of the weights."""
    weights = reading.of("weights")
    given = weights.text("release")
    if _stage(reading) == RELEASED and given and given not in EXTERNAL:
        yield weights.problem(
            "release", "Stage D is for an external release: by an interface, or of the weights."
        )


def released_before_the_end(reading: Reading) -> Iterator[Problem]:
    """A model is seldom released before its training has ended."""
    weights, end = reading.of("weights"), reading.of("compute").text("actual_end")
    if _stage(reading) == RELEASED and end and (on := weights.text("released_on")) and on < end:
        yield weights.warning("released_on", "This lies before the end of the run.")


def missed_stage_a_is_late(reading: Reading) -> Iterator[Problem]:
    """A run that large was due before its start; a missed stage A is allowed, and late."""
    planned = reading.of("compute").number("planned")
    missed = _stage(reading) == ABOVE and BEFORE not in reading.context.stages
    if missed and planned is not None and planned >= reading.threshold("stage_a"):
        yield reading.of("run").warning(
            "stage", "A run of this size was to be declared before its start: stage A is late."
        )


def stage_a_is_in_time(reading: Reading) -> Iterator[Problem]:
    """Stage A is filed 30 days before the start."""
    start, ahead = _day(reading, "start"), int(reading.threshold("days_before"))
    if _stage(reading) != BEFORE or start is None:
        return
    if reading.context.at.date() > start - timedelta(days=ahead):
        yield reading.of("compute").warning(
            "start",
            "Stage A is due %(ahead)s days before the start: this declaration is late.",
            ahead=ahead,
        )


def large_enough(reading: Reading) -> Iterator[Problem]:
    """Below the threshold nothing is owed, and a filing is voluntary."""
    run, planned = reading.of("run"), reading.of("compute").number("planned")
    biological = run.value("biological") is True
    name = {BEFORE: "stage_a", ABOVE: "biological" if biological else "stage_b"}.get(
        _stage(reading)
    )
    if name is None or planned is None or planned >= reading.threshold(name):
        return
    yield reading.of("compute").warning(
        "planned",
        "Below %(threshold)s FLOP this stage is not owed; filed so, it is voluntary.",
        threshold=short(reading.threshold(name)),
    )


def possible_compute(reading: Reading) -> Decimal | None:
    """Give what the accelerators reach at their peak from the start to the end, to the last day.

    None where a type, its peak at the precision or a day is not known, or the end comes first.
    """
    start, end = _day(reading, "start"), _day(reading, "actual_end") or _day(reading, "planned_end")
    known, precision = reading.context.accelerators, reading.of("run").text("precision")
    peaks = [
        (_peak(known.get(line.text("type")), precision), line.number("count"))
        for line in reading.rows("hardware", "accelerators")
    ]
    known_all = peaks and not any(None in pair for pair in peaks)
    if start is None or end is None or end < start or not known_all:
        return None
    seconds = ((end - start).days + 1) * A_DAY
    return total((peak or 0) * (count or 0) for peak, count in peaks) * seconds


def _compute(reading: Reading) -> tuple[str, Decimal | None, Decimal | None]:
    """Give the compute that the stage is about: its question, its number, and what is possible."""
    name = "actual" if _stage(reading) == AFTER else "planned"
    return name, reading.of("compute").number(name), possible_compute(reading)


def _peak(known: Accelerator | None, precision: str) -> Decimal | None:
    return known.peak(int(precision)) if known and precision else None


def _stage(reading: Reading) -> str:
    return reading.of("run").text("stage")


def _day(reading: Reading, name: str) -> date | None:
    return days.read(reading.of("compute").text(name))


RULES = (
    compute_is_possible,
    utilisation_is_usual,
    ends_after_its_start,
    used_is_near_what_was_declared,
    after_only_once_declared,
    released_only_once_ended,
    a_release_is_external,
    released_before_the_end,
    missed_stage_a_is_late,
    stage_a_is_in_time,
    large_enough,
)
