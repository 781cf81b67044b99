"""Looking for what members have handed in: each sees what is theirs, the secretary all of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from app.bodies.models import Body, PaperOffer
from app.bodies.rules.access import RUNNING, SPEAKING
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Keep what somebody sees of what was handed in; ``rules.papers.may_see_offer`` agrees."""
    if actor.role in RUNNING:
        return true()
    if actor.role not in SPEAKING or actor.account is None:
        return false()
    theirs = PaperOffer.participant == actor.participant if actor.participant else false()
    return or_(PaperOffer.account == actor.account, theirs)


def offers(session: Session, actor: Actor, of: Body) -> Sequence[PaperOffer]:
    """Give what was handed in to a body, the latest first, as far as somebody sees it."""
    chosen = select(PaperOffer).where(PaperOffer.body_id == of.id, visible_to(actor))
    return session.scalars(chosen.order_by(PaperOffer.handed_in_at.desc(), PaperOffer.id)).all()


def waiting(session: Session, actor: Actor, of: Body) -> int:
    """Say how many papers that were handed in to a body, of those somebody sees, wait."""
    open_ones = (PaperOffer.paper_id.is_(None), PaperOffer.returned_at.is_(None))
    chosen = select(func.count()).select_from(PaperOffer)
    asked = chosen.where(PaperOffer.body_id == of.id, *open_ones, visible_to(actor))
    return session.scalar(asked) or 0


def offer(
    session: Session, actor: Actor, of: Body, identity: UUID, *, locked: bool = False
) -> PaperOffer:
    """Give one paper that was handed in, to somebody who sees it.

    Raises:
        NotFound: there is none, or none that they see.

    """
    wanted = and_(PaperOffer.body_id == of.id, PaperOffer.id == identity, visible_to(actor))
    chosen = select(PaperOffer).where(wanted)
    found = session.scalar(chosen.with_for_update() if locked else chosen)
    if found is None:
        raise NotFound.because("There is no such paper.")
    return found
