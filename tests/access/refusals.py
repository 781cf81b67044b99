"""What is refused to somebody who may come there: it changes nothing, and tells nothing."""

from tests.access import declared, forms, hidden, owed, papers, tasks
from tests.access.comments import PAPER
from tests.access.deeds import (
    ADMINISTRATOR,
    CANADA,
    CEREMONY,
    COLLEAGUE,
    CORRECTION,
    DEADLINE,
    DECLARED,
    FIRST,
    INSTRUMENT,
    JAPAN,
    LETTER,
    LIST_READY,
    PASSKEYS,
    PERSON,
    PROGRAMS,
    READY,
    RESET,
    SCANS,
    SECOND,
    SESSIONS,
    TEXT,
    THING,
    TOKENS,
    Deed,
    post,
)
from tests.access.foreign import Foreign

FORBIDDEN = [
    # Two officers: nobody confirms what they prepared, nor decides on what they asked for.
    Deed(FIRST, post(f"{INSTRUMENT}/confirm"), of=READY, form=forms.sheet(version=3), status=422),
    Deed(FIRST, post(f"{CORRECTION}/confirm"), form=forms.sheet(version=1), status=422),
    Deed(SECOND, post(f"{INSTRUMENT}/confirm"), of=READY, form=forms.sheet(version=2), status=409),
    Deed(ADMINISTRATOR, post(f"{RESET}/grant"), status=422),
    Deed(ADMINISTRATOR, post(f"{RESET}/refuse"), status=422),
    Deed(
        FIRST, post(f"{CEREMONY}/confirm"), of=LIST_READY, form=forms.sheet(version=2), status=422
    ),
    Deed(
        FIRST,
        post(f"{TEXT}/confirm"),
        form=forms.step("circulate", "", version=1),
        status=422,
    ),
    # Confirming has a page of its own, with the second factor.
    Deed(
        SECOND,
        post(f"{INSTRUMENT}/steps"),
        of=READY,
        form=forms.step("confirm", "", version=3),
        status=422,
    ),
    # Nobody does it to themselves.
    Deed(ADMINISTRATOR, post(f"{PERSON}/remove"), of=forms.person(ADMINISTRATOR), status=422),
    Deed(ADMINISTRATOR, post(f"{PERSON}/disable"), of=forms.person(ADMINISTRATOR), status=422),
    Deed(
        ADMINISTRATOR,
        post(f"{PERSON}/reset"),
        of=forms.person(ADMINISTRATOR),
        form=forms.note_verbale,
        status=422,
    ),
    Deed(
        CANADA,
        post(f"{PERSON}/hand-over"),
        of=forms.person(CANADA),
        form=forms.note_verbale,
        status=422,
    ),
    # Nobody gives more than is theirs to give.
    Deed(
        CANADA,
        post("/people/invite"),
        form=forms.invitation("accredited_representative"),
        status=422,
    ),
    Deed(CANADA, post("/people/invite"), form=forms.invitation("administrator"), status=422),
    Deed(
        ADMINISTRATOR, post("/people/invite"), form=forms.invitation("drafter", "CAN"), status=422
    ),
    Deed("drafter", post("/account/tokens"), form=forms.token("submit"), status=422),
    Deed("auditor", post("/account/tokens"), form=forms.token("draft"), status=422),
    Deed("drafter", post("/account/calendar/revoke"), status=409),
    Deed(CANADA, post("/account/tokens"), form=forms.token("submit", hours=25), status=422),
    # Whoever is to do something says that it is done, and nobody else with a seat.
    Deed("expert", post(tasks.STEPS), form=tasks.done, status=404),
    Deed(CANADA, post(tasks.STEPS), form=tasks.dropped, status=404),
    # A letter whose link opens something is read by its addressee alone.
    Deed("director", ("GET", f"{LETTER}.html"), of=forms.private_letter, status=404),
    Deed("director", ("GET", LETTER), of=forms.private_letter, status=200),
    # A wrong code is counted, and lets nobody in.
    Deed(
        "a visitor",
        post("/join/<link>"),
        form=forms.joining_with("WRONGWRO"),
        status=422,
        changes="invitation~1",
    ),
    Deed("a visitor", post("/sign-in/code"), form=forms.code_of("auditor"), status=422),
    Deed("a visitor", post("/sign-in/again"), form=forms.code_of("auditor")),
]
"""What somebody who may come there may not do."""

