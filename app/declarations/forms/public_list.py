"""What a reader asks of the published filings, by the words of the address."""

from collections.abc import Mapping

from app.declarations.values.published import Wanted
from app.kernel.questions import Question, Readers, asked_for, seen, whole


def question(asked: Mapping[str, str]) -> Question[Wanted]:
    """Read ``participant``, ``obligation``, ``period`` and ``page``."""
    read, given = asked_for(asked, READERS)
    return Question(Wanted(**read), given)


READERS: Readers = {
    "participant": ("participant", seen),
    "obligation": ("obligation", seen),
    "period": ("period", seen),
    "page": ("page", whole),
}
