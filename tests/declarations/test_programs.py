"""Declarations as programs file them: once however often sent, and only from what was read."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.accounts.operations import tokens
from app.declarations.forms import receipts as forms
from app.declarations.models import DeclarationVersion
from app.declarations.rules import receipts as rules
from app.kernel.actor import SYSTEM, Actor, Role, Scope
from app.kernel.database import Database
from app.kernel.repeats import AnsweredRequest
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.ledger.rules.checkpoint import origin_of, verifier
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.declarations.filled import FILLED
from tests.people import made

AT = "/api/v1/declarations"
REF = "CAN-2027-1"
HERE = f"{AT}/{REF}"
BEGUN = {"obligation": "f4", "period": "2026"}
SECTIONS = [name for name in FILLED["F4"] if name != "header"]


@dataclass
class Program:
    """A program with a token, that gives each request a key of its own unless it is told one."""

    runtime: Runtime
    token: str = ""

    def ask(
        self, method: str, address: str, body: Any = None, *, key: str = "", match: str = ""
    ) -> Any:
        headers = {"Idempotency-Key": key or str(uuid4()), "Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"If-Match": match} if match else {}
        data = None if body is None else json.dumps(body)
        client = lent(self.runtime).test_client()
        return client.open(address, method=method, headers=headers, data=data)

    def get(self, address: str = HERE) -> Any:
        answer = self.ask("GET", address)
        assert answer.status_code == 200, answer.text
        return answer.json

    def etag(self) -> str:
        return str(self.ask("GET", HERE).headers["ETag"])

    def change(self, body: Any) -> Any:
        return self.ask("PATCH", HERE, body, match=self.etag())


def program(runtime: Runtime, by: Actor, *scopes: Scope) -> Program:
    hours = timedelta(hours=24)
    with runtime.database.write(by=by) as session:
        token = tokens.make(
            session, "a program", scopes, lasts=hours, by=by, at=runtime.clock.now()
        )
    return Program(runtime, token)


@pytest.fixture
def drafter(runtime: Runtime) -> Program:
    return program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)


@pytest.fixture
def representative(runtime: Runtime) -> Program:
    return program(runtime, made(runtime, Role.REPRESENTATIVE).actor, *Scope)


def officer(runtime: Runtime, role: Role = Role.DECLARATIONS_OFFICER) -> Program:
    return program(runtime, made(runtime, role).actor, Scope.READ)


def content() -> dict[str, Any]:
    """Give a year's transfers, of types that the register has."""
    written = json.dumps({name: FILLED["F4"][name] for name in SECTIONS})
    kept: dict[str, Any] = json.loads(re.sub("ACC-[A-Z]+", "ACC-H100-SXM5", written))
    return kept


def begun(drafter: Program) -> None:
    assert drafter.ask("POST", AT, BEGUN).status_code == 201


def asked(drafter: Program) -> None:
    begun(drafter)
    changed = drafter.change({"content": content()})
    assert changed.status_code == 200, changed.text
    answer = drafter.ask("POST", f"{HERE}/ask", {})
    assert answer.status_code == 200, answer.text


def submitted(drafter: Program, representative: Program) -> Any:
    asked(drafter)
    answer = representative.ask("POST", f"{HERE}/submit", {}, match=representative.etag())
    assert answer.status_code == 201, answer.text
    return answer.json


