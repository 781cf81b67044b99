"""What was typed into a form that came too late: kept in the page, never on the server.

Through signing in it goes sealed, for the one person whose session has ended: at a shared machine
nobody sends what another has typed. Passwords and codes are never kept.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.queries import proofs
from app.accounts.rules.desks import DESKS
from app.accounts.views.arrival import PROOF, seal
from app.accounts.views.cookie import shown
from app.kernel.actor import SYSTEM
from app.kernel.sealing import Broken
from app.kernel.web import runtime

FIELD = "kept"
"""The field in which it goes through signing in."""

SECRETS = frozenset({"password", "again", "code", "shown", "answer", "username", PROOF})
"""Fields that hold what proves who somebody is."""

OURS = frozenset({"csrf_token", FIELD})
UNSEEN = frozenset({"key", "version", "was"})
"""Fields that nobody types; of a form with lines, whatever line they belong to."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was posted, without its secrets."""

    action: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    @property
    def seen(self) -> list[tuple[str, str]]:
        """What its owner typed or chose, for them to look at before it is sent."""
        return [
            (name, value)
            for name, value in self.fields
            if name.partition("-")[0] not in UNSEEN and value.strip()
        ]


def typed() -> Typed:
    """Give what was posted just now, as far as it is kept."""
    kept = (item for item in request.form.items(multi=True) if item[0] not in SECRETS | OURS)
    files = any(file.filename for file in request.files.values())
    return Typed(request.full_path.rstrip("?"), tuple(kept), files)


def sealed() -> str:
    """Seal what was posted for whose session it was; nothing where there is nothing, or nobody."""
    posted, token = typed(), shown()
    if not posted.fields or not token:
        return ""
    with runtime().database.read(by=SYSTEM) as session:
        account = proofs.whose(session, token)
    if account is None:
        return ""
    written = json.dumps([posted.action, posted.fields, posted.files]).encode()
    return urlsafe_b64encode(seal().close(_purpose(account), zlib.compress(written))).decode()


def given_back(account: int) -> Typed | None:
    """Give what was kept for somebody who has signed in again; another's is nobody's."""
    try:
        content = urlsafe_b64decode(waiting())
        written = zlib.decompress(seal().open(_purpose(account), content))
    except (Broken, ValueError):
        return None
    action, fields, files = json.loads(written)
    return Typed(action, tuple((name, value) for name, value in fields), files)


def waiting() -> str:
    """Give what goes sealed through signing in, or nothing."""
    return request.form.get(FIELD, "")


def led_on(token: str) -> ResponseReturnValue:
    """Lead somebody who has just signed in to what they had typed, to what they asked for, or,
    where they asked for nothing, to where they have their work.
    """
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.read(by=SYSTEM) as session:
        found = proofs.signed_in(session, token, at=now, on=today)
    onward = forms.onward(request.form)
    if found is None or found.person.role is None:
        return redirect(onward, 303)
    if waiting() and (kept := given_back(found.person.account)):
        g.signed_in = found
        return render_template("accounts/kept.html", typed=kept)
    return redirect(DESKS[found.person.role] if onward == forms.HOME else onward, 303)


def _purpose(account: int) -> str:
    return f"what account {account} had typed when its session ended"
