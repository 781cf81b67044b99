"""Giving what waits to somebody, or to nobody: each decision a row, the later ones in its place."""

from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.desk.models import Assignment
from app.desk.queries import worklist as queries
from app.desk.rules.worklist import offered
from app.desk.values.worklist import NOBODY, Assigned, Holder, Looking
from app.kernel.database import insert_once
from app.kernel.errors import Conflict, Invalid


def assign(session: Session, given: Assigned, looking: Looking) -> None:
    """Give something that waits to a colleague, to oneself, or to nobody.

    What stands already is not decided again. Of two who decide at once, the second is told.

    Raises:
        NotFound: it does not wait any more, or whoever asks may not see it.
        Invalid: the colleague may not see it, or is none.
        Conflict: somebody else has decided meanwhile.

    """
    item = queries.item(session, given.subject, looking)
    holder = queries.holders(session, [item.subject]).get(item.subject, NOBODY)
    if holder.to == given.to:
        return
    able = {each.account for each in offered(queries.colleagues(session, on=looking.on), item.kind)}
    if given.to is not None and given.to not in able:
        raise Invalid.because("Choose somebody who may see what this is about.", field="to")
    row = {"subject": item.subject, "place": given.seen + 1, "to": given.to}
    if holder.place != given.seen or not insert_once(
        session, Assignment, row | {"by": looking.by.account, "at": looking.at}
    ):
        raise _taken(session, item.subject)


def _taken(session: Session, subject: str) -> Conflict:
    """Say what somebody else has decided meanwhile."""
    holder: Holder = queries.holders(session, [subject]).get(subject, NOBODY)
    numbers = {number for number in (holder.to, holder.by) if number is not None}
    names = named(session, numbers)
    who = names.get(holder.by or 0, "Somebody")
    if holder.to is None:
        return Conflict.because(
            "%(who)s has put this back meanwhile: nobody looks after it. Look again, then decide.",
            who=who,
        )
    return Conflict.because(
        "%(who)s has given this to %(whom)s meanwhile. Look again, then decide.",
        who=who,
        whom=names.get(holder.to, "somebody"),
    )
