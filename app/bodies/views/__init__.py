"""The pages of bodies."""

from app.bodies.views import (
    attending,
    changing,
    circulars,
    comments,
    comparing,
    convening,
    founding,
    meetings,
    offers,
    paper_desk,
    papers,
    people,
    searching,
    story,
    task_forms,
    task_lists,
    timeline,
)
from app.bodies.views.blueprint import pages

__all__ = [
    "attending",
    "changing",
    "circulars",
    "comments",
    "comparing",
    "convening",
    "founding",
    "meetings",
    "offers",
    "pages",
    "paper_desk",
    "papers",
    "people",
    "searching",
    "story",
    "task_forms",
    "task_lists",
    "timeline",
]
