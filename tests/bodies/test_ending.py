"""The end of a body: not while a meeting or a silence procedure is still to end."""

import pytest

from app.bodies.operations import bodies
from app.bodies.values import BodyState, Class
from app.bodies.values.bodies import Move
from app.bodies.values.meetings import MeetingState
from app.kernel.actor import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded
from tests.bodies.convenings import planned
from tests.bodies.silences import hand, under_silence
from tests.conftest import NOON

CITED = "Report of the first session, paragraph 30"


def test_a_body_is_not_concluded_over_what_is_still_to_come(runtime: Runtime) -> None:
    today = hand().today
    end = Move(to=BodyState.CONCLUDED, authority=CITED, on=today, reason="It is done.")
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        under_silence(session, body, SYSTEM)
        meeting = planned(body, 1, sort=Class.UNCLASSIFIED, opens_at=NOON)
        session.add(meeting)
        with pytest.raises(Invalid) as refused:
            bodies.move(session, body, end, hand=hand())
        assert [each.sentence.split(".")[0] for each in refused.value.complaints] == [
            "Meeting 1 is still to be held",
            "A silence procedure of this body still runs",
        ]
        meeting.state, meeting.reason = MeetingState.CANCELLED, "Nobody is free."
        with pytest.raises(Invalid, match="to: A silence procedure of this body still runs"):
            bodies.move(session, body, end, hand=hand())
        rest = Move(to=BodyState.DORMANT, authority=CITED, on=today)
        bodies.move(session, body, rest, hand=hand())
