"""The milestones and action items of the demonstration: done, changed, late, dropped, to come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.bodies.models import Body, Meeting, Paper, Task
from app.bodies.operations import tasks
from app.bodies.queries import seats
from app.bodies.queries.tasks import last_step
from app.bodies.values import Class
from app.bodies.values.meetings import MeetingState
from app.bodies.values.tasks import Owner, TaskKind, TaskStep, Wanted
from app.commands.bodies_desk import BodiesDesk
from app.kernel.actor import Actor

OFFICER = "the secretary"
"""What stands for the secretary among the owners; the others are participants and experts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that is to be done in the story."""

    what: str
    due_on: date
    owners: tuple[str, ...]
    deliverable: str = ""
    sort: Class = Class.UNCLASSIFIED


def set_down_what_is_to_be_done(desk: BodiesDesk) -> None:
    """Set down the milestones and action items of the working groups, and what became of them."""
    _programme(desk, desk.bodies["wg-1"])
    _taken_on(desk, desk.bodies["wg-1"])
    _standard(desk, desk.bodies["wg-2"])


def _programme(desk: BodiesDesk, body: Body) -> None:
    """Set down the milestones of the group on verification as it took up its wider mandate."""
    elements, catalogue, _trial, _report, terms = [
        _entered(desk, body, TaskKind.MILESTONE, told, on=desk.ago(118)) for told in _planned(desk)
    ]
    paper = desk.session.scalars(
        select(Paper)
        .where(Paper.body_id == body.id, Paper.symbol.endswith("/WP.1"))
        .order_by(Paper.year)
        .limit(1)
    ).one()
    issued = _again(elements, ("CAN", "GBR", "JPN"), desk, paper=paper)
    _changed(desk, body, elements, issued, "The paper was issued.", on=desk.ago(95))
    _taken(
        desk, elements, TaskStep.DONE, "Issued in English; the French follows within the week.",
        on=desk.ago(94), by=desk.representative("CAN"),
    )  # fmt: skip
    later = _again(catalogue, ("NLD",), desk, due_on=desk.ahead(35))
    _changed(
        desk, body, catalogue, later,
        "The costs of remote attestation are known only after the trial.", on=desk.ago(44),
    )  # fmt: skip
    _taken(
        desk, terms, TaskStep.DROPPED,
        "The terms are to stand in the catalogue itself, as the group agreed.", on=desk.ago(42),
    )  # fmt: skip


def _planned(desk: BodiesDesk) -> tuple[Told, ...]:
    """Give what the group on verification meant to do, and by when."""
    return (
        Told(
            what="Elements of a method of verification", due_on=desk.ago(90),
            owners=("CAN", "GBR", "JPN"), deliverable="Working paper",
        ),
        Told(
            what="Draft catalogue of methods, with what each costs", due_on=desk.ago(30),
            owners=("NLD",), deliverable="Draft catalogue",
        ),
        Told(
            what="Trial of one method at three facilities", due_on=desk.ago(9),
            owners=("JPN", "Amara Diallo"), deliverable="Report on the trial",
        ),
        Told(
            what="Report to the Preparatory Commission", due_on=desk.ahead(56),
            owners=("CAN", OFFICER), deliverable="Report of the Working Group",
        ),
        Told(
            what="Glossary of terms", due_on=desk.ahead(20), owners=("CHE",),
            deliverable="Information paper",
        ),
    )  # fmt: skip


def _taken_on(desk: BodiesDesk, body: Body) -> None:
    """Set down what was taken on at the last meeting of the group on verification."""
    held = select(Meeting).where(Meeting.body_id == body.id, Meeting.state == MeetingState.HELD)
    meeting = desk.session.scalars(held.order_by(Meeting.opens_at.desc()).limit(1)).one()
    costs, _wording, _facilities = [
        _entered(desk, body, TaskKind.ACTION, told, on=desk.ago(44), meeting=meeting)
        for told in (
            Told(
                what="Send the secretary what the measurement of power costs per site",
                due_on=desk.ago(14), owners=("NLD", "KOR"),
            ),
            Told(
                what="Propose wording on the consent of the state",
                due_on=desk.ago(3), owners=("JPN",), deliverable="Text for paragraph 2",
            ),
            Told(
                what="Name the facilities that may be visited for a trial",
                due_on=desk.ahead(18), owners=("CAN", "GBR"), sort=Class.RESTRICTED,
            ),
        )
    ]  # fmt: skip
    _taken(
        desk, costs, TaskStep.DONE, "Both sent their figures by e-mail; they are in the addendum.",
        on=desk.ago(16),
    )  # fmt: skip


def _standard(desk: BodiesDesk, body: Body) -> None:
    """Set down what the group on the standard is to do, which not everybody may know."""
    programme = (
        Told(
            what="First draft of the common standard", due_on=desk.ahead(48),
            owners=("AUS",), deliverable="Draft standard",
        ),
        Told(
            what="List of institutes that take part in the trial", due_on=desk.ago(12),
            owners=("GBR", "JPN"), deliverable="List",
        ),
    )  # fmt: skip
    for told in programme:
        _entered(desk, body, TaskKind.MILESTONE, told, on=desk.ago(60))
    reports = Told(
        what="Send the reports of the first trial runs", due_on=desk.ahead(9), owners=("JPN",),
        sort=Class.PROTECTED,
    )  # fmt: skip
    _entered(desk, body, TaskKind.ACTION, reports, on=desk.ago(10))


def _entered(
    desk: BodiesDesk,
    body: Body,
    kind: TaskKind,
    told: Told,
    *,
    on: date,
    meeting: Meeting | None = None,
) -> Task:
    wanted = Wanted(
        what=told.what, due_on=told.due_on, sort=told.sort, deliverable=told.deliverable,
        owners=_owners(desk, body, told.owners), meeting_id=meeting.id if meeting else None,
    )  # fmt: skip
    return tasks.enter(desk.session, body, kind, wanted, hand=desk.hand(on), seat=desk.zone)


def _again(
    task: Task,
    owners: tuple[str, ...],
    desk: BodiesDesk,
    *,
    due_on: date | None = None,
    paper: Paper | None = None,
) -> Wanted:
    """Give something as it stands, but for its day or its paper."""
    body = desk.session.get_one(Body, task.body_id)
    return Wanted(
        what=task.what, due_on=due_on or task.due_on, sort=task.sort, deliverable=task.deliverable,
        paper_id=paper.id if paper else None, owners=_owners(desk, body, owners),
    )  # fmt: skip


def _changed(
    desk: BodiesDesk, body: Body, task: Task, wanted: Wanted, reason: str, *, on: date
) -> None:
    after, hand = last_step(desk.session, task), desk.hand(on)
    tasks.change(
        desk.session, body, task, wanted, reason=reason, after=after, hand=hand, seat=desk.zone
    )


def _taken(
    desk: BodiesDesk,
    task: Task,
    step: TaskStep,
    reason: str,
    *,
    on: date,
    by: Actor | None = None,
) -> None:
    after, hand = last_step(desk.session, task), desk.hand(on, by=by)
    tasks.take(desk.session, task, step, reason=reason, after=after, hand=hand, seat=desk.zone)


def _owners(desk: BodiesDesk, body: Body, names: tuple[str, ...]) -> tuple[Owner, ...]:
    """Give owners by participant or name: an expert by their own, the secretary as such."""
    sitting = {
        each.participant or each.name: Owner(seat=each.id)
        for each in seats(desk.session, body, on=desk.today)
        if each.alternate_to is None
    }
    secretary = Owner(account=desk.officer.account)
    return tuple(secretary if each == OFFICER else sitting[each] for each in names)
