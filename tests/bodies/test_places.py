"""Rule and clause agree on who looks at which body, and reads which class in it."""

from datetime import date
from itertools import product

import pytest
from sqlalchemy import literal, select

from app.bodies.models import Body, Seat
from app.bodies.queries import readable_by, standings
from app.bodies.queries.places import holding, reading
from app.bodies.rules.access import may_look, readable_classes
from app.bodies.values import Class, Span, Standing
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded, seated
from tests.people import made

TODAY = date(2027, 3, 14)
NEVER = frozenset[Class]()


@pytest.mark.parametrize(
    ("role", "standing", "reads"),
    [
        (Role.VISITOR, None, "u"),
        (Role.DRAFTER, None, "u"),
        (Role.DRAFTER, Standing.MEMBER, "urp"),
        (Role.REPRESENTATIVE, Standing.MEMBER, "urp"),
        (Role.REPRESENTATIVE, Standing.OBSERVER, "ur"),
        (Role.EXPERT, None, "u"),
        (Role.EXPERT, Standing.EXPERT, "urp"),
        (Role.EXPERT, Standing.OBSERVER, "ur"),
        (Role.BODIES_OFFICER, None, "urp"),
        (Role.DIRECTOR, None, "ur"),
        (Role.DECLARATIONS_OFFICER, None, "u"),
        (Role.DEPOSITARY_OFFICER, None, "u"),
        (Role.AUDITOR, None, "u"),
        (Role.ADMINISTRATOR, None, "u"),
        (Role.SYSTEM, None, "urp"),
    ],
)
def test_who_reads_which_class_is_what_the_roles_table_says(
    role: Role, standing: Standing | None, reads: str
) -> None:
    found = readable_classes(Actor(role, 7), standing)
    assert {each.value[0] for each in found} == set(reads)


def test_rule_and_clause_agree_over_the_full_product(runtime: Runtime) -> None:
    """Every role, as every participant and none, at public bodies and others, in every place."""
    expert = made(runtime, Role.EXPERT)
    with runtime.database.write(by=SYSTEM) as session:
        for place, (standing, public) in enumerate(product((None, *Standing), (True, False))):
            body = founded(session, f"wg-{place}", public=public)
            if standing is not None:
                sits = None if standing is Standing.EXPERT else "JPN"
                seated(
                    session, body, standing, participant=sits, name="Somebody",
                    account=None if sits else expert.number,
                )  # fmt: skip
            seated(session, body, Standing.MEMBER, participant="KOR", until=date(2027, 2, 1))
    people = [
        *(Actor(role, 99, code) for role, code in product(Role, (None, "JPN", "KOR", "CAN"))),
        expert.actor,
    ]
    with runtime.database.read(by=SYSTEM) as session:
        everything = session.scalars(select(Body)).all()
        for actor in people:
            places = standings(session, actor, on=TODAY)
            seen = set(session.scalars(select(Body.slug).where(readable_by(actor, on=TODAY))))
            assert seen == {
                each.slug
                for each in everything
                if may_look(actor, public=each.public, standing=places.get(each.id))
            }, actor


def test_what_stands_under_a_body_is_read_by_its_class(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        hidden = founded(session, "wg-2", public=False)
        seated(session, hidden, Standing.OBSERVER, participant="JPN")
    with runtime.database.read(by=SYSTEM) as session:
        for role, code in product(Role, (None, "JPN", "CAN")):
            actor = Actor(role, 99, code)
            places = standings(session, actor, on=TODAY)
            for each in (body, hidden):
                looks = may_look(actor, public=each.public, standing=places.get(each.id))
                reads = readable_classes(actor, places.get(each.id)) if looks else NEVER
                found = {
                    sort
                    for sort in Class
                    if session.scalar(
                        select(Seat.id.is_not(None)).where(
                            Seat.body_id == each.id,
                            reading(actor, on=TODAY, body=Seat.body_id, sort=literal(sort.value)),
                        ).limit(1)
                    )
                }  # fmt: skip
                assert found == reads, (actor, each.slug)


def test_a_span_and_its_clause_agree_on_every_day(database: Database) -> None:
    days = [date(2027, 3, day) for day in (9, 10, 11, 12, 13)]
    spans = [
        (since, until, ended)
        for since, until, ended in product(days[1:3], (None, *days[2:4]), (None, *days[1:4]))
        if until is None or until >= since
    ]
    with database.write(by=SYSTEM) as session:
        body = founded(session)
        for since, until, ended in spans:
            seat = seated(
                session, body, Standing.OBSERVER, participant="CAN", since=since, until=until
            )
            seat.ended_on = ended
    with database.read(by=SYSTEM) as session:
        for day in days:
            found = set(session.scalars(select(Seat.id).where(holding(day))))
            everything = session.scalars(select(Seat)).all()
            assert found == {each.id for each in everything if each.span.covers(day)}


def test_spans_meet_on_a_common_day_alone() -> None:
    first = Span(date(2027, 1, 1), date(2027, 3, 31))
    assert first.meets(Span(date(2027, 3, 31)))
    assert not first.meets(Span(date(2027, 4, 1)))
    assert not first.meets(Span(date(2027, 3, 1), None, ended_on=date(2027, 3, 1)))
