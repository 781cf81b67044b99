"""Depositary notifications: their list, each one, and the feed; public, as they are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.actor import Role
from app.kernel.api import attachment
from app.kernel.sentences import Sentence
from app.kernel.tables_out import CSV_TYPE, as_csv
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.forms import notifications as forms
from app.treaties.models import Notification
from app.treaties.queries import notifications as issued
from app.treaties.rules import notification_words as words
from app.treaties.rules.document import short_name
from app.treaties.rules.notification_export import HEADER, rows
from app.treaties.rules.notification_sheet import Particular, particulars, passages
from app.treaties.rules.table import plain
from app.treaties.values.notifications import PAGE
from app.treaties.views.blueprint import pages
from app.treaties.views.sheet import language

TOLD_WHO_IS_UNREACHED = (Role.DEPOSITARY_OFFICER, Role.DIRECTOR)
IN_FEED = 30
FEED_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Notice:
    """A notification in the reader's language."""

    row: Notification
    treaty: str
    """Its short title."""
    roll: Roll
    language: str

    @property
    def headline(self) -> Sentence:
        """What it is about, in a line."""
        return words.headline(self.row.occasion, name=self.name)

    @property
    def paragraphs(self) -> Sequence[Sentence]:
        """What happened, what follows, how the treaty stands."""
        return tuple(words.paragraphs(self.row.occasion, name=self.name))

    @property
    def particulars(self) -> Sequence[Particular]:
        """Its particulars, label by label."""
        found = particulars(self.row.occasion, issued_on=self.row.issued_on, name=self.name)
        return tuple(found)

    @property
    def passages(self) -> Sequence[dict[str, str]]:
        """The passages of a text that it corrects."""
        return tuple(passages(self.row.occasion))

    def name(self, code: str) -> str:
        """Give a participant's short name."""
        return short_name(code, roll=self.roll, language=self.language)

    def names(self, codes: Sequence[str]) -> list[str]:
        """Give participants' short names, in the order of the alphabet."""
        return sorted(map(self.name, codes), key=plain)


def notices(session: Session, found: Sequence[Notification]) -> list[Notice]:
    """Lay notifications out for the reader."""
    if not found:
        return []
    titles, everybody = queries.titles(session), roll(runtime().facts)
    return [Notice(each, titles[each.treaty_id], everybody, language()) for each in found]


def latest(session: Session, most: int) -> list[Notice]:
    """Give the latest notifications."""
    return notices(session, issued.latest(session, most))


def of_treaty(session: Session, treaty: str, *, known_on: date | None) -> list[Notice]:
    """Give a treaty's notifications, as known on a day."""
    return notices(session, issued.of_treaty(session, treaty, known_on=known_on))


@pages.get("/notifications")
@public
def notified() -> ResponseReturnValue:
    """List the notifications, the latest first, filtered as asked."""
    asked = forms.asked(request.args)
    with runtime().database.read(by=actor()) as session:
        found, count = issued.notifications(session, asked.selection)
        shown, years = notices(session, found), issued.years(session)
        titles = {each.id: each.short_title for each in queries.ours(session)}
    return render_template(
        "treaties/notifications.html",
        asked=asked, count=count, last=max(1, ceil(count / PAGE)),
        notices=shown, titles=titles, years=years,
    )  # fmt: skip


@pages.get("/notifications.csv")
@public
def notified_csv() -> Response:
    """Give the whole list that is asked for as CSV."""
    asked = forms.asked(request.args)
    with runtime().database.read(by=actor()) as session:
        found, _count = issued.notifications(session, asked.selection, whole=True)
    content = as_csv(HEADER, rows((each.told for each in found), roll=roll(runtime().facts)))
    return attachment(content, content_type=CSV_TYPE, name="notifications.csv")


@pages.get("/notifications.atom")
@public
def notified_feed() -> Response:
    """Give the latest notifications as a feed (RFC 4287)."""
    with runtime().database.read(by=actor()) as session:
        shown = latest(session, IN_FEED)
    feed = render_template("treaties/notifications.xml", notices=shown, root=runtime().public_url)
    return Response(feed, mimetype=FEED_TYPE)


@pages.get("/notifications/<slug>")
@public
def notification(slug: str) -> ResponseReturnValue:
    """Show one notification; to officers also whom it reaches on paper alone."""
    number = forms.notification_number(slug)
    with runtime().database.read(by=actor()) as session:
        [shown] = notices(session, [issued.notification(session, number)])
        later = issued.corrected_by(session, number)
    return render_template(
        "treaties/notification.html",
        corrected_by=[each.number for each in later],
        notice=shown,
        officer=actor().role in TOLD_WHO_IS_UNREACHED,
    )
