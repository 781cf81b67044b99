"""What lay under silence in the working group of the demonstration: broken, adopted, running."""

from datetime import date, datetime

from app.bodies.models import Decision, SilenceProcedure
from app.bodies.operations import decisions, silence
from app.bodies.values import Class, Matter
from app.bodies.values.decisions import Proposal
from app.bodies.values.silence import Break
from app.commands.bodies_desk import BodiesDesk
from app.kernel.actor import SYSTEM

NOON = 12
"""The hour at the seat at which silence runs out."""

SAMPLES = Proposal(
    title="Sampling of training records",
    text=(
        "The Working Group\n\nrecommends that one training record in fifty be sampled at each "
        "visit, chosen by lot in the presence of both parties."
    ),
    matter=Matter.TEXT,
)
GLOSSARY = Proposal(
    title="Glossary of verification, first edition",
    text=(
        "The Working Group\n\nadopts the glossary annexed to the facilitator's paper, to be used "
        "in its papers from now on, and\n\nasks the Secretariat to keep it in the six languages."
    ),
    matter=Matter.TEXT,
)
TRIAL = Proposal(
    title="Trial of remote attestation at two facilities",
    text=(
        "The Working Group\n\nagrees that remote attestation of accelerators is tried for three "
        "months at two facilities whose States have offered them, and\n\nasks the facilitator on "
        "methods to report on the trial to its next meeting."
    ),
    matter=Matter.OTHER,
)
NAMES = Proposal(
    title="Names of the facilities that offer themselves for the trial",
    text=(
        "The Working Group\n\ntakes note of the two facilities that are offered, whose names are "
        "kept within the group until the trial is over."
    ),
    matter=Matter.OTHER,
    sort=Class.PROTECTED,
)
OBJECTION = (
    "One record in fifty is not enough for small runs. Canada will propose another text at the "
    "next meeting."
)


def let_silence_run(desk: BodiesDesk) -> None:
    """Let one silence be broken, one run out, and two run: of everybody's, and of the members'."""
    _broken(desk)
    _adopted(desk)
    _opened(desk, TRIAL, desk.ago(1), until=desk.ahead(5))
    _opened(desk, NAMES, desk.ago(1), until=desk.ahead(9))


def _opened(
    desk: BodiesDesk, given: Proposal, on: date, *, until: date
) -> tuple[Decision, SilenceProcedure]:
    """Propose a text and put it under silence on a day, until noon of another."""
    body = desk.bodies["wg-1"]
    proposal = decisions.propose(desk.session, body, given, hand=desk.hand(on, hour=9))
    opened = silence.open_silence(
        desk.session, body, proposal,
        expires_at=_noon(desk, until), hand=desk.hand(on), ground=desk.ground,
    )  # fmt: skip
    return proposal, opened


def _broken(desk: BodiesDesk) -> None:
    """Let the representative of Canada break a silence two days after it began."""
    _, opened = _opened(desk, SAMPLES, desk.ago(20), until=desk.ago(13))
    acts = desk.hand(desk.ago(18), by=desk.representative("CAN"), hour=16)
    given = Break(participant="CAN", received_at=acts.at, reason=OBJECTION)
    case = silence.locked(desk.session, opened.id)
    silence.break_silence(desk.session, case, given, hand=acts, ground=desk.ground)


def _adopted(desk: BodiesDesk) -> None:
    """Let a silence run out, and its letters go out after the hold."""
    _, opened = _opened(desk, GLOSSARY, desk.ago(9), until=desk.ago(3))
    for step, hour in ((silence.adopt, NOON), (silence.tell_of_adoption, NOON + 1)):
        step(
            desk.session,
            opened.id,
            hand=desk.hand(desk.ago(3), by=SYSTEM, hour=hour),
            ground=desk.ground,
        )


def _noon(desk: BodiesDesk, on: date) -> datetime:
    """Give noon of a day at the seat, which may lie ahead."""
    return datetime(on.year, on.month, on.day, NOON, tzinfo=desk.zone)
