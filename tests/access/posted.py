"""What is posted by those who may, and which rows it changes.

A new route that changes something needs a line here: by whom, where, which rows it adds (``+``),
changes (``~``) and removes (``-``), table by table, and with which form.
"""

from tests.access import constituted, convened, declared, forms, owed, registered, summarised
from tests.access.deeds import (
    ACT,
    ADMINISTRATOR,
    AUDITOR,
    CANADA,
    CEREMONY,
    COLLEAGUE,
    CORRECTION,
    DEADLINE,
    DECLARED,
    DRAFTING,
    EXAMINED,
    FIRST,
    HALF,
    INSTRUMENT,
    JAPANS_ACT,
    LETTER,
    LIST_READY,
    NEWCOMER,
    OTHER_ADMINISTRATOR,
    PASSKEYS,
    PERSON,
    PIECE,
    PROGRAMS,
    READY,
    RESET,
    SECOND,
    SESSIONS,
    SUBMITTING,
    TEXT,
    THING,
    TOKENS,
    Deed,
    post,
)
from tests.access.forms import typed
from tests.access.things import RECOVERY_CODE

KEPT_LETTER = "/operations/letters/<uuid:letter_id>"
KEPT_PRINT = "/operations/prints/<uuid:document_id>"

WHOLE = "sign_in_attempt+1 signed_in+1 signed_in~1"
"""A whole session in place of half of one."""

SEALED = "counter~1 ledger_entry+1"
"""One entry of the ledger."""

NUMBERED = "counter~2 ledger_entry+1"
"""One entry of the ledger, about something that takes a number of its own."""

ACCOUNTED = f"{SEALED} account_record+1"
TOLD = f"{ACCOUNTED} letter+1"
STEP = f"{SEALED} desk_step+1"
ACTED = "desk_step+1 treaty_action+1 treaty_revision~1 ledger_entry+3 notification+1 letter+3"
"""An act is recorded, and notified to the two parties and the mission that are reached."""
INVITED = f"{TOLD} account+1 appointment+1 invitation+1"
ENDED = f"{TOLD} signed_in~1"

