"""Choosing how one is told: the language of one's letters, and how reminders come."""

from sqlalchemy.orm import Session

from app.accounts.queries import people
from app.accounts.rules.tokens import owner
from app.accounts.values import Telling
from app.kernel.actor import Actor


def choose(session: Session, wanted: Telling, *, by: Actor) -> None:
    """Keep how somebody wants to be told; what is owed already comes as it was owed.

    Raises:
        Invalid: nobody has signed in.

    """
    whose = people.account(session, owner(by))
    whose.language, whose.daily_letters = wanted.language, wanted.daily
    session.flush()
