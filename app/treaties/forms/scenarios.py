"""Acts that somebody supposes: rows of a page's address or of the API's body → acts."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest

from app.kernel.errors import Invalid
from app.kernel.tables_in import Row
from app.participants.values import Roll
from app.treaties.forms.deposits import REQUIRED, of_rows
from app.treaties.values.acts import Act

MOST_ACTS = 400
"""How many acts a scenario may suppose: two for each participant there is."""

NOTHING = dict.fromkeys(REQUIRED, "")


def posed(
    participants: Sequence[str], actions: Sequence[str], days: Sequence[str]
) -> list[dict[str, str]]:
    """Give the rows that an address spells column by column; a row without participant is none."""
    columns = zip_longest(participants, actions, days, fillvalue="")
    return [
        {"participant": participant, "action": action, "deposited_on": on}
        for participant, action, on in columns
        if participant.strip()
    ]


def scenario(rows: Sequence[Mapping[str, str]], *, roll: Roll, on: date) -> list[Act]:
    """Read supposed acts, as if they were recorded on the day; their columns are those of a file.

    Raises:
        Invalid: there are too many, or one cannot be read; the line is the row's place, from 1.

    """
    if len(rows) > MOST_ACTS:
        raise Invalid.because("At most %(most)s acts can be supposed at once.", most=MOST_ACTS)
    placed = [Row(line, {**NOTHING, **row}) for line, row in enumerate(rows, start=1)]
    return list(of_rows(placed, roll=roll, known_from=on).values())