FOREIGN = [
    *(
        Foreign(post(f"{PERSON}/{what}"), (JAPAN,), COLLEAGUE, {"note_verbale": "NV-9"})
        for what in ("remove", "hand-over", "invite-again")
    ),
    Foreign(("GET", PERSON), ("Japan's drafter", JAPAN), COLLEAGUE),
    Foreign(post(f"{TOKENS}/revoke"), ("drafter", ADMINISTRATOR), forms.there("token_id")),
    Foreign(post(f"{PASSKEYS}/remove"), ("drafter", ADMINISTRATOR), forms.there("passkey_id")),
    Foreign(post(f"{SESSIONS}/end"), ("drafter", ADMINISTRATOR), forms.there("session_id")),
    *(
        Foreign((method, f"{THING}{what}"), ("Japan's drafter", JAPAN), forms.there("thing_id"))
        for method, what in (("GET", ""), ("GET", "/edit"), ("POST", "/edit"), ("POST", "/strike"))
    ),
    Foreign(("GET", "/registry/loads/<uuid:load_id>"), (JAPAN,), forms.there("load_id")),
    *(
        Foreign(key, ("Japan's drafter", JAPAN), owed.whose, beside=owed.year)
        for key in (("GET", DEADLINE), ("POST", f"{DEADLINE}/extension"))
    ),
    *(
        Foreign(
            (method, f"{DECLARED}{what}"),
            ("Japan's drafter", JAPAN),
            forms.there("ref"),
        )
        for method, what in (
            ("GET", ""),
            ("POST", "/draft"),
            ("GET", "/check"),
            ("GET", "/compare"),
            ("GET", "/sections/<section>"),
            ("POST", "/sections/<section>"),
            ("GET", "/sections/<section>/<table>"),
            ("POST", "/sections/<section>/<table>"),
            ("GET", "/sections/<section>/<table>.csv"),
            ("GET", "/files/<uuid:file_id>"),
            ("GET", "/<int:number>"),
            ("GET", "/<int:number>/receipt"),
            ("GET", "/<int:number>/receipt.json"),
            ("GET", "/<int:number>/content.json"),
        )
    ),
    *(
        Foreign(
            ("POST", f"{DECLARED}{what}"),
            (JAPAN,),
            forms.there("ref"),
        )
        for what in ("/submit", "/<int:number>/recall")
    ),
    # Programs are told as little as people.
    *(
        Foreign((method, f"{PROGRAMS}{what}"), ("Japan's token",), forms.there("ref"), form)
        for method, what, form in (
            ("GET", "", {}),
            ("PATCH", "", {"outcome": "filed"}),
            ("GET", "/check", {}),
            ("POST", "/ask", {}),
            ("POST", "/submit", {}),
            ("POST", "/amend", {"reason": "x"}),
            ("POST", "/recall", {"reason": "x"}),
            ("GET", "/versions/<int:number>", {}),
            ("GET", "/receipt.json", {}),
            ("GET", "/receipt.pdf", {}),
            ("GET", "/files", {}),
            ("GET", "/files/<uuid:file_id>", {}),
            ("DELETE", "/files/<uuid:file_id>", {}),
            ("GET", "/workbook.xlsx", {}),
        )
    ),
    *(
        Foreign(
            (method, f"/api/v1{THING}{what}"), ("Japan's token",), forms.there("thing_id"), form
        )
        for method, what, form in (
            ("GET", "", {}),
            ("PATCH", "", {"written": {}, "reason": "x"}),
            ("POST", "/strike", {"reason": "x"}),
        )
    ),
    # Comments on a text that everybody reads are for those who sit in the body.
    *(
        Foreign((method, f"{PAPER}/comments{end}"), (JAPAN,), forms.there("paper"), form)
        for method, end, form in (
            ("GET", "", {}),
            ("GET", ".csv", {}),
            ("GET", ".xlsx", {}),
            ("POST", "", {"proposal": "x"}),
        )
    ),
    # A draft is its state's alone: to the secretariat there is none.
    Foreign(("GET", DECLARED), ("declarations officer", "director", "auditor"), declared.drafted),
    Foreign(("GET", SCANS), (FIRST, "director"), forms.there("scan_id"), beside=READY),
    *papers.FOREIGN,
    *hidden.FOREIGN,
]
"""Another's things, at routes that are open to who asks."""
