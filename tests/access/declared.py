"""What Canada has declared and drafts, and what is posted about it."""

from copy import deepcopy
from io import BytesIO
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.declarations.forms import published
from app.declarations.forms.workbooks import workbook as drawn
from app.declarations.models import Declaration
from app.declarations.operations import attachments, drafting, opening, submitting
from app.declarations.operations.judging import Known, known_from
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Duty, Filing, Hand, reference
from app.documents.values import Checked, FileKind
from app.kernel.actor import DELEGATES, Actor, Role
from app.obligations.queries import catalogue
from app.obligations.values import FREELY, Basis
from tests.access.canaries import Things
from tests.access.desk import scan_with
from tests.access.forms import Form
from tests.declarations.filled import FILLED

FORM = published("F1")
FILE, QUERY = "(file)", "(query)"
"""By which a form says that a program sends a file as it is, and what stands in its address."""
OFFICERS = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR})
KNOWING = OFFICERS | {Role.AUDITOR}
"""Who reads what is unclassified or restricted, and who knows of it at all, by hand."""


def own(who: Actor) -> bool:
    """Let Canada's own people alone read it."""
    return who.role in DELEGATES and who.participant == "CAN"


def read(who: Actor) -> bool:
    """Say who reads what was submitted, unclassified or restricted."""
    return own(who) or who.role in OFFICERS


def known(who: Actor) -> bool:
    """Say who knows that something was submitted, and why it was amended."""
    return own(who) or who.role in KNOWING


def things(found: Things) -> None:
    """File a declaration, amend it as far as its submission, and begin another."""
    drafter, representative = (found.people[name].actor for name in ("drafter", "representative"))
    with found.runtime.database.write(by=drafter) as session:
        filed = _begun(found, session, "f1", "2026")
        _fill(found, session, filed, _content(found, "2026", read, read), by=drafter)
        _ask(found, session, filed, by=drafter)
        submitting.submit(
            session, filed.reference, reason="", form=FORM, known=_known(found),
            hand=_hand(found, representative),
        )  # fmt: skip
        opening.amend(session, filed.reference, form=FORM, hand=_hand(found, drafter))
        changed = {"authority": {"name_official": found.canary(own)}}
        _fill(found, session, filed, changed, by=drafter)
        _ask(found, session, filed, by=drafter, reason=found.canary(own))
        begun = _begun(found, session, "f1-initial", FREELY)
        _fill(found, session, begun, _content(found, FREELY, own, own), by=drafter)
    found.there |= {
        "ref": str(filed.reference),
        "drafted": str(begun.reference),
        "declared.number": 1,
        "section": "focal_points",
        "table": "focal_point",
        "file_id": found.there["letter of designation"],
    }


def drafted(found: Things) -> dict[str, object]:
    """Give what Canada drafts and has not submitted."""
    return {"ref": found.there["drafted"]}


def contact(found: Things) -> dict[str, object]:
    """Give the section of Canada's draft that says how its authority is reached."""
    return {"ref": found.there["drafted"], "section": "contact"}


def typed(**fields: str) -> Form:
    """Give a form of its own key, in which this was typed."""
    return lambda _things: {"key": str(uuid4()), **fields}


def section(_things: Things) -> dict[str, Any]:
    """Write another contact into a draft."""
    return {
        "key": str(uuid4()),
        "version-section": "2",
        "section-class": "protected",
        "phone": "+431555012",
        "email": "another@example.org",
    }


def changed(_things: Things) -> dict[str, Any]:
    """Write another contact into a draft, as a program does."""
    return {"content": {"contact": {"phone": "+431555012", "email": "another@example.org"}}}


def workbook(found: Things) -> dict[str, Any]:
    """Hand in another contact, and nothing else, as a workbook."""
    by, begun = found.people["drafter"].actor, reference(str(found.there["drafted"]))
    assert begun is not None
    with found.runtime.database.read(by=by) as session:
        draft = drafts.draft(session, chains.declaration(session, begun, by=by), by=by)
        rows = drafts.sections(session, draft)
        versions = " ".join(f"{name}:{row.version}" for name, row in rows.items())
    contact = {"phone": "+431555012", "email": "another@example.org"}
    file = (BytesIO(drawn(FORM, {"contact": contact})), "form.xlsx")
    return {"key": str(uuid4()), "versions": versions, "file": file}


def file_as_it_is(_things: Things) -> dict[str, Any]:
    """Hand in another letter, as a program does."""
    return {FILE: scan_with("another"), QUERY: {"name": "another.pdf"}}


def workbook_as_it_is(found: Things) -> dict[str, Any]:
    """Hand in another contact, and nothing else, as a workbook, as a program does."""
    return {FILE: workbook(found)["file"][0].getvalue(), QUERY: {}}


def rows(_things: Things) -> dict[str, Any]:
    """Hand in one focal point as CSV."""
    file = BytesIO(b"name,office,email,from,role\nAda,Desk,ada@example.org,2026-01-01,both\n")
    return {"key": str(uuid4()), "version-section": "2", "file": (file, "focal_point.csv")}


def entered(_things: Things) -> dict[str, Any]:
    """Enter for Japan that there is nothing to declare."""
    return {
        "key": str(uuid4()), "participant": "JPN", "obligation": "f2", "period": "2026",
        "basis": "voluntary", "outcome": "nil", "channel": "letter", "received_on": "2027-03-14",
    }  # fmt: skip


def _begun(found: Things, session: Session, code: str, period: str) -> Declaration:
    law = catalogue(found.runtime.obligations).obligations[code]
    duty, given = Duty(code, "CAN", period), Filing(basis=Basis.VOLUNTARY)
    by = found.people["drafter"].actor
    return opening.begin(session, law, duty, given, form=FORM, hand=_hand(found, by))


def _content(found: Things, period: str, unclassified: Any, restricted: Any) -> dict[str, Any]:
    content = deepcopy(FILLED["F1"])
    content["header"] |= {"period": period, "basis": "voluntary"}
    content["authority"] |= {
        "name_official": found.canary(unclassified), "legal_basis": found.canary(unclassified),
    }  # fmt: skip
    content["focal_points"]["focal_point"][0]["name"] = found.canary(restricted)
    content["contact"]["email"] = f"{found.canary(restricted)}@example.org"
    return content


def _fill(
    found: Things, session: Session, declaration: Declaration, content: dict[str, Any], by: Actor
) -> None:
    for name, held in content.items():
        if name == "designation":
            file = Checked("letter.pdf", FileKind.PDF, scan_with(found.canary(read)))
            held["letter"] = attachments.attach(
                session, declaration.reference, file, storage=found.runtime.storage,
                hand=_hand(found, by),
            )  # fmt: skip
            found.there.setdefault("letter of designation", held["letter"]["document"])
        rows = drafts.sections(session, drafts.draft(session, declaration, by=by))
        version = rows[name].version if name in rows else 0
        drafting.edit(
            session, declaration.reference, name, held, classes={}, form=FORM, version=version,
            hand=_hand(found, by),
        )  # fmt: skip


def _ask(
    found: Things, session: Session, declaration: Declaration, *, by: Actor, reason: str = ""
) -> None:
    drafting.ask(
        session, declaration.reference, reason=reason, form=FORM, known=_known(found),
        hand=_hand(found, by),
    )  # fmt: skip


def _known(found: Things) -> Known:
    runtime = found.runtime
    return known_from(runtime.facts, runtime.obligations, runtime.seat)


def _hand(found: Things, by: Actor) -> Hand:
    runtime = found.runtime
    return Hand(by=by, at=runtime.clock.now(), today=runtime.today(), key=uuid4())