def rows(runtime: Runtime, table: Any) -> int:
    with runtime.database.read(by=SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def details(answer: Any) -> str:
    assert answer.mimetype == "application/problem+json"
    return str(answer.json["detail"])


def test_two_programs_file_a_declaration_and_its_receipt_proves_it(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    runtime = runtime_on(database, tmp_path, clock)
    drafter = program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)
    representative = program(runtime, made(runtime, Role.REPRESENTATIVE).actor, *Scope)
    filed = submitted(drafter, representative)
    assert filed["ref"] == REF
    assert (filed["number"], filed["name"]) == (1, "1.0")
    receipt = forms.receipt(representative.ask("GET", filed["receipt"]).data)
    assert runtime.signing_key is not None
    key = signing_key(runtime.signing_key).public_key()
    rules.check(receipt, verified_by=verifier(origin_of(runtime.public_url), key))
    whole = representative.get()
    assert (whole["record"], whole["draft"]) == (1, None)
    [version] = whole["versions"]
    assert (version["status"], version["hands"]) == ("submitted", "two")
    assert representative.get(f"{HERE}/versions/1")["content"].keys() == FILLED["F4"].keys()
    [listed] = officer(runtime).get(AT)["items"]
    assert (listed["ref"], listed["drafting"]) == (REF, False)
    assert officer(runtime, Role.AUDITOR).ask("GET", f"{HERE}/versions/1").status_code == 404


def test_a_draft_is_prefilled_read_and_changed_section_by_section(drafter: Program) -> None:
    answer = drafter.ask("POST", AT, BEGUN)
    assert answer.location == HERE
    assert answer.json == {
        "ref": REF, "participant": "CAN", "obligation": "f4", "period": "2026", "form": "F4",
        "link": f"/declarations/{REF}",
    }  # fmt: skip
    draft = drafter.get()["draft"]
    assert draft["content"]["header"]["period"] == "2026"
    assert draft["schema_at"] == "/api/v1/forms/F4/1"
    [first, *_others] = SECTIONS
    given = {"content": {first: content()[first]}, "classes": {first: "protected"}}
    changed = drafter.change(given).json["draft"]
    assert changed["content"][first] == content()[first]
    assert changed["classes"] == {first: "protected"}
    assert drafter.change({"classes": {first: None}}).json["draft"]["classes"] == {}


def test_what_is_begun_already_is_given_as_it_is(drafter: Program) -> None:
    begun(drafter)
    again = drafter.ask("POST", AT, BEGUN)
    assert (again.status_code, again.json["ref"]) == (200, REF)


def test_a_request_that_is_sent_again_is_answered_as_before_and_done_once(
    runtime: Runtime, drafter: Program, representative: Program
) -> None:
    asked(drafter)
    etag, key = representative.etag(), str(uuid4())
    first, second = (
        representative.ask("POST", f"{HERE}/submit", {}, key=key, match=etag) for _ in range(2)
    )
    assert (first.status_code, first.data) == (201, second.data)
    assert {name: first.headers[name] for name in ("ETag", "Location")} == {
        name: second.headers[name] for name in ("ETag", "Location")
    }
    assert rows(runtime, DeclarationVersion) == 1
    another = representative.ask("POST", f"{HERE}/submit", {"reason": "x"}, key=key, match=etag)
    assert another.status_code == 422
    assert another.json["errors"][0]["field"] == "Idempotency-Key"


def test_a_request_that_is_sent_twice_at_once_is_done_once(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    runtime = runtime_on(database, tmp_path, clock)
    drafter = program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)
    drafter.get(AT)
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(drafter.ask, "POST", AT, BEGUN, key="one") for _ in range(4)]
        answers = {(each.result().status_code, each.result().data) for each in sent}
    assert len(answers) == 1
    assert [each["ref"] for each in drafter.get(AT)["items"]] == [REF]


def test_the_same_key_of_another_account_is_another_key(
    drafter: Program, representative: Program
) -> None:
    assert drafter.ask("POST", AT, BEGUN, key="one").status_code == 201
    answer = representative.ask("POST", AT, {"obligation": "f6", "period": "2026"}, key="one")
    assert answer.status_code == 201


def test_a_change_without_a_key_is_refused(runtime: Runtime, drafter: Program) -> None:
    for key in (" ", "x" * 101, "two words", "é"):
        answer = drafter.ask("POST", AT, BEGUN, key=key)
        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"] == "Idempotency-Key"
    assert rows(runtime, AnsweredRequest) == 0


def test_what_was_refused_may_be_sent_again_under_its_key(
    runtime: Runtime, drafter: Program
) -> None:
    begun(drafter)
    header = drafter.get()["draft"]["content"]["header"]
    assert drafter.change({"content": {"header": header | {"period": "2025"}}}).status_code == 200
    assert drafter.ask("POST", f"{HERE}/ask", {}, key="one").status_code == 422
    assert drafter.change({"content": {"header": header}}).status_code == 200
    assert drafter.ask("POST", f"{HERE}/ask", {}, key="one").status_code == 200
    assert rows(runtime, AnsweredRequest) == 2


def test_a_draft_is_changed_only_from_what_was_read_and_says_what_has_changed(
    drafter: Program, representative: Program
) -> None:
    begun(drafter)
    [first, *_others] = SECTIONS
    etag = drafter.etag()
    change = {"content": {first: content()[first]}}
    assert drafter.ask("PATCH", HERE, change).status_code == 428
    assert representative.change(change).status_code == 200
    stale = drafter.ask("PATCH", HERE, {"content": {first: {}}}, match=etag)
    assert stale.status_code == 412
    assert first in [each["field"] for each in stale.json["errors"]]
    assert drafter.get()["draft"]["content"][first] == content()[first]
    strange = drafter.ask("PATCH", HERE, change, match='"something"')
    assert (strange.status_code, strange.json["errors"][0]["field"]) == (412, "If-Match")
    assert drafter.ask("PATCH", HERE, change, match="*").status_code == 200


