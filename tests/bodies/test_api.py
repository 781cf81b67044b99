"""Bodies as programs read them: what is public for all, the rest within the owner's rights."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.bodies.models import Body, Bureau, Decision
from app.bodies.values import Class, Matter, Office
from app.kernel.actor import SYSTEM, Scope
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded
from tests.bodies.circle import Circle, circle
from tests.bodies.convenings import planned
from tests.bodies.papers import issued
from tests.bodies.tasks import entered
from tests.conftest import NOON
from tests.declarations.test_programs import Program, program
from tests.treaties.test_api import collected, refused, told

AT = "/api/v1/bodies"


def laid_down(runtime: Runtime) -> Circle:
    """Give Working Group 1 something of each kind and class; Working Group 2 is not public."""
    found = circle(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        founded(session, "wg-2", public=False, members=["JPN"], parent=body)
        for office, name in ((Office.RAPPORTEUR, "Ada"), (Office.CHAIR, "Ben")):
            session.add(
                Bureau(
                    body_id=body.id, office=office, seat_id=found.seats["KOR"], name=name,
                    since=NOON.date(), authority="Statute, article 4", recorded_at=NOON,
                )
            )  # fmt: skip
        for number, sort in enumerate(Class, start=1):
            issued(session, body, runtime.storage, f"A {sort} paper", sort=sort)
            entered(session, body, what=f"A {sort} draft", sort=sort, due_on=date(2027, 3, number))
            session.add(
                Decision(
                    title=f"A {sort} proposal", text="It is proposed.", sha256="0" * 64,
                    matter=Matter.OTHER, about="", follow_up="", note="", proposed_at=NOON,
                    body_id=body.id, sort=sort,
                )
            )  # fmt: skip
            session.add(planned(body, number, sort=sort, opens_at=NOON + timedelta(days=number)))
    return found


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return laid_down(runtime)


def owned(group: Circle, who: str) -> Program:
    return program(group.runtime, group.people[who].actor, Scope.READ)


def test_everybody_reads_what_is_public_and_caches_may_keep_it(group: Circle) -> None:
    client = group.browser(None)
    [one] = told(client.get(AT))["items"]
    assert (one["body"], one["symbol"], one["state"]) == ("wg-1", "GAIMA/WG.1", "active")
    answer = client.get(f"{AT}/wg-1")
    body = told(answer)
    assert body["mandate"]["text"] == "What GAIMA/WG.1 is to do."
    assert body["term"] == {
        "from": "2027-01-11", "until": "2028-06-30", "authority": "Statute, article 4",
    }  # fmt: skip
    assert [each["title"] for each in body["papers"]] == ["A unclassified paper"]
    assert [each["what"] for each in body["milestones"]] == ["A unclassified draft"]
    assert body["milestones"][0]["late"] is True
    assert [each["number"] for each in body["meetings"]] == [1]
    assert body["decisions"] == []
    assert [each["office"] for each in body["bureau"]] == ["chair", "rapporteur"]
    assert {client.get(each).status_code for each in body["links"].values()} == {200}
    assert "Authorization" in answer.vary
    assert "secret" not in answer.text
    kept = client.get(f"{AT}/wg-1", headers={"If-None-Match": answer.headers["ETag"]})
    assert (kept.status_code, kept.data) == (304, b"")


@pytest.mark.long
def test_names_of_those_who_sit_there_are_for_those_who_sit_there(group: Circle) -> None:
    everybody = told(group.browser(None).get(f"{AT}/wg-1"))["members"]
    assert len(everybody) == len(group.seats)
    assert {each["name"] for each in everybody} == {None}
    inside = owned(group, "Canada").get(f"{AT}/wg-1")["members"]
    assert {each["name"] for each in inside if each["standing"] == "expert"} == {"Ada", "Ben"}


READ = {
    "secretary": "urp",
    "Japan": "urp",
    "expert": "urp",
    "Canada": "ur",
    "France": "u",
    "officer": "u",
}
"""By who asks, the first letters of the classes that they read in Working Group 1."""


def test_a_token_shows_what_its_owner_may_read_and_no_cache_keeps_it(group: Circle) -> None:
    for who, classes in READ.items():
        asks, both = owned(group, who), who in {"secretary", "Japan"}
        assert len(asks.get(AT)["items"]) == (2 if both else 1), who
        for end in ("meetings", "papers", "decisions"):
            items = asks.get(f"{AT}/wg-1/{end}")["items"]
            assert sorted(each["class"][0] for each in items) == sorted(classes), (who, end)
        assert asks.ask("GET", f"{AT}/wg-2/papers").status_code == (200 if both else 404), who
        answer = asks.ask("GET", f"{AT}/wg-1")
        assert "public" not in answer.headers["Cache-Control"]
        for name in ("meetings", "papers", "milestones"):
            found = sorted(each["class"][0] for each in answer.json[name])
            assert found == sorted(classes), (who, name)


def test_the_pages_of_a_list_are_the_list_and_refusals_are_problems(group: Circle) -> None:
    client = group.browser(None)
    with group.runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body).where(Body.slug == "wg-1")).one()
        for _each in range(4):
            issued(session, body, group.runtime.storage)
    whole = told(client.get(f"{AT}/wg-1/papers"))["items"]
    assert [each["symbol"].rpartition(".")[2] for each in whole] == ["1", "4", "5", "6", "7"]
    assert collected(client, f"{AT}/wg-1/papers", limit=2) == whole
    refused(client.get(f"{AT}/wg-2"), status=404)
    refused(client.get(f"{AT}/wg-1/papers?cursor=no"), status=422)
    refused(client.get(f"{AT}/wg-1/papers?limit=0"), status=422)
    unknown = client.get(AT, headers={"Authorization": "Bearer nothing"})
    assert unknown.status_code == 401
