"""How a person is told: the address of their calendar, and how their letters come."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import choosing, feeds
from app.accounts.rules.feeds import WITH_CALENDAR
from app.accounts.views.blueprint import pages
from app.kernel.actor import PEOPLE
from app.kernel.web import actor, fresh_factor, open_to, runtime

SECTION = "/account#told"


@pages.post("/account/calendar")
@open_to(*WITH_CALENDAR)
@fresh_factor
def make_calendar() -> ResponseReturnValue:
    """Make the address of the person's calendar, and show it this once."""
    with runtime().database.write(by=actor()) as session:
        token = feeds.make(session, by=actor(), at=runtime().clock.now())
    address = f"{runtime().public_url}/calendar/{token}.ics"
    return render_template("accounts/calendar.html", address=address)


@pages.post("/account/calendar/revoke")
@open_to(*WITH_CALENDAR)
def revoke_calendar() -> ResponseReturnValue:
    """Let the address of the person's calendar lead nowhere, at once."""
    with runtime().database.write(by=actor()) as session:
        feeds.revoke(session, by=actor(), at=runtime().clock.now())
    return redirect(SECTION, 303)


@pages.post("/account/letters")
@open_to(*PEOPLE)
def choose_letters() -> ResponseReturnValue:
    """Choose in which language letters are written, and whether reminders come one a day."""
    wanted = forms.letters(request.form)
    with runtime().database.write(by=actor()) as session:
        choosing.choose(session, wanted, by=actor())
    return redirect(SECTION, 303)
