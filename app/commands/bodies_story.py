"""The story of the bodies in the demonstration: founded first, then each part of their work."""

from app.commands.bodies_decisions import let_the_bodies_decide
from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_discussion import let_the_group_discuss
from app.commands.bodies_founding import found_the_bodies
from app.commands.bodies_meetings import hold_the_meetings
from app.commands.bodies_papers import put_papers_before_the_group
from app.commands.bodies_silences import let_silence_run
from app.commands.bodies_tasks import set_down_what_is_to_be_done


def tell_of_bodies(desk: BodiesDesk) -> None:
    """Found the bodies, and let them work."""
    found_the_bodies(desk)
    put_papers_before_the_group(desk)
    let_the_group_discuss(desk)
    hold_the_meetings(desk)
    let_the_bodies_decide(desk)
    let_silence_run(desk)
    set_down_what_is_to_be_done(desk)
