"""The story of the bodies in the demonstration: founded first, then each part of their work."""

from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_founding import found_the_bodies
from app.commands.bodies_papers import put_papers_before_the_group


def tell_of_bodies(desk: BodiesDesk) -> None:
    """Found the bodies, and let them work."""
    found_the_bodies(desk)
    put_papers_before_the_group(desk)
