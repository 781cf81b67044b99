"""Depositary notifications, as programs read them."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.kernel.api import Asked, Day, InLanguage, Told, answer
from app.kernel.languages import Language
from app.kernel.paging import Paged, page
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties.forms.notifications import notification_number
from app.treaties.models import Notification
from app.treaties.queries import notifications as issued
from app.treaties.rules.notification_export import notification_document
from app.treaties.values.acts import ActionKind
from app.treaties.values.notifications import NotificationSelection, OccasionKind

api = APIBlueprint(
    "notifications_api",
    __name__,
    url_prefix="/api/v1/notifications",
    tag={
        "name": "Notifications",
        "description": "What the Agency, as depositary, has told those entitled (VCLT, art. 77).",
    },
)


class NotificationsAsked(Paged):
    """Which notifications are wanted, and which part of the list."""

    treaty: Annotated[
        str, Field(max_length=60, description="A treaty's identifier; without it, all.")
    ] = ""
    year: Annotated[
        str, Field(pattern=r"^([0-9]{4})?$", description="The year of the number; without it, all.")
    ] = ""
    language: InLanguage = Language.ENGLISH


class NotificationAsked(Asked):
    """In which language the participant is named."""

    language: InLanguage = Language.ENGLISH


class NotificationTold(Told):
    """One notification."""

    number: Annotated[str, Field(description="Such as `GAIMA/DN/2027/12`.")]
    issued_on: Day
    treaty: str
    kind: OccasionKind
    participant: Annotated[str | None, Field(description="A participant's code.")]
    name: Annotated[str | None, Field(description="Its short name.")]
    action: ActionKind | None
    corrects: Annotated[str | None, Field(description="The number of the one it corrects.")]
    subject: Annotated[str, Field(description="What the ledger calls what it is about.")]
    facts: Annotated[dict[str, Any], Field(description="What it says, as it was sealed.")]


class NotificationsTold(Told):
    """A page of notifications, the latest first."""

    items: list[NotificationTold]
    next: str | None


@api.get("")
@api.doc(operation_id="listNotifications")
@api.input(NotificationsAsked, location="query")
@api.output(NotificationsTold)
@public
def listing(query_data: NotificationsAsked) -> ResponseReturnValue:
    """List the notifications, the latest first."""
    year = int(query_data.year) if query_data.year else None
    wanted = NotificationSelection(query_data.treaty, year)
    with runtime().database.read(by=actor()) as session:
        found, _count = issued.notifications(session, wanted, whole=True)
    part = page(found, key=lambda each: each.number.slug, asked=query_data)
    items = [_document(each, query_data.language) for each in part.items]
    return answer({"items": items, "next": part.next})


@api.get("/<slug>")
@api.doc(operation_id="readNotification")
@api.input(NotificationAsked, location="query")
@api.output(NotificationTold)
@public
def one(slug: str, query_data: NotificationAsked) -> ResponseReturnValue:
    """Read one notification, by its year and number: `2027-12`."""
    with runtime().database.read(by=actor()) as session:
        found = issued.notification(session, notification_number(slug))
    return answer(_document(found, query_data.language))


def _document(found: Notification, language: Language) -> dict[str, Any]:
    number, occasion, issued_on = found.told
    return notification_document(
        number, occasion, issued_on=issued_on, roll=roll(runtime().facts), language=language
    )