def test_a_draft_is_submitted_only_as_it_was_read(
    drafter: Program, representative: Program
) -> None:
    asked(drafter)
    etag = representative.etag()
    assert representative.ask("POST", f"{HERE}/submit", {}).status_code == 428
    assert drafter.change({"content": {"header": drafter.get()["draft"]["content"]["header"] | {
        "language": "fr"}}}).status_code == 200  # fmt: skip
    stale = representative.ask("POST", f"{HERE}/submit", {}, match=etag)
    assert stale.status_code == 412
    assert {each["field"] for each in stale.json["errors"]} == {"draft", "header"}


def test_who_has_a_declaration_need_not_read_it_again(drafter: Program) -> None:
    begun(drafter)
    client, etag = lent(drafter.runtime).test_client(), drafter.etag()
    headers = {"Authorization": f"Bearer {drafter.token}", "If-None-Match": etag}
    assert client.get(HERE, headers=headers).status_code == 304


def test_everything_that_is_wrong_is_said_with_its_section_and_field(drafter: Program) -> None:
    begun(drafter)
    wrong = {"content": {"header": {"language": 7, "strange": 1}, "nowhere": {}}}
    answer = drafter.change(wrong)
    assert answer.status_code == 422
    fields = {each["field"] for each in answer.json["errors"]}
    assert {"header.language", "header.strange", "nowhere"} <= fields
    assert drafter.get()["draft"]["content"]["header"]["language"] == "en"
    draft = drafter.get()["draft"]["content"]["header"]
    assert drafter.change({"content": {"header": draft | {"period": "2025"}}}).status_code == 200
    checked = drafter.get(f"{HERE}/check")
    assert not checked["complete"]
    found = {(each["section"], each["field"]) for each in checked["problems"]}
    assert ("header", "period") in found
    refused = drafter.ask("POST", f"{HERE}/ask", {})
    assert refused.status_code == 422
    assert "header.period" in {each["field"] for each in refused.json["errors"]}


WRONG: tuple[Any, ...] = (
    {"content": {"header": {"basis": ["party"]}}},
    {"content": {"header": {"basis": 1.5}}},
    {"content": {"header": []}},
    {"content": {"header": None}},
    {"content": []},
    {"content": {"transfers": {"line": {"0": 1}}}},
    {"content": {"transfers": {"line": [{"units": 400}]}}},
    {"content": {"transfers": {"line": [{"units": {"value": 1.5, "unit": "units"}}]}}},
    {"content": {"transfers": {"line": [{"partner": "J\u202ePN"}]}}},
    {"outcome": "perhaps"},
    {"outcome": "no_change"},
    {"classes": {"header": "highly_protected"}},
    {"classes": {"header": "secret"}},
    {"classes": {"nowhere": "restricted"}},
    {"strange": 1},
    [],
    None,
)


def test_what_no_draft_can_hold_is_refused_and_changes_nothing(drafter: Program) -> None:
    begun(drafter)
    before = drafter.ask("GET", HERE)
    for body in WRONG:
        assert drafter.change(body).status_code == 422, body
    assert drafter.ask("GET", HERE).data == before.data


def test_a_file_that_was_not_handed_in_for_the_declaration_is_none(drafter: Program) -> None:
    assert drafter.ask("POST", AT, {"obligation": "f1", "period": "2026"}).status_code == 201
    answer = drafter.change({"content": {"designation": FILLED["F1"]["designation"]}})
    assert answer.status_code == 422
    assert "No file that was handed in" in details(answer)


def test_nil_is_filed_by_naming_it(drafter: Program, representative: Program) -> None:
    begun(drafter)
    assert drafter.change({"outcome": "nil"}).json["draft"]["outcome"] == "nil"
    assert drafter.ask("POST", f"{HERE}/ask", {}).status_code == 200
    answer = representative.ask("POST", f"{HERE}/submit", {}, match=representative.etag())
    assert answer.status_code == 201
    assert representative.get()["versions"][0]["outcome"] == "nil"


def test_an_amendment_says_why_and_a_recall_restores_what_stood(
    drafter: Program, representative: Program
) -> None:
    submitted(drafter, representative)
    assert drafter.ask("POST", f"{HERE}/amend", {"reason": ""}).status_code == 422
    assert drafter.ask("POST", f"{HERE}/amend", {"reason": "Two were lost."}).status_code == 201
    assert drafter.ask("POST", f"{HERE}/amend", {"reason": "Again."}).status_code == 409
    assert drafter.get()["draft"]["reason"] == "Two were lost."
    assert drafter.ask("POST", f"{HERE}/ask", {}).status_code == 200
    etag = representative.etag()
    second = representative.ask("POST", f"{HERE}/submit", {}, match=etag)
    assert second.json["name"] == "2.0"
    assert representative.ask("POST", f"{HERE}/recall", {}).status_code == 422
    beyond = {"reason": "A mistake.", "version": 10**22}
    assert representative.ask("POST", f"{HERE}/recall", beyond).status_code == 422
    recalled = representative.ask("POST", f"{HERE}/recall", {"reason": "A mistake."})
    assert recalled.json == {"ref": REF, "number": 2, "status": "recalled", "record": 1}
    last = representative.ask("POST", f"{HERE}/recall", {"reason": "All of it.", "version": 1})
    assert last.json["record"] is None
    none = representative.ask("POST", f"{HERE}/recall", {"reason": "What is left."})
    assert none.status_code == 422


