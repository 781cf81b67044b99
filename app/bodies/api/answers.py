"""The shape of the API's answers about bodies, for its description; ``documents`` makes them."""

from typing import Annotated, Any

from pydantic import Field

from app.bodies.values import BodyKind, BodyState, Class, Manner, Matter, Office, Outcome, Standing
from app.bodies.values.meetings import MeetingState
from app.bodies.values.papers import PaperKind, PaperState
from app.bodies.values.tasks import TaskState
from app.kernel.api import Day, Told
from app.kernel.languages import Language

Code = Annotated[str, Field(description="A participant's code.")]
Instant = Annotated[str, Field(description="With its offset (ISO 8601).")]
Page = Annotated[str, Field(description="The address of its page.")]
Slug = Annotated[str, Field(description="What stands for it in addresses, such as `wg-1`.")]


class SpanTold(Told):
    """From a day on, perhaps to a last day."""

    since: Annotated[Day, Field(alias="from")]
    until: Annotated[Day | None, Field(description="The last day; null: it has no end.")]


class TermTold(SpanTold):
    """For how long a body stands, and by which decision."""

    authority: str


class BodySummaryTold(Told):
    """A body in short."""

    body: Slug
    symbol: str
    kind: BodyKind
    name: str
    state: BodyState
    public: Annotated[bool, Field(description="Whether everybody may look at it.")]
    parent: Slug | None
    term: TermTold | None
    link: Page


class MandateTold(Told):
    """What a body is to do, in the version that stands."""

    number: Annotated[int, Field(description="Counted from 1; every change makes another.")]
    text: str
    authority: str
    adopted_on: Day


class OfficeTold(SpanTold):
    """Somebody in the bureau."""

    office: Office
    name: str
    participant: Code | None


class SeatTold(SpanTold):
    """Somebody who sits in a body."""

    standing: Standing
    participant: Code | None
    name: Annotated[str | None, Field(description="Only for those who sit there, and its staff.")]
    alternate: Annotated[bool, Field(description="Whether they stand in for another.")]


class MeetingTold(Told):
    """One meeting."""

    number: int
    opens_at: Instant
    closes_at: Instant
    place: str | None
    languages: list[Language]
    class_: Annotated[Class, Field(alias="class")]
    state: MeetingState
    papers_due_on: Day | None
    link: Page


class IssuedTold(Told):
    """When a paper came out in a language."""

    language: Language
    issued_on: Day


class PaperTold(Told):
    """One paper; of a number that was given up, why, and nothing else."""

    paper: Slug
    symbol: str
    title: str | None
    kind: PaperKind
    class_: Annotated[Class | None, Field(alias="class")]
    state: PaperState
    languages: list[IssuedTold]
    submitted_by: list[Code]
    given_up_because: str | None
    link: Page


class DecisionTold(Told):
    """One decision, or a proposal."""

    decision: Annotated[str, Field(description="Its number, such as `d-4`, or an identifier.")]
    symbol: Annotated[str | None, Field(description="Such as `GAIMA/C/D.4`, once adopted.")]
    title: str
    class_: Annotated[Class, Field(alias="class")]
    matter: Matter
    participant: Annotated[str | None, Field(description="Whom it is about: a code.")]
    manner: Manner | None
    outcome: Annotated[Outcome | None, Field(description="null: nothing has been decided.")]
    annulled: bool
    decided_on: Day | None
    counts: Annotated[dict[str, Any] | None, Field(description="What a vote came to.")]
    link: Page


class MilestoneTold(Told):
    """One milestone."""

    number: int
    what: str
    deliverable: str | None
    due_on: Day
    class_: Annotated[Class, Field(alias="class")]
    state: TaskState
    late: bool
    link: Page


class BodyTold(BodySummaryTold):
    """A body at a glance, as far as whoever asks may know."""

    mandate: MandateTold | None
    bureau: list[OfficeTold]
    members: Annotated[list[SeatTold], Field(description="Experts and observers too.")]
    meetings: Annotated[list[MeetingTold], Field(description="Those that come, the next first.")]
    papers: Annotated[list[PaperTold], Field(description="The last that came out.")]
    milestones: Annotated[list[MilestoneTold], Field(description="The late ones first.")]
    decisions: Annotated[list[DecisionTold], Field(description="The last that were adopted.")]
    links: Annotated[dict[str, str], Field(description="Where each list is, whole.")]


class BodiesTold(Told):
    """A page of bodies, by symbol."""

    items: list[BodySummaryTold]
    next: str | None


class PapersTold(Told):
    """A page of papers, by symbol."""

    items: list[PaperTold]
    next: str | None


class DecisionsTold(Told):
    """A page of decisions, the newest first."""

    items: list[DecisionTold]
    next: str | None


class MeetingsTold(Told):
    """A page of meetings, by day."""

    items: list[MeetingTold]
    next: str | None
