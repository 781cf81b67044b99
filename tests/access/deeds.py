"""Something that is posted, by whom and where, and the names that are used for it."""

from dataclasses import dataclass

from tests.access import forms
from tests.access.forms import Form, Of, empty
from tests.access.table import Key

FIRST, SECOND = "depositary officer", "second depositary officer"
ADMINISTRATOR, OTHER_ADMINISTRATOR = "administrator", "second administrator"
CANADA, JAPAN = "representative", "Japan's representative"
HALF = "without second factor"


@dataclass(frozen=True)
class Deed:
    """Something that is posted, and what it is to change."""

    by: str
    key: Key
    changes: str = ""
    form: Form = empty
    of: Of = empty
    status: int = 303
    published: Of = empty
    """Which canaries are everybody's from then on."""

    def __str__(self) -> str:
        """Say which it is."""
        return f"{' '.join(self.key)} by {self.by}"


def post(rule: str) -> Key:
    """Give the key of what is posted."""
    return "POST", rule


PERSON, RESET = "/people/<int:number>", "/people/resets/<uuid:reset_id>"
INSTRUMENT, CORRECTION = "/depositary/instruments/<slug>", "/depositary/corrections/<slug>"
ACT = "/depositary/acts/<treaty_id>/<int:number>/correct"
TOKENS, PASSKEYS = "/account/tokens/<uuid:token_id>", "/account/passkeys/<uuid:passkey_id>"
SESSIONS, SCANS = "/account/sessions/<uuid:session_id>", f"{INSTRUMENT}/scans/<uuid:scan_id>"
LETTER = "/correspondence/letters/<uuid:letter_id>"
TEXT = "/depositary/text-corrections/<slug>"
CEREMONY = "/depositary/ceremonies/<slug>"
THING = "/registry/<thing_id>"
DECLARED = "/declarations/<ref>"
PROGRAMS = f"/api/v1{DECLARED}"
DRAFTING, SUBMITTING = "token to draft", "token to submit"
DEADLINE = "/reporting/<obligation>/<period>/<code>"
PIECE = "/correspondence/GAIMA/<any(IN,OUT):direction>/<int:year>/<int:serial>"

COLLEAGUE, NEWCOMER = forms.person("drafter"), forms.person("newcomer")
AUDITOR, JAPANS_ACT = forms.person("auditor"), forms.act(2)
LIST_READY = forms.matter("list ready")
READY, EXAMINED = forms.matter("ready"), forms.matter("examined")
