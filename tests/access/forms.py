"""What is typed into the forms that deeds send, and which things they are about."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.accounts.models import Account
from app.accounts.models import Session as SessionRow
from app.accounts.operations import passkeys
from app.accounts.operations.passkeys import Site
from app.accounts.queries import proofs
from app.accounts.rules.codes import code_at, secret_of
from app.accounts.views import joining as join_page
from app.accounts.views import own as own_page
from app.kernel.actor import SYSTEM
from tests.access.canaries import Things
from tests.access.desk import number_of, scan_with
from tests.accounts.authenticator import Device
from tests.people import PASSWORD, Somebody

Form = Callable[[Things], dict[str, Any]]
Of = Callable[[Things], dict[str, object]]

NEW_PASSWORD = "gravel sonnet otter lamp"  # noqa: S105 (the tests' own)
SITE = Site("localhost", "http://localhost:8000", "a test")


def empty(_things: Things) -> dict[str, Any]:
    """Give nothing, which for most is enough."""
    return {}


def typed(**fields: Any) -> Form:
    """Give a form in which this was typed."""
    return lambda _things: fields


def there(*names: str) -> Of:
    """Give what lies in the register under these names."""
    return lambda things: {name: things.there[name] for name in names}


def person(name: str) -> Of:
    """Give somebody's account."""

    def of(things: Things) -> dict[str, object]:
        whose = things.people.get(name)
        return {"person.number": whose.number if whose else things.there[name]}

    return of


def matter(name: str) -> Of:
    """Give something on the desk, by where it stands."""
    return lambda things: {
        f"{number_of(things, name).kind}.slug": number_of(things, name).slug,
    }


def act(number: int) -> Of:
    """Give a recorded act."""
    return lambda _things: {"act.number": number}


def failed_print(things: Things) -> dict[str, object]:
    """Give the print that could not be printed."""
    return {"document_id": things.there["failed"]}


def taken_on(things: Things) -> dict[str, Any]:
    """Take on the letter that the mail server has refused."""
    mine = things.people["declarations officer"].number
    return {"subject": f"letter/{things.there['letter_id']}", "to": str(mine), "seen": "0"}


def private_letter(things: Things) -> dict[str, object]:
    """Give the letter that carries an invitation's link."""
    return {"letter_id": things.there["private"]}


def report(things: Things) -> dict[str, Any]:
    """Ask for a report on two days."""
    day = things.runtime.today().isoformat()
    return {"as_of": day, "known_on": day}


def scenario(_things: Things) -> dict[str, Any]:
    """Ask what would be if nothing more were done."""
    return {"actions": []}


def password_of(name: str) -> Form:
    """Give somebody's address and password."""

    def form(things: Things) -> dict[str, Any]:
        with things.runtime.database.read(by=SYSTEM) as session:
            email = session.get_one(Account, things.people[name].number).email
        return {"email": email, "password": PASSWORD}

    return form


def code_of(name: str) -> Form:
    """Give what somebody's authenticator shows."""
    return lambda things: {"code": things.people[name].code(things.runtime.clock.now())}


def passkey_shown(things: Things) -> dict[str, Any]:
    """Answer with the passkey of Canada's representative."""
    device = things.there["device"]
    assert isinstance(device, Device)
    options = passkeys.options_to_sign_in(
        site=SITE, seal=things.seal, at=things.runtime.clock.now()
    )
    return {"answer": device.shown(options)}


def passkey_made(things: Things) -> dict[str, Any]:
    """Answer with another passkey for Canada's representative."""
    return {"name": "phone", "answer": Device().made(options_for(things))}


def options_for(things: Things) -> str:
    """Give what the browser of Canada's representative needs to make a passkey."""
    number = things.people["representative"].number
    with things.runtime.database.read(by=SYSTEM) as session:
        whose, have = session.get_one(Account, number), proofs.passkeys_of(session, number)
    now = things.runtime.clock.now()
    return passkeys.options_to_add(whose, have, site=SITE, seal=things.seal, at=now)


def joining(things: Things) -> dict[str, Any]:
    """Join with the code that was told."""
    return joining_with(str(things.there["code told"]))(things)


