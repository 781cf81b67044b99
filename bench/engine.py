"""What many dates cost beside one: statuses of some 200 participants on a thousand days.

Run ``python -m bench.engine``. Both figures are CPU time in this process, medians of several runs;
one date's work is the whole of it, the course and its statuses.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from app.participants.queries import roll as roll_of
from app.participants.values import Roll
from app.treaties.forms.definitions import definition
from app.treaties.forms.deposits import actions
from app.treaties.forms.indicators import indicator
from app.treaties.rules.course import course_of
from app.treaties.values.dossier import Dossier

CONFIG = Path(__file__).parents[1] / "config"
TREATY = "paris-agreement"
SHARE = "ghg-emissions-2015"
RUNS = 15
MOST = 20
DATES = [date(2016, 1, 1) + timedelta(days=4 * number) for number in range(1000)]


def paris(roll: Roll) -> Dossier:
    """Give the Paris Agreement as the product holds it."""
    home = CONFIG / "treaties" / TREATY
    figures = indicator((home / f"{SHARE}.csv").read_bytes(), named=SHARE, roll=roll)
    acts = actions((home / "actions.csv").read_bytes(), roll=roll, known_from=None)
    held = definition((home / "treaty.json").read_bytes(), roll=roll)
    return Dossier(held, tuple(acts.values()), indicators={SHARE: figures})


def cost(work: Callable[[], object]) -> float:
    """Give the median CPU time of some work in milliseconds."""
    times = []
    for _ in range(RUNS):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return 1000 * median(times)


def main() -> None:
    """Print the two costs and their ratio."""
    roll = roll_of(CONFIG / "facts")
    dossier = paris(roll)
    one = cost(lambda: list(course_of(dossier, roll).statuses(DATES[:1])))
    many = cost(lambda: list(course_of(dossier, roll).statuses(DATES)))
    course = course_of(dossier, roll)
    listed = len(course.on(DATES[-1]).participants)
    page = cost(lambda: course.on(DATES[-1]))
    print(f"{listed} participants, one date: {one:.1f} ms; {len(DATES)} dates: {many:.1f} ms")
    print(f"ratio {many / one:.2f} (at most {MOST})")
    print(f"the whole status of one date, course at hand: {page:.1f} ms")


if __name__ == "__main__":
    main()
