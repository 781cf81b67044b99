"""Who sits in a body and who leads it; officers give and end seats, and enter elections."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import people as forms
from app.bodies.models import Body, Bureau
from app.bodies.operations import people as operations
from app.bodies.rules.people import by_group, by_main, members_among
from app.bodies.values import Standing
from app.bodies.values.people import Place, Speaker
from app.bodies.views.blueprint import (
    Change,
    changed,
    hand,
    named,
    of_body,
    page,
    pages,
    secretaries,
)
from app.kernel.errors import Complaint
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.participants.rules import filed


@pages.get("/bodies/<body>/people")
@public
def people(body: str) -> ResponseReturnValue:
    """Show who sits in a body, by regional group, beside its bureau; and who did before."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        seats = queries.sitters(session, actor(), found, on=today, past=True)
        offices = queries.bureau(session, found)
        return page("people.html", session, found, **_sitting(seats), **_leading(offices))


@pages.get("/bodies/<body>/people/seat")
@secretaries
def new_seat(body: str) -> ResponseReturnValue:
    """Show the form on which a seat is given."""
    return _form_page("seat.html", body)


@pages.post("/bodies/<body>/people/seat")
@secretaries
def give_seat(body: str) -> ResponseReturnValue:
    """Give a participant or a person a seat."""
    facts = roll(runtime().facts)

    def give(session: Session, found: Body) -> None:
        wanted = forms.place(request.form, roll=facts)
        operations.give_seat(session, found, wanted, roll=facts, hand=hand())

    return _changed("seat.html", body, give)


@pages.get("/bodies/<body>/people/seat/end")
@secretaries
def new_end_of_seat(body: str) -> ResponseReturnValue:
    """Show the form on which a seat is ended early."""
    return _form_page("seat_end.html", body)


@pages.post("/bodies/<body>/people/seat/end")
@secretaries
def end_seat(body: str) -> ResponseReturnValue:
    """End a seat early."""

    def end(session: Session, found: Body) -> None:
        seat, on = forms.end(request.form, "seat")
        operations.end_seat(session, found, seat, on=on, hand=hand())

    return _changed("seat_end.html", body, end)


@pages.get("/bodies/<body>/people/office")
@secretaries
def new_office(body: str) -> ResponseReturnValue:
    """Show the form on which an election is entered."""
    return _form_page("office.html", body)


@pages.post("/bodies/<body>/people/office")
@secretaries
def elect(body: str) -> ResponseReturnValue:
    """Elect somebody to the bureau of a body."""

    def enter(session: Session, found: Body) -> None:
        wanted, authority = forms.charge(request.form)
        operations.elect(
            session, found, wanted, authority=authority, hand=hand(), zone=runtime().seat
        )

    return _changed("office.html", body, enter)


@pages.get("/bodies/<body>/people/office/end")
@secretaries
def new_end_of_office(body: str) -> ResponseReturnValue:
    """Show the form on which somebody steps down."""
    return _form_page("office_end.html", body)


@pages.post("/bodies/<body>/people/office/end")
@secretaries
def step_down(body: str) -> ResponseReturnValue:
    """Let somebody step down early."""

    def end(session: Session, found: Body) -> None:
        office, on = forms.end(request.form, "office")
        operations.step_down(session, found, office, on=on, hand=hand())

    return _changed("office_end.html", body, end)


def _changed(template: str, body: str, change: Change) -> ResponseReturnValue:
    return changed(body, change, form=partial(_form_page, template, body), leads_to="/people")


def _sitting(seats: Sequence[Place]) -> dict[str, Any]:
    """Give the seats as the page shows them: now by group and standing, the others after them."""
    facts, today, call = roll(runtime().facts), runtime().today(), named()
    by_name = sorted(seats, key=lambda each: filed(call(each.participant or "") or each.name))
    now = [each for each in by_name if each.span.covers(today)]
    main = [each for each in now if each.alternate_to is None]
    return {
        "alternates": by_main(now),
        "groups": by_group(members_among(now), facts),
        "hidden": Counter(each.standing.value for each in main if not each.is_known),
        "now": [each for each in main if each.is_known],
        "others": [each for each in by_name if each.is_known and each not in now],
        "places": {each.id: each for each in seats},
        "roll": facts,
    }


def _leading(offices: Sequence[Bureau]) -> dict[str, Any]:
    """Give the offices as the page shows them: those that are held, the chair first; the others."""
    today = runtime().today()
    in_order = sorted(offices, key=lambda each: each.office.rank)
    return {
        "held": [each for each in in_order if each.span.covers(today)],
        "past": [each for each in in_order if not each.span.covers(today)],
    }


def _form_page(template: str, body: str, complaints: Iterable[Complaint] = ()) -> str:
    today, language = runtime().today(), str(get_locale().language)
    names = [each.name(language).short for each in roll(runtime().facts).existing(today)]
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        seats = [each.place for each in queries.seats(session, found, on=today)]
        speakers = queries.speakers(session, found, on=today)
        return page(
            template, session, found,
            accounts=[_offered(each) for each in speakers],
            complaints=list(complaints),
            ending=[_choice(each) for each in seats],
            experts=[_offered(each) for each in speakers if not each.participant],
            mains=[_choice(each) for each in seats if each.alternate_to is None],
            names=sorted(names, key=filed),
            offices=[each for each in queries.bureau(session, found) if each.span.last >= today],
            sitting=[_choice(each) for each in seats if each.standing is not Standing.OBSERVER],
            typed=request.form,
        )  # fmt: skip


def _choice(place: Place) -> tuple[str, str]:
    """Give a seat as a form offers it."""
    return str(place.id), _called(place.participant, place.name)


def _offered(speaker: Speaker) -> tuple[str, str]:
    """Give an account as a form offers it."""
    return str(speaker.account), _called(speaker.participant, speaker.name)


def _called(participant: str | None, name: str) -> str:
    """Give a participant and a person of theirs, as far as there are both."""
    return ", ".join(filter(None, (participant and named()(participant), name)))
