"""Bodies for tests: set up at once, with seats."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.bodies.models import Body, BodyMandate, BodyStep, BodyTerm, Seat
from app.bodies.values import BodyKind, BodyState, Standing

FOUNDED = date(2027, 1, 11)
AT = datetime(2027, 1, 11, 9, tzinfo=UTC)


def founded(
    session: Session,
    slug: str = "wg-1",
    *,
    kind: BodyKind = BodyKind.WORKING_GROUP,
    members: Iterable[str] = (),
    parent: Body | None = None,
    public: bool = True,
    until: date | None = date(2028, 6, 30),
) -> Body:
    """Set up a body that has been at work since January 2027, with the seats of some members."""
    symbol = f"GAIMA/{slug.upper().replace('-', '.')}"
    body = Body(
        symbol=symbol, slug=slug, kind=kind, name=f"Body {slug}", public=public,
        parent_id=parent.id if parent else None,
    )  # fmt: skip
    session.add(body)
    session.flush()
    beside = {"body_id": body.id, "number": 1, "recorded_at": AT, "authority": "Statute, article 4"}
    session.add(BodyStep(state=BodyState.ACTIVE, on=FOUNDED, reason="", **beside))
    session.add(BodyMandate(text=f"What {symbol} is to do.", adopted_on=FOUNDED, **beside))
    session.add(BodyTerm(since=FOUNDED, until=until, **beside))
    for each in members:
        seated(session, body, Standing.MEMBER, participant=each)
    session.flush()
    return body


def seated(
    session: Session,
    body: Body,
    standing: Standing,
    *,
    participant: str | None = None,
    name: str = "",
    account: int | None = None,
    since: date = FOUNDED,
    until: date | None = None,
) -> Seat:
    """Give somebody a seat."""
    seat = Seat(
        body_id=body.id, standing=standing, participant=participant, name=name, account=account,
        since=since, until=until, recorded_at=AT,
    )  # fmt: skip
    session.add(seat)
    session.flush()
    return seat
