"""Something real behind every address, with a canary in whatever not everybody may read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from app.accounts.models import Account, Passkey, RecoveryCode, Reset, Token
from app.accounts.models import Session as SessionRow
from app.accounts.operations import (
    feeds,
    joining,
    missions,
    resets,
    sessions,
    signing_in,
    tokens,
)
from app.accounts.values import MissionAddress, Newcomer
from app.correspondence import operations as correspondence
from app.correspondence.models import FailingAddress, Letter
from app.correspondence.values import Channel, Failing, Note
from app.documents import operations as documents
from app.documents.forms import upload
from app.documents.models import Document, Upload
from app.documents.values import PUBLIC, DocumentKind
from app.kernel.actor import SYSTEM, Role, Scope
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from tests.access import constituted, convened, declared, desk, owed, registered, summarised
from tests.access.canaries import (
    LETTERS,
    MISSIONS,
    NAMED_TO,
    Things,
    among,
    may_know_of,
    nobody,
    own,
)
from tests.accounts.authenticator import Device
from tests.correspondence.conftest import FACTS, to
from tests.correspondence.conftest import owed as owed_letter
from tests.people import HASHED, Somebody
from tests.treaties.desk import treaties
from tests.treaties.register import record

RECOVERY_CODE = "BCDFGHJKMNPQRTVW"


def things_of(runtime: Runtime, people: Mapping[str, Somebody]) -> Things:
    """Lay everything into the register."""
    found = Things(runtime, people)
    treaties(runtime.database)
    record(runtime.database, "ours", "CAN ratification 2009-05-01", "JPN ratification 2009-05-03")
    found.there |= {"treaty_id": "ours", "code": "CAN", "index": 1, "act.number": 1}
    found.there |= {"form": "F2", "form.version": 1}
    found.there["person.number"] = people["drafter"].number
    _names(found)
    for lay in (desk.instruments, desk.notification, desk.correction, desk.text_correction):
        lay(found)
    desk.signing(found)
    for lay in (_own_things, _calendar, _newcomer, _reset, _mission, _letters, _piece, _prints):
        lay(found)
    registered.things(found)
    owed.things(found)
    declared.things(found)
    summarised.things(found)
    convened.things(found)
    constituted.things(found, people["bodies officer"].actor)
    return found


def _names(things: Things) -> None:
    """Give everybody a name and an address that not everybody may know."""
    with things.runtime.database.write(by=SYSTEM) as session:
        for name, whose in things.people.items():
            word = things.canary(may_know_of(whose, named_to=NAMED_TO.get(name, nobody)))
            address = things.canary(may_know_of(whose))
            given = {"name": word, "email": f"{address}@example.org"}
            session.execute(update(Account).where(Account.number == whose.number).values(**given))
            things.canaries[whose.secret] = nobody
    things.canaries[HASHED] = nobody


def _own_things(things: Things) -> None:
    """Give Canada's representative a token, a passkey, another browser and recovery codes."""
    whose, now = things.people["representative"], things.runtime.clock.now()
    name, scopes, device = things.canary(own(whose)), [Scope.READ], Device()
    with things.runtime.database.write(by=SYSTEM) as session:
        secret = tokens.make(session, name, scopes, lasts=timedelta(days=1), by=whose.actor, at=now)
        things.canaries[secret] = nobody
        passkey = Passkey(
            account=whose.number, name=things.canary(own(whose)), made_at=now, sign_count=0,
            credential=device.credential, public_key=device._public_key(),
        )  # fmt: skip
        session.add(passkey)
        half = things.people["without second factor"].number
        digest = things.seal.digest(signing_in.RECOVERY, f"{half} {RECOVERY_CODE}")
        session.add(RecoveryCode(account=half, digest=digest))
        session.flush()
        browser = things.canary(own(whose))
        sessions.open_session(session, whose.number, browser=browser, at=now, proven=True)
        things.there |= {
            "device": device,
            "passkey_id": passkey.id,
            "token_id": session.scalars(select(Token.id).where(Token.name == name)).one(),
            "session_id": session.scalars(
                select(SessionRow.id).where(SessionRow.browser == browser)
            ).one(),
        }


def _calendar(things: Things) -> None:
    """Let Canada's representative have a calendar, whose address is nobody else's to know."""
    whose, now = things.people["representative"], things.runtime.clock.now()
    with things.runtime.database.write(by=whose.actor) as session:
        token = feeds.make(session, by=whose.actor, at=now)
        # Else its first reading would be noted.
        feeds.note_read(session, whose.number, on=things.runtime.today())
    things.there["token"] = token
    things.canaries[token] = nobody


