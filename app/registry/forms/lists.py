"""What a reader asks of the list of things, by the words of the address."""

from collections.abc import Mapping

from app.kernel.questions import Question, Readers, asked_for, seen, whole
from app.registry.values import Kind, Order, Selection


def question(asked: Mapping[str, str]) -> Question[Selection]:
    """Read ``q``, ``kind``, ``state``, ``struck``, ``sort`` and ``page``."""
    read, given = asked_for(asked, READERS)
    order, descending = read.pop("sort", (Order.ID, False))
    return Question(Selection(**read, order=order, descending=descending), given)


def _sort(text: str) -> tuple[Order, bool]:
    return Order(text.removeprefix("-")), text.startswith("-")


def _yes(text: str) -> bool:
    if text != "yes":
        raise ValueError("only yes is asked")
    return True


READERS: Readers = {
    "q": ("text", seen),
    "kind": ("kind", Kind),
    "state": ("participant", seen),
    "struck": ("struck", _yes),
    "sort": ("sort", _sort),
    "page": ("page", whole),
}
