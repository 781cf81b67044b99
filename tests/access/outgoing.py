"""What leaves the register, or is printed for somebody, because of something that was done."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Appointment
from app.correspondence.letters import compose, drafted, kept, sender
from app.correspondence.models import Letter
from app.documents.models import Document
from app.documents.rules import may_read
from app.kernel.actor import SYSTEM, VISITOR, Actor
from tests.access.world import World

OWNER = "account/"


def posted(world: World) -> Iterator[tuple[str, Actor, str]]:
    """Give each new letter and print, its reader, and all that it says beside their own name."""
    with world.runtime.database.read(by=SYSTEM) as session:
        for letter in session.scalars(select(Letter)):
            if (letter.id,) not in world.rows["letter"]:
                what = f"the letter {letter.template} to {letter.person}"
                yield what, _reader(session, letter), _words(world, letter)
        for document in session.scalars(select(Document)):
            if (document.id,) not in world.rows["document"]:
                for reader in _readers(world, document):
                    yield "a print", reader, json.dumps(document.facts, ensure_ascii=False)


def _readers(world: World, document: Document) -> Iterator[Actor]:
    """Give everybody for whom a print is."""
    everybody = (VISITOR, *(each.actor for each in world.things.people.values()))
    yield from (each for each in everybody if may_read(each, document.audience))


def _reader(session: Session, letter: Letter) -> Actor:
    """Give whom a letter goes to; whoever has no account may know what everybody may."""
    if not letter.person.startswith(OWNER):
        return VISITOR
    number = int(letter.person.removeprefix(OWNER))
    mine = select(Appointment).where(Appointment.account == number)
    held = session.scalars(mine.order_by(Appointment.number.desc()).limit(1)).one()
    return Actor(held.role, number, held.participant)


def _words(world: World, letter: Letter) -> str:
    now = world.runtime.clock.now()
    words = str(kept(compose(drafted(letter), sender=sender(world.runtime), at=now).message))
    return words.replace(letter.address, "").replace(letter.name, "")