def joining_with(code: str) -> Form:
    """Join with a code."""

    def form(things: Things) -> dict[str, Any]:
        link = str(things.there["link"])
        secret = secret_of(bytes.fromhex(things.seal.digest(join_page.SECRETS, link)))
        shown = code_at(secret, things.runtime.clock.now())
        return {"code": code, "shown": shown, "password": NEW_PASSWORD}

    return form


new_password = typed(password=NEW_PASSWORD, again=NEW_PASSWORD)
note_verbale = typed(note_verbale="NV-9")


def new_authenticator(things: Things) -> dict[str, Any]:
    """Give the first code of the authenticator that Canada's representative is offered."""
    whose = things.people["representative"]
    secret = secret_of(bytes.fromhex(things.seal.digest(own_page.SECRETS, _offered(things, whose))))
    return {"shown": code_at(secret, things.runtime.clock.now())}


def _offered(things: Things, whose: Somebody) -> str:
    with things.runtime.database.read(by=SYSTEM) as session:
        mine = SessionRow.account == whose.number, SessionRow.browser == "a test"
        key = session.scalars(select(SessionRow.id).where(*mine)).one()
        return f"{key} {session.get_one(Account, whose.number).version}"


def token(scope: str, *, hours: int = 24) -> Form:
    """Ask for a token."""
    return typed(name="a program", scopes=[scope], lasts=str(hours))


def invitation(role: str, participant: str = "") -> Form:
    """Invite somebody to a capacity."""
    return typed(
        email="new@example.org", name="A Newcomer", role=role, participant=participant,
        note_verbale="NV-9",
    )  # fmt: skip


def sheet(*, version: int, note: str = "") -> Form:
    """Give what every form of the desk carries."""
    return lambda _things: {"key": str(uuid4()), "version": str(version), "note": note}


def step(name: str, note: str, *, version: int) -> Form:
    """Take a step with an instrument."""
    return lambda things: {"step": name, **sheet(version=version, note=note)(things)}


def scan(things: Things) -> dict[str, Any]:
    """Attach another scan."""
    file = BytesIO(scan_with("another")), "another.pdf"
    return {"file": file, **sheet(version=2)(things)}


def instrument(participant: str, *, version: int = 0) -> Form:
    """Give the particulars of an instrument."""
    fields = {
        "treaty": "ours",
        "participant": participant,
        "action": "ratification",
        "wording": "ratifie",
        "dated_on": "2027-03-02",
        "received_on": "2027-03-13",
        "powers": "not_required",
        "signatory": "A. Minister",
        "office": "Minister",
        "language": "fr",
    }
    return lambda things: fields | sheet(version=version)(things)


def proposal(things: Things) -> dict[str, Any]:
    """Propose another record in place of a wrong one."""
    fields = {
        "participant": "JPN",
        "action": "ratification",
        "deposited_on": "2009-05-04",
        "authority": "NV-9",
        "reason": "The date was misread.",
    }
    return fields | sheet(version=0)(things)


def piece(things: Things) -> dict[str, Any]:
    """Enter a note that came."""
    return {
        "key": str(uuid4()),
        "direction": "IN",
        "on": things.runtime.today().isoformat(),
        "channel": "note_verbale",
        "party": "Japan",
        "subject": "A note",
    }


def scan_of_piece(_things: Things) -> dict[str, Any]:
    """Attach another scan to a note."""
    return {"file": (BytesIO(scan_with("another")), "another.pdf"), "key": str(uuid4())}


def mission(_things: Things) -> dict[str, Any]:
    """Enter where Canada's permanent mission is reached."""
    address = "mission@example.org"
    return {"participant": "CAN", "name": "The Mission", "address": address, "language": "en"}


def signing_list(participant: str, *, version: int = 0) -> Form:
    """Give the list of a signing ceremony."""
    fields = {
        "treaty": "open",
        "held_on": "2027-03-14",
        "place": "The Hague",
        "participant-1": participant,
        "name-1": "A. Minister",
        "office-1": "Minister",
        "powers-1": "seen",
        "manner-1": "subject_to_ratification",
    }
    return lambda things: fields | sheet(version=version)(things)


def text(things: Things) -> dict[str, Any]:
    """Propose to correct an error in a treaty's text."""
    return {
        "treaty": "ours",
        "reason": "A word is missing.",
        "until": "2027-06-14",
        "place-fr": "article 8",
        "was-fr": "Le pillage",
        "reads-fr": "Le pillage d'une ville",
        **sheet(version=0)(things),
    }
