"""F6, implementation measures: each article is carried out, or will be by a day."""

from collections.abc import Iterator

from app.declarations.rules.reading import Group, Reading
from app.declarations.values.problems import Problem

IN_FORCE = "in_force"


def in_force_has_its_day(reading: Reading) -> Iterator[Problem]:
    """A measure in force has the day from which it is; no other one has."""
    for measure in _measures(reading):
        since, status = measure.text("in_force_on"), measure.text("status")
        if status == IN_FORCE and not since:
            yield measure.problem("in_force_on", "Give the day from which it is in force.")
        if since and status not in ("", IN_FORCE):
            yield measure.problem(
                "status", "It has a day from which it is in force, and another status."
            )


def days_run_forwards(reading: Reading) -> Iterator[Problem]:
    """Proposed, then adopted, then in force; some are in force from a day before their adoption."""
    for measure in _measures(reading):
        proposed, adopted = measure.text("proposed_on"), measure.text("adopted_on")
        if proposed and adopted and adopted < proposed:
            yield measure.problem("adopted_on", "It was adopted before it was proposed.")
        if adopted and measure.text("in_force_on") and measure.text("in_force_on") < adopted:
            yield measure.warning("in_force_on", "It is in force from before its adoption.")


def text_can_be_read(reading: Reading) -> Iterator[Problem]:
    """Each measure's text can be read, at an address or in a file."""
    for measure in _measures(reading):
        if not measure.text("address") and measure.value("file") is None:
            yield measure.problem("address", "Give the address of the text, or attach it.")


def every_article_is_covered(reading: Reading) -> Iterator[Problem]:
    """Each article is covered by a measure, or stands under “not yet” with a planned day."""
    [table] = reading.of("coverage").section.tables
    [article] = [each for each in table.questions if each.name == "article"]
    covered = {number for measure in _measures(reading) for number in measure.texts("articles")}
    planned = [row.text("article") for row in reading.rows("coverage", "not_yet")]
    for choice in article.choices:
        if choice.value not in covered and choice.value not in planned:
            yield reading.of("coverage").problem(
                "not_yet",
                "Article %(article)s is neither covered by a measure nor planned for.",
                article=choice.title,
            )
    for place, row in enumerate(reading.rows("coverage", "not_yet")):
        if row.text("article") in covered or row.text("article") in planned[:place]:
            yield row.problem("article", "This article is covered, or stands there twice.")


def _measures(reading: Reading) -> list[Group]:
    return reading.rows("measures", "measure")


RULES = (
    in_force_has_its_day,
    days_run_forwards,
    text_can_be_read,
    every_article_is_covered,
)