def test_a_list_goes_on_from_page_to_page_and_keeps_what_is_wanted(
    runtime: Runtime, drafter: Program, representative: Program
) -> None:
    submitted(drafter, representative)
    for obligation in ("f6", "f2"):
        body = {"obligation": obligation, "period": "2026"}
        assert drafter.ask("POST", AT, body).status_code == 201
    first = drafter.get(f"{AT}?limit=2")
    assert [each["ref"] for each in first["items"]] == [REF, "CAN-2027-2"]
    assert [each["drafting"] for each in first["items"]] == [False, True]
    rest = drafter.get(f"{AT}?limit=2&cursor={first['next']}")
    assert ([each["ref"] for each in rest["items"]], rest["next"]) == (["CAN-2027-3"], None)
    wanted = drafter.get(f"{AT}?obligation=f6&period=2026&participant=CAN")["items"]
    assert [each["ref"] for each in wanted] == ["CAN-2027-2"]
    seen = officer(runtime).get(AT)["items"]
    assert [(each["ref"], each["record"]["status"]) for each in seen] == [(REF, "submitted")]
    assert drafter.ask("GET", f"{AT}?cursor=x").status_code == 422


def test_whoever_may_not_read_or_know_is_told_nothing(
    runtime: Runtime, drafter: Program, representative: Program
) -> None:
    asked(drafter)
    japan = program(runtime, made(runtime, Role.REPRESENTATIVE, "JPN").actor, *Scope)
    calls: list[tuple[str, str, Any]] = [
        ("GET", HERE, None),
        ("GET", f"{HERE}/check", None),
        ("GET", f"{HERE}/receipt.json", None),
        ("PATCH", HERE, {}),
        ("POST", f"{HERE}/ask", {}),
        ("POST", f"{HERE}/submit", {}),
        ("POST", f"{HERE}/amend", {"reason": "x"}),
        ("POST", f"{HERE}/recall", {"reason": "x"}),
    ]
    for method, address, body in calls:
        assert japan.ask(method, address, body, match='"x"').status_code == 404
    assert officer(runtime).ask("GET", HERE).status_code == 404
    assert japan.get(AT)["items"] == []
    etag = representative.etag()
    assert representative.ask("POST", f"{HERE}/submit", {}, match=etag).status_code == 201
    for role in (Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR):
        seen = officer(runtime, role).get()
        assert (seen["draft"], len(seen["versions"])) == (None, 1)


def test_a_token_does_no_more_than_its_scopes_and_lasts_no_longer(
    runtime: Runtime, drafter: Program, clock: StoppedClock
) -> None:
    asked(drafter)
    who = made(runtime, Role.REPRESENTATIVE).actor
    looks, drafts = (program(runtime, who, *s) for s in ((Scope.READ,), (Scope.DRAFT,)))
    assert looks.ask("POST", AT, BEGUN).status_code == 404
    etag = looks.etag()
    assert drafts.ask("GET", HERE).status_code == 404
    assert drafts.ask("POST", f"{HERE}/submit", {}, match=etag).status_code == 404
    assert Program(runtime).ask("GET", HERE).status_code == 401
    clock.at += timedelta(hours=25)
    expired = looks.ask("GET", HERE)
    assert (expired.status_code, expired.mimetype) == (401, "application/problem+json")
    assert expired.headers["WWW-Authenticate"] == "Bearer"


def test_only_one_pair_of_eyes_submits_nothing(representative: Program) -> None:
    asked(representative)
    answer = representative.ask("POST", f"{HERE}/submit", {}, match=representative.etag())
    assert answer.status_code == 422
    assert "A second person" in details(answer)


def test_what_cannot_be_declared_is_not_begun(drafter: Program) -> None:
    f4 = {"obligation": "f4"}
    for body in (
        {"obligation": "f9", "period": "2026"},
        f4 | {"period": "2031"},
        f4 | {"period": "\u202e2026"},
        f4 | {"period": 2026},
        f4 | {"period": "2026", "participant": "JPN"},
        f4,
    ):
        assert drafter.ask("POST", AT, body).status_code == 422, body
    assert drafter.get(AT)["items"] == []
