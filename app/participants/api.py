"""The API's participants: who may act under a treaty, or did."""

from datetime import date
from typing import Annotated, Any

from apiflask import APIBlueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.kernel.api import Asked, Day, Told, answer
from app.kernel.errors import NotFound
from app.kernel.paging import Paged, page
from app.kernel.web import public, runtime
from app.participants.queries import roll
from app.participants.values import Participant, ParticipantKind, RegionalGroup

api = APIBlueprint(
    "participants_api",
    __name__,
    url_prefix="/api/v1/participants",
    tag={
        "name": "Participants",
        "description": "States, regional organisations and observers, present and past.",
    },
)


class ParticipantsAsked(Paged):
    """Whose list is wanted, and which part of it."""

    as_of: Day | None = Field(
        default=None, description="Those that existed on this day; without it, today at the seat."
    )


class NameTold(Told):
    """What a participant is called in one language."""

    short: str
    formal: str


class MembershipTold(Told):
    """A state's time in a regional organisation; `to` is the first day outside it."""

    participant: str
    since: Annotated[Day, Field(alias="from")]
    to: Day | None


class ParticipantTold(Told):
    """One participant."""

    code: Annotated[str, Field(description="ISO 3166-1 alpha-3, a former code, or `EU`.")]
    kind: ParticipantKind
    iso2: str | None
    m49: str | None
    group: RegionalGroup | None
    un_member_since: Day | None
    existed_since: Day | None
    existed_until: Annotated[Day | None, Field(description="The first day it was no more.")]
    remark: Annotated[str | None, Field(description="On its dates, code or group, in English.")]
    names: Annotated[dict[str, NameTold], Field(description="By language: ar, en, es, fr, ru, zh.")]
    members: Annotated[list[MembershipTold], Field(description="A regional organisation's.")]


class ParticipantsTold(Told):
    """A page of participants, by code."""

    items: list[ParticipantTold]
    next: str | None


@api.get("")
@api.doc(operation_id="listParticipants")
@api.input(ParticipantsAsked, location="query")
@api.output(ParticipantsTold)
@public
def everyone(query_data: ParticipantsAsked) -> ResponseReturnValue:
    """List the participants that existed on a day."""
    on = query_data.as_of or runtime().today()
    existing = sorted(roll(runtime().facts).existing(on), key=_code)
    part = page(existing, key=_code, asked=query_data)
    return answer({"items": list(map(participant_document, part.items)), "next": part.next})


@api.get("/<code>")
@api.doc(operation_id="readParticipant")
@api.input(Asked, location="query")
@api.output(ParticipantTold)
@public
def one(code: str, query_data: Asked) -> ResponseReturnValue:
    """Read one participant, present or past."""
    del query_data
    known = roll(runtime().facts)
    if code not in known:
        raise NotFound.because("There is no participant with the code “%(code)s”.", code=code)
    return answer(participant_document(known[code]))


def participant_document(participant: Participant) -> dict[str, Any]:
    """Give everything that the roll says of a participant."""
    return {
        "code": participant.code,
        "kind": participant.kind.value,
        "iso2": participant.iso2,
        "m49": participant.m49,
        "group": participant.group and participant.group.value,
        "un_member_since": _day(participant.un_member_since),
        "existed_since": _day(participant.existed_since),
        "existed_until": _day(participant.existed_until),
        "remark": participant.remark or None,
        "names": {
            language: {"short": name.short, "formal": name.formal}
            for language, name in sorted(participant.names.items())
        },
        "members": [
            {"participant": member.participant, "from": _day(member.since), "to": _day(member.to)}
            for member in participant.members
        ],
    }


def _code(participant: Participant) -> str:
    return participant.code


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
