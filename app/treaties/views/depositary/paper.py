"""What every page of the desk shows: names, words, what may be done, and what would follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from flask_babel import get_translations, gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.kernel.actor import Role
from app.kernel.errors import Complaint
from app.kernel.languages import dated, said
from app.kernel.web import actor, runtime
from app.participants.queries import roll
from app.participants.values import Roll
from app.treaties.forms.intake import Sent
from app.treaties.models import DeskStep
from app.treaties.operations.steps import Hand, Matter
from app.treaties.queries import notifications as issued
from app.treaties.rules import intake as rules
from app.treaties.rules.document import short_name
from app.treaties.rules.notifications import subject_of
from app.treaties.rules.table import plain
from app.treaties.rules.wording import KINDS
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import Difference, Step
from app.treaties.values.notifications import NotificationNumber
from app.treaties.views.sheet import language

OFFICERS = (Role.DEPOSITARY_OFFICER,)
READERS = (Role.DEPOSITARY_OFFICER, Role.DIRECTOR)


@dataclass(frozen=True)
class Taken:
    """A step with what it changed, and who took it."""

    row: DeskStep
    who: str
    changes: Sequence[Difference] = ()


@dataclass(frozen=True)
class Paper:
    """What a page of the desk needs beside its matter."""

    roll: Roll
    language: str
    people: Mapping[int, str]
    """Names by account number: paper and page show names, the ledger numbers."""

    def name(self, code: str) -> str:
        """Give a participant's short name."""
        return short_name(code, roll=self.roll, language=self.language)

    def names(self, codes: Iterable[str]) -> list[str]:
        """Give participants' short names, in the order of the alphabet."""
        return sorted(map(self.name, codes), key=plain)

    def who(self, account: int | None) -> str:
        """Give somebody by name."""
        if account is None:
            return str(gettext("the register itself"))
        return self.people.get(account) or str(gettext("Account %(number)s", number=account))

    @property
    def kinds(self) -> dict[ActionKind, str]:
        """Each kind of act as a noun."""
        catalogue = get_translations()
        return {kind: said(noun, catalogue, self.language) for kind, noun in KINDS.items()}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every participant, those of the past too, by name."""
        named = [(each.code, self.name(each.code)) for each in self.roll]
        return sorted(named, key=lambda choice: plain(choice[1]))

    def day(self, on: date) -> Markup:
        """Give a day as a table shows it."""
        return dated(on, self.language)

    def history(self, steps: Sequence[DeskStep]) -> list[Taken]:
        """Give each step with what it changed, the latest first."""
        before = [None, *steps]
        pairs = zip(steps, before, strict=False)
        found = [
            Taken(step, self.who(step.by), rules.changed(last.content, step.content))
            if last
            else Taken(step, self.who(step.by))
            for step, last in pairs
        ]
        return found[::-1]

    def open_steps(self, matter: Matter) -> tuple[Step, ...]:
        """Give what whoever reads may do with it."""
        return rules.open_steps(
            matter.number.kind, matter.state, by=actor(), prepared_by=matter.prepared_by
        )


def paper(session: Session, accounts: Iterable[int | None] = ()) -> Paper:
    """Give what a page needs, with the names of those who took part."""
    numbers = {account for account in accounts if account is not None}
    return Paper(roll(runtime().facts), language(), named(session, numbers) if numbers else {})


def hand(sent: Sent | None = None) -> Hand:
    """Give who asks, when, with which form."""
    now = runtime().clock.now()
    key, version = (sent.key, sent.version) if sent else (UUID(int=0), 0)
    return Hand(by=actor(), at=now, today=runtime().today(), key=key, version=version)


def notified_as(session: Session, matter: Matter) -> NotificationNumber | None:
    """Give the notification of what was recorded from something on the desk."""
    if matter.action_number is None:
        return None
    subject = subject_of(matter.treaty_id, matter.action_number)
    return issued.numbers_by_subject(session, matter.treaty_id, [subject]).get(subject)


def fresh_key() -> str:
    """Give a new form's own key."""
    return str(uuid4())


def placed(complaints: Iterable[Complaint], places: Mapping[str, str]) -> list[Complaint]:
    """Put each complaint beside the field of this form that it concerns."""
    return [
        replace(each, field=places.get(each.field, each.field) if each.field else None)
        for each in complaints
    ]