PUBLIC = [
    Deed("a visitor", post("/treaties/<treaty_id>/report"), "document+1", forms.report),
    Deed(
        "a visitor",
        post("/documents/<uuid:document_id>/print-again"),
        "document~1 print_deed+1",
        of=forms.failed_print,
    ),
    Deed("a visitor", post("/verify"), "", typed(receipt="{}"), status=422),
    Deed(
        "a visitor", post("/api/v1/treaties/<treaty_id>/scenario"), "", forms.scenario, status=200
    ),
]
SIGNING_IN = [
    Deed(
        "a visitor",
        post("/sign-in"),
        "sign_in_attempt+1 signed_in+1",
        forms.password_of("drafter"),
    ),
    Deed(
        "a visitor",
        post("/sign-in/passkey"),
        "passkey~1 signed_in+1 used_challenge+1",
        forms.passkey_shown,
    ),
    Deed(HALF, post("/sign-in/code"), f"account~1 {WHOLE}", forms.code_of(HALF)),
    Deed(HALF, post("/sign-in/recovery"), f"recovery_code~1 {WHOLE}", typed(code=RECOVERY_CODE)),
    Deed(
        "auditor", post("/sign-in/again"), "account~1 sign_in_attempt+1", forms.code_of("auditor")
    ),
    Deed("auditor", post("/sign-out"), "signed_in~1"),
    Deed(
        "a visitor",
        post("/join/<link>"),
        f"{ACCOUNTED} account~1 invitation~1 recovery_code+10",
        forms.joining,
        status=200,
    ),
]
ACCOUNT = [
    Deed(CANADA, post("/account/password"), f"{TOLD} account~1 signed_in~2", forms.new_password),
    Deed(
        CANADA,
        post("/account/authenticator"),
        f"{TOLD} account~1 signed_in~2",
        forms.new_authenticator,
    ),
    Deed(CANADA, post("/account/recovery-codes"), f"{TOLD} recovery_code+10", status=200),
    Deed(
        CANADA, post("/account/passkey"), f"{TOLD} passkey+1 used_challenge+1", forms.passkey_made
    ),
    Deed(CANADA, post(f"{PASSKEYS}/remove"), f"{TOLD} passkey-1"),
    Deed(CANADA, post(f"{SESSIONS}/end"), "signed_in~1"),
    Deed(
        CANADA,
        post("/account/tokens"),
        f"{ACCOUNTED} api_token+1",
        forms.token("submit"),
        status=200,
    ),
    Deed(CANADA, post(f"{TOKENS}/revoke"), f"{ACCOUNTED} api_token~1"),
    Deed(CANADA, post("/account/letters"), "account~1", typed(language="fr", reminders="daily")),
    Deed(CANADA, post("/account/calendar"), f"{ACCOUNTED} calendar_feed~1", status=200),
    Deed(CANADA, post("/account/calendar/revoke"), f"{ACCOUNTED} calendar_feed~1"),
]
PEOPLE = [
    Deed(CANADA, post("/people/invite"), INVITED, forms.invitation("drafter"), status=200),
    Deed(ADMINISTRATOR, post("/people/invite"), INVITED, forms.invitation("auditor"), status=200),
    Deed(
        CANADA,
        post(f"{PERSON}/invite-again"),
        "invitation+1 invitation~1 letter+1",
        of=NEWCOMER,
        status=200,
    ),
    Deed(CANADA, post(f"{PERSON}/remove"), f"{ENDED} appointment~1", of=COLLEAGUE),
    Deed(ADMINISTRATOR, post(f"{PERSON}/remove"), f"{ENDED} appointment~1", of=AUDITOR),
    Deed(
        CANADA,
        post(f"{PERSON}/hand-over"),
        f"{TOLD} api_token~4 appointment+2 appointment~2 calendar_feed~1",
        forms.note_verbale,
        COLLEAGUE,
    ),
    Deed(ADMINISTRATOR, post(f"{PERSON}/disable"), f"{ENDED} account~1", of=COLLEAGUE),
    Deed(ADMINISTRATOR, post(f"{PERSON}/enable"), f"{TOLD} account~1", of=forms.person("disabled")),
    Deed(ADMINISTRATOR, post(f"{PERSON}/sign-out"), f"{ACCOUNTED} signed_in~1", of=COLLEAGUE),
    Deed(
        ADMINISTRATOR,
        post(f"{PERSON}/reset"),
        f"{ACCOUNTED} account_reset+1 letter+8",
        forms.note_verbale,
        AUDITOR,
    ),
    Deed(
        OTHER_ADMINISTRATOR,
        post(f"{RESET}/grant"),
        f"{ACCOUNTED} account~1 account_reset~1 invitation+1 letter+2 signed_in~1",
        status=200,
    ),
    Deed("director", post(f"{RESET}/refuse"), f"{TOLD} account_reset~1"),
]
DESK = [
    Deed(
        FIRST,
        post("/depositary/instruments"),
        f"{NUMBERED} desk_step+1 instrument+1",
        forms.instrument("NLD"),
    ),
    Deed(
        FIRST,
        post(f"{INSTRUMENT}/edit"),
        f"{STEP} instrument~1",
        forms.instrument("KOR", version=2),
        EXAMINED,
    ),
    Deed(FIRST, post(f"{INSTRUMENT}/scans"), f"{STEP} instrument~1 upload+1", forms.scan, EXAMINED),
    Deed(
        FIRST,
        post(f"{INSTRUMENT}/steps"),
        f"{STEP} instrument~1",
        forms.step("hold", "Ask.", version=2),
        EXAMINED,
    ),
    Deed(
        SECOND,
        post(f"{INSTRUMENT}/confirm"),
        f"{ACTED} counter~3 instrument~1",
        forms.sheet(version=3),
        READY,
        published=forms.there("text of ready", "wording of ready"),
    ),
    Deed(
        FIRST,
        post(ACT),
        f"{NUMBERED} desk_step+1 proposed_correction+1",
        forms.proposal,
        JAPANS_ACT,
    ),
    Deed(
        FIRST,
        post(f"{CORRECTION}/drop"),
        f"{STEP} proposed_correction~1",
        forms.sheet(version=1, note="It was right."),
    ),
    Deed(
        SECOND,
        post(f"{CORRECTION}/confirm"),
        f"{ACTED} counter~3 proposed_correction~1",
        forms.sheet(version=1),
        published=forms.there("text proposed", "reason proposed", "authority proposed"),
    ),
]
CEREMONIES = [
    Deed(
        FIRST,
        post("/depositary/ceremonies"),
        f"{NUMBERED} desk_step+1 ceremony+1",
        forms.signing_list("Japan"),
    ),
    Deed(
        FIRST,
        post(f"{CEREMONY}/edit"),
        f"{STEP} ceremony~1",
        forms.signing_list("Japan", version=1),
    ),
    Deed(
        FIRST,
        post(f"{CEREMONY}/steps"),
        f"{STEP} ceremony~1",
        forms.step("drop", "It was put off.", version=1),
    ),
    Deed(
        SECOND,
        post(f"{CEREMONY}/confirm"),
        f"{ACTED} counter+1 counter~2 ceremony~1",
        forms.sheet(version=2),
        LIST_READY,
        published=forms.there("text of DEU"),
    ),
]
TEXTS = [
    Deed(
        FIRST,
        post("/depositary/text-corrections"),
        f"{NUMBERED} text_correction+1 text_correction_step+1",
        forms.text,
    ),
    Deed(
        FIRST,
        post(f"{TEXT}/steps"),
        f"{SEALED} text_correction~1 text_correction_step+1",
        forms.step("drop", "It was right.", version=1),
    ),
    Deed(
        SECOND,
        post(f"{TEXT}/confirm"),
        "counter~2 ledger_entry+2 letter+3 notification+1 text_correction~1"
        " text_correction_step+1 treaty_revision~1",
        forms.step("circulate", "", version=1),
        published=forms.there("reason of the text", "was of the text", "reads of the text"),
    ),
]
MISSIONS = [
    Deed(ADMINISTRATOR, post("/people/missions"), f"{NUMBERED} mission+1", forms.mission),
    Deed(FIRST, post("/people/missions/<int:number>/end"), f"{SEALED} mission~1"),
    Deed(FIRST, post("/people/missions/<int:number>/letters")),
]
CORRESPONDENCE = [
    Deed(
        "bodies officer",
        post("/correspondence/enter"),
        f"{NUMBERED} correspondence_piece+1",
        forms.piece,
    ),
    Deed(
        "director",
        post(f"{PIECE}/scans"),
        f"{SEALED} correspondence_scan+1 upload+1",
        forms.scan_of_piece,
    ),
    Deed("director", post(f"{LETTER}/try-again"), "letter~1 letter_deed+1"),
    Deed(ADMINISTRATOR, post(f"{KEPT_LETTER}/try-again"), "letter~1 letter_deed+1"),
    Deed(
        ADMINISTRATOR,
        post(f"{KEPT_LETTER}/cancel"),
        "letter~1 letter_deed+1",
        typed(reason="Written by hand instead."),
    ),
    Deed(
        ADMINISTRATOR,
        post(f"{KEPT_PRINT}/print-again"),
        "document~1 print_deed+1",
        of=forms.failed_print,
    ),
    Deed(
        ADMINISTRATOR,
        post(f"{KEPT_PRINT}/cancel"),
        "document~1 print_deed+1",
        typed(reason="Nobody needs it."),
        forms.failed_print,
    ),
    Deed("declarations officer", post("/worklist"), "assignment+1", forms.taken_on),
    Deed(
        "bodies officer",
        post(f"{LETTER}/cancel"),
        "letter~1 letter_deed+1",
        typed(reason="Written by hand instead."),
    ),
    Deed(
        "director",
        post("/correspondence/returned/<uuid:mark_id>/confirm"),
        "failing_address~1",
        typed(reason="They told us on the telephone."),
    ),
]
RECORDED = "registry_version+1 ledger_entry+1"
REGISTERED = [
    Deed(
        CANADA,
        post("/registry/new/<kind>"),
        f"counter~3 registry_thing+1 {RECORDED}",
        registered.operator(),
        forms.there("kind"),
    ),
    Deed("drafter", post(f"{THING}/edit"), f"counter~2 {RECORDED}", registered.operator(version=1)),
    Deed(CANADA, post(f"{THING}/strike"), f"counter~2 {RECORDED}", registered.operator(version=1)),
    Deed(
        "drafter",
        post("/registry/load/<kind>"),
        "counter~3 registry_thing+2 registry_version+2 ledger_entry+1",
        registered.operators,
        forms.there("kind"),
    ),
]
ASKED = f"{SEALED} duty_record+1"
BATCH, BATCHED = "/summaries/batches/<int:number>", "summary_batch~1"
OWED = [
    Deed(
        CANADA,
        post(f"{DEADLINE}/extension"),
        f"{ASKED} deadline+1",
        typed(until="2027-09-01", reason="A bill."),
        owed.about("f6"),
    ),
    Deed(
        "declarations officer",
        post(f"{DEADLINE}/decision"),
        ASKED,
        typed(kind="waive", symbol="Final Act, resolution IV"),
        owed.about("f2"),
    ),
    Deed(
        "director",
        post(f"{DEADLINE}/confirm"),
        f"{ASKED} duty~1 deadline~1",
        of=owed.about("f4"),
    ),
    Deed(
        "declarations officer",
        post("/declarations/<ref>/<int:number>/print"),
        "document+1 declaration_reading+1",
    ),
    Deed("director", post("/reporting/<obligation>/print"), "document+1", of=owed.year),
    Deed("auditor", post("/reporting/<obligation>/<period>/print"), "document+1", of=owed.year),
    Deed("a visitor", post("/papers/ratification/print"), "document+1"),
    Deed("auditor", post("/papers/timeliness/print"), "document+1"),
    Deed("director", post("/papers/submissions/print"), "document+1"),
    Deed("declarations officer", post("/papers/annual/print"), "document+1"),
    Deed(
        "a visitor",
        post("/summaries/<code>/print"),
        "document+1",
        typed(period="2026"),
        owed.whose,
    ),
    Deed("director", post("/summaries/batches"), "summary_batch+1", summarised.begun),
    Deed("declarations officer", post(f"{BATCH}/pause"), BATCHED, of=summarised.batch("going")),
    Deed("director", post(f"{BATCH}/resume"), BATCHED, of=summarised.batch("paused")),
    Deed(
        "director", post(f"{BATCH}/again"), "document~1 print_deed+1", of=summarised.batch("going")
    ),
    Deed(
        "declarations officer",
        post("/reminders/pauses"),
        "counter~1 reminder_pause+1",
        owed.pause,
    ),
    Deed(
        "director",
        post("/reminders/pauses/<int:number>/end"),
        "reminder_pause~1",
    ),
    Deed(
        ADMINISTRATOR, post("/outages"), "counter+1 counter~1 ledger_entry+1 outage+1", owed.outage
    ),
]
ONCE = "answered_request+1"
SUBMITTED = (
    "letter+2 declaration~1 declaration_version~1 declaration_version+1 "
    "declaration_portion+6 declaration_draft-1 declaration_section-5"
)
RECALLED = "declaration~1 declaration_version~1 declaration_step+1"
DECLARATIONS = [
    Deed(
        "drafter",
        post("/declarations"),
        "counter~1 declaration+1 declaration_draft+1 declaration_section+1",
        declared.typed(obligation="f4", period="2026"),
    ),
    Deed(
        "drafter",
        post(f"{DECLARED}/draft"),
        "declaration_draft~1",
        declared.typed(step="ask"),
        declared.drafted,
    ),
    Deed(
        "drafter",
        post(f"{DECLARED}/sections/<section>"),
        "declaration_section~1",
        declared.section,
        declared.contact,
    ),
    Deed(
        "drafter",
        post(f"{DECLARED}/workbook"),
        "declaration_section~5",
        declared.workbook,
        declared.drafted,
    ),
    Deed(
        "drafter",
        post(f"{DECLARED}/sections/<section>/<table>"),
        "declaration_section~1",
        declared.rows,
        declared.drafted,
    ),
    Deed(
        CANADA,
        post(f"{DECLARED}/submit"),
        f"{SEALED} {SUBMITTED}",
        declared.typed(),
    ),
    Deed(
        "declarations officer",
        post(f"{DECLARED}/<int:number>/review"),
        f"{SEALED} declaration_version~1 declaration_step+1",
        declared.typed(step="take_up"),
    ),
    Deed(
        "declarations officer",
        post("/declarations/enter"),
        "counter~1 counter+1 deadline~1 ledger_entry+1 letter+2 declaration+1 "
        "declaration_version+1 declaration_portion+1",
        declared.entered,
    ),
    Deed(
        CANADA,
        post(f"{DECLARED}/<int:number>/recall"),
        f"{SEALED} deadline~1 {RECALLED}",
        declared.typed(note="A mistake."),
    ),
]
PROGRAMMED = [
    Deed(
        DRAFTING,
        post("/api/v1/registry"),
        f"{ONCE} counter~3 registry_thing+1 {RECORDED}",
        typed(kind="operator", written={"name": "Prairie Cloud", "country": "CAN"}),
        status=201,
    ),
    Deed(
        DRAFTING,
        ("PATCH", f"/api/v1{THING}"),
        f"counter~2 {RECORDED}",
        typed(written={"name": "Prairie Cloud"}, reason="It was renamed."),
        status=200,
    ),
    Deed(
        DRAFTING,
        post(f"/api/v1{THING}/strike"),
        f"{ONCE} counter~2 {RECORDED}",
        typed(reason="It was entered twice."),
        status=200,
    ),
    Deed(
        DRAFTING,
        post("/api/v1/declarations"),
        f"{ONCE} counter~1 declaration+1 declaration_draft+1 declaration_section+1",
        forms.typed(obligation="f4", period="2026"),
        status=201,
    ),
    Deed(
        DRAFTING,
        ("PATCH", PROGRAMS),
        "declaration_section~1",
        declared.changed,
        declared.drafted,
        status=200,
    ),
    Deed(
        DRAFTING,
        post(f"{PROGRAMS}/files"),
        f"{ONCE} upload+1",
        declared.file_as_it_is,
        declared.drafted,
        status=201,
    ),
    Deed(
        DRAFTING,
        ("DELETE", f"{PROGRAMS}/files/<uuid:file_id>"),
        "declaration_draft~1 declaration_section~1",
        status=200,
    ),
    Deed(
        DRAFTING,
        ("PUT", f"{PROGRAMS}/workbook.xlsx"),
        "declaration_section~5",
        declared.workbook_as_it_is,
        declared.drafted,
        status=200,
    ),
    Deed(
        DRAFTING,
        post(f"{PROGRAMS}/ask"),
        f"{ONCE} declaration_draft~1",
        of=declared.drafted,
        status=200,
    ),
    Deed(
        SUBMITTING,
        post(f"{PROGRAMS}/submit"),
        f"{ONCE} {SEALED} {SUBMITTED}",
        status=201,
    ),
    # An amendment is open already.
    Deed(DRAFTING, post(f"{PROGRAMS}/amend"), form=forms.typed(reason="Again."), status=409),
    Deed(
        SUBMITTING,
        post(f"{PROGRAMS}/recall"),
        f"{ONCE} {SEALED} deadline~1 {RECALLED}",
        forms.typed(reason="A mistake."),
        status=200,
    ),
]
DEEDS = [
    *constituted.DEEDS,
    *convened.DEEDS,
    *DECLARATIONS,
    *PROGRAMMED,
    *PUBLIC,
    *SIGNING_IN,
    *ACCOUNT,
    *PEOPLE,
    *DESK,
    *CEREMONIES,
    *TEXTS,
    *MISSIONS,
    *CORRESPONDENCE,
    *REGISTERED,
    *OWED,
]
