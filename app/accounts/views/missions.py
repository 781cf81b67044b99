"""The addresses of permanent missions, at which notifications reach those entitled."""

from collections.abc import Iterable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import missions as operations
from app.accounts.queries import missions
from app.accounts.queries.people import named
from app.accounts.rules.missions import KEEPERS
from app.accounts.views.arrival import here
from app.accounts.views.blueprint import pages
from app.kernel.errors import Complaint, Invalid
from app.kernel.languages import Language
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll

UNPROCESSABLE = 422


@pages.get("/people/missions")
@open_to(*KEEPERS)
def missions_listed() -> ResponseReturnValue:
    """List the addresses that hold and those that held, with the form for another."""
    return _page()


@pages.post("/people/missions")
@open_to(*KEEPERS)
@fresh_factor
def enter_mission() -> ResponseReturnValue:
    """Enter where a permanent mission is reached; the same form again changes nothing."""
    now, today = runtime().clock.now(), runtime().today()
    try:
        given = forms.mission(request.form, today=today)
        facts = roll(runtime().facts)
        with runtime().database.write(by=actor()) as session:
            operations.enter(session, given, roll=facts, by=actor(), at=now, on=today)
    except Invalid as refused:
        return _page(refused.complaints), UNPROCESSABLE
    return redirect("/people/missions", 303)


@pages.post("/people/missions/<int:number>/end")
@open_to(*KEEPERS)
@fresh_factor
def end_mission(number: int) -> ResponseReturnValue:
    """End an address from today on."""
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.write(by=actor()) as session:
        operations.end(session, number, by=actor(), at=now, on=today)
    return redirect("/people/missions", 303)


@pages.post("/people/missions/<int:number>/letters")
@open_to(*KEEPERS)
def send_on(number: int) -> ResponseReturnValue:
    """Send to an address what failed at the one before it."""
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.write(by=actor()) as session:
        operations.send_on(session, number, by=actor(), at=now, on=today)
    return redirect("/people/missions", 303)


def _page(wrong: Iterable[Complaint] = ()) -> str:
    today, facts, language = runtime().today(), roll(runtime().facts), here().person.language
    with runtime().database.read(by=actor()) as session:
        found, unreached = missions.missions(session), missions.unreached(session, on=today)
        people = {each.entered_by for each in found} | {each.ended_by for each in found}
        names = named(session, {number for number in people if number is not None})
    choices = [(each.code, each.name(language).short) for each in facts.existing(today)]
    return render_template(
        "accounts/missions.html",
        choices=sorted(choices, key=lambda choice: choice[1]),
        complaints=list(wrong),
        languages=list(Language),
        missions=sorted(found, key=lambda each: (each.ended_on is not None, each.participant)),
        named=names,
        roll=facts,
        spoken={each.value: each.endonym for each in Language},
        today=today,
        typed=request.form,
        unreached=unreached,
    )