def _newcomer(things: Things) -> None:
    """Invite a drafter for Canada: the link goes by letter, the code by another way."""
    now = things.runtime.clock.now()
    name = things.canary(may_know_of(things.people["drafter"]))
    wanted = Newcomer(email=f"{name}@example.org", name=name, role=Role.DRAFTER, participant="CAN")
    with things.runtime.database.write(by=SYSTEM) as session:
        whose, ticket = joining.invite(
            session, wanted, roll=roll(things.runtime.facts),
            by=things.people["representative"].actor, at=now, on=now.date(), seal=things.seal,
        )  # fmt: skip
        letter = session.scalars(select(Letter).where(Letter.private)).one()
        things.there |= {"newcomer": whose.number, "private": letter.id}
    things.there |= {"link": ticket.link, "code told": ticket.code}
    things.canaries |= {ticket.link: nobody, ticket.code: nobody}
    things.opens[ticket.link] = name


def _reset(things: Things) -> None:
    """Ask for the reset of Canada's representative's account."""
    whose, by, now = things.people["drafter"], things.people["administrator"], things.runtime.clock
    told = may_know_of(whose)
    with things.runtime.database.write(by=by.actor) as session:
        resets.ask(
            session, whose.number, note_verbale=things.canary(told),
            by=by.actor, at=now.now(), on=now.now().date(),
        )  # fmt: skip
        things.there["reset_id"] = session.scalars(select(Reset.id)).one()


def _letters(things: Things) -> None:
    """Owe a letter, which the mail server has refused."""
    facts = FACTS | {"given_subject": things.canary(among(LETTERS))}
    paragraph = things.canary(among(LETTERS))
    facts |= {"paragraphs": [paragraph]}
    now = things.runtime.clock.now()
    recipient = replace(to(9), address=f"{things.canary(among(MISSIONS))}@example.org")
    letter = owed_letter("access/1", recipient, facts=facts)
    with things.runtime.database.write(by=SYSTEM) as session:
        correspondence.owe(session, [letter], at=now)
        [key] = session.scalars(select(Letter.id).where(Letter.occasion == "access/1"))
        failed = {"failed_at": now, "failure": things.canary(among(MISSIONS))}
        session.execute(update(Letter).where(Letter.id == key).values(**failed))
        mark = FailingAddress(
            address=f"{things.canary(among(MISSIONS))}@example.org",
            name=things.canary(among(LETTERS)), since=now, failing=Failing.FOR_GOOD,
            status="5.1.1", words=things.canary(among(MISSIONS)),
        )  # fmt: skip
        session.add(mark)
        session.flush()
        things.there["mark_id"] = mark.id
    things.there |= {"letter_id": key, "name": "note"}


def _mission(things: Things) -> None:
    """Enter where Japan's permanent mission is reached."""
    now, by = things.runtime.clock.now(), things.people["depositary officer"].actor
    word = things.canary(among(MISSIONS))
    given = MissionAddress(
        participant="JPN",
        name=word,
        address=f"{word}@example.org",
        language="en",
        since=now.date(),
    )
    with things.runtime.database.write(by=by) as session:
        facts = roll(things.runtime.facts)
        entered = missions.enter(session, given, roll=facts, by=by, at=now, on=now.date())
        things.there["mission.number"] = entered.number


def _piece(things: Things) -> None:
    """Enter a note that came, with its scan."""
    now, by = things.runtime.clock.now(), things.people["declarations officer"].actor
    with things.runtime.database.write(by=by) as session:
        words: dict[str, Any] = {
            name: things.canary(among(LETTERS)) for name in ("party", "subject")
        }
        note = Note(
            on=now.date(), channel=next(iter(Channel)),
            their_reference=things.canary(among(LETTERS)), **words,
        )  # fmt: skip
        number = correspondence.enter_incoming(
            session, note, key=uuid4(), by=by, at=now, today=now.date()
        )
        scan = upload("note.pdf", BytesIO(desk.scan_with(things.canary(among(LETTERS)))))
        storage = things.runtime.storage
        correspondence.attach(session, number, scan, key=uuid4(), storage=storage, by=by, at=now)
        mine = select(Upload.id).where(Upload.owner == number.subject)
        things.there["piece.scan_id"] = session.scalars(mine).one()
    things.there |= {"direction": "IN", "year": number.year, "serial": number.serial}


def _prints(things: Things) -> None:
    """File a print, and one that could not be printed."""
    now, storage = things.runtime.clock.now(), things.runtime.storage
    with things.runtime.database.write(by=SYSTEM) as session:
        for name in ("printed", "failed"):
            facts = {"title": name, "file_name": name, "subject": "/treaties/ours"}
            kind = next(iter(DocumentKind))
            things.there[name] = documents.ask(
                session, kind, facts, press="a test", audience=PUBLIC, at=now
            )
        content = desk.scan_with("published")
        sha256 = storage.keep(documents.OWNER, content)
        ready = {"ready_at": now, "sha256": sha256, "size": len(content)}
        failed = {"failed_at": now, "failure": "The printer stopped."}
        for name, outcome in (("printed", ready), ("failed", failed)):
            one = update(Document).where(Document.id == things.there[name])
            session.execute(one.values(**outcome))
    things.there["document_id"] = things.there["printed"]
