"""An officer sees who would get what on a day, and pauses a state."""

from dataclasses import replace
from datetime import date, timedelta

from app.deadlines import operations
from app.deadlines.values import Set
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON, SEAT
from tests.people import signed_in, somebody

SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422
WANTED = Set(
    "thing",
    "a/1",
    end_of_day(date(2027, 4, 20), SEAT),
    {"title": "Annual compute declaration"},
    "/reporting/f2/2026/CAN",
    participant="CAN",
    ladder="periodic",
)


def test_an_officer_sees_who_would_get_what_on_a_day_and_pauses_a_state(runtime: Runtime) -> None:
    app = lent(runtime, tokens=False)
    with runtime.database.write(by=SYSTEM) as session:
        somebody(session, Role.REPRESENTATIVE, "CAN", at=NOON)
        operations.set_deadlines(session, [WANTED, replace(WANTED, id="a/2", participant="NOR")],
                                 at=NOON)  # fmt: skip
    browser = signed_in(app, runtime, Role.DECLARATIONS_OFFICER)
    page = browser.get("/reminders?on=2027-03-19").text
    assert "2 reminders on 19 March 2027" in page
    assert "Nobody can be reached" in page
    assert "Annual compute declaration" in page
    assert (
        "Nobody would get anything on 20 March 2027."
        in browser.get("/reminders?on=2027-03-20").text
    )
    today = NOON.date()
    typed = {"participant": "NOR", "reason": "An election.", "since": today.isoformat(),
             "until": (today + timedelta(days=20)).isoformat()}  # fmt: skip
    for name in typed:
        refused = browser.post("/reminders/pauses", data={**typed, name: ""})
        assert refused.status_code == UNPROCESSABLE
        assert f'id="{name}-wrong"' in refused.text
    assert browser.post("/reminders/pauses", data=typed).status_code == SEE_OTHER
    assert "Nobody: paused until 3 April 2027" in browser.get("/reminders?on=2027-03-19").text
    assert browser.post("/reminders/pauses/1/end").status_code == SEE_OTHER
    assert browser.post("/reminders/pauses/1/end").status_code == CONFLICT
    assert "paused until" not in browser.get("/reminders?on=2027-03-19").text
