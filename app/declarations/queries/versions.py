"""Reading what was submitted: versions, their portions by class, their steps, their readers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.declarations.models import (
    Declaration,
    DeclarationPortion,
    DeclarationReading,
    DeclarationStep,
    DeclarationVersion,
)
from app.declarations.queries.access import followed_by, known_to, own, readable_by
from app.declarations.rules import sealing
from app.declarations.rules.portions import joined
from app.kernel.actor import SYSTEM, Actor
from app.kernel.errors import NotFound
from app.ledger.rules.canonical import instant
from app.ledger.values import Opening

BATCH = 200
"""How many versions are opened at a time."""


def version(
    session: Session, declaration: Declaration, number: int, *, by: Actor
) -> DeclarationVersion:
    """Give a version of which somebody may know.

    Raises:
        NotFound: there is none, or none of which they may know.

    """
    found = session.scalar(_of(declaration, by).where(DeclarationVersion.number == number))
    if found is None:
        raise NotFound.because("There is no such version of this declaration.")
    return found


def versions(
    session: Session, declaration: Declaration, *, by: Actor
) -> Sequence[DeclarationVersion]:
    """Give the versions of which somebody may know, the latest first."""
    every = _of(declaration, by).order_by(DeclarationVersion.number.desc())
    return session.scalars(every).all()


def last(session: Session, declaration: Declaration) -> int:
    """Give the number of the last version in a chain, or 0 while there is none."""
    found = session.scalar(
        select(func.max(DeclarationVersion.number)).where(
            DeclarationVersion.declaration_id == declaration.id
        )
    )
    return found or 0


def chain(session: Session, declaration: Declaration) -> Sequence[DeclarationVersion]:
    """Give every version, the first one first, locked until the transaction ends."""
    return session.scalars(
        select(DeclarationVersion)
        .where(DeclarationVersion.declaration_id == declaration.id)
        .order_by(DeclarationVersion.number)
        .with_for_update()
    ).all()


def portions(
    session: Session, version: DeclarationVersion, *, by: Actor
) -> Sequence[DeclarationPortion]:
    """Give the portions of a version that somebody may read; no other leaves the database."""
    return session.scalars(
        select(DeclarationPortion)
        .join(
            DeclarationVersion,
            (DeclarationVersion.declaration_id == DeclarationPortion.declaration_id)
            & (DeclarationVersion.number == DeclarationPortion.number),
        )
        .join(Declaration, Declaration.id == DeclarationVersion.declaration_id)
        .where(
            DeclarationPortion.declaration_id == version.declaration_id,
            DeclarationPortion.number == version.number,
            readable_by(by),
        )
        .order_by(DeclarationPortion.section, DeclarationPortion.grade)
    ).all()


def content_of(session: Session, version: DeclarationVersion, *, by: Actor) -> dict[str, Any]:
    """Give what of a version's content somebody may read."""
    return joined(each.portion for each in portions(session, version, by=by))


def by_form(session: Session, key: UUID) -> DeclarationVersion | None:
    """Give the version that was submitted by posting a form, if it was posted."""
    return session.scalar(select(DeclarationVersion).where(DeclarationVersion.key == key))


def step_by_form(session: Session, key: UUID) -> DeclarationStep | None:
    """Give the step that was taken by posting a form, if it was posted."""
    return session.scalar(select(DeclarationStep).where(DeclarationStep.key == key))


def steps(
    session: Session, declaration: Declaration, number: int, *, by: Actor
) -> Sequence[DeclarationStep]:
    """Give every step that was taken with a version, the first one first, to whoever follows it."""
    return session.scalars(
        select(DeclarationStep)
        .join(Declaration, Declaration.id == DeclarationStep.declaration_id)
        .where(
            DeclarationStep.declaration_id == declaration.id,
            DeclarationStep.number == number,
            followed_by(by),
        )
        .order_by(DeclarationStep.place)
    ).all()


def noted(
    session: Session, version: DeclarationVersion, *, by: Actor, since: datetime
) -> Sequence[list[Any]]:
    """Give the sections of a version that somebody is noted to have read since an instant."""
    return session.scalars(
        select(DeclarationReading.sections).where(
            DeclarationReading.declaration_id == version.declaration_id,
            DeclarationReading.number == version.number,
            DeclarationReading.account == by.account,
            DeclarationReading.at > since,
        )
    ).all()


def readings(
    session: Session, declaration: Declaration, *, by: Actor
) -> Sequence[DeclarationReading]:
    """Give who read classified sections, the latest first, to the state that declared them."""
    return session.scalars(
        select(DeclarationReading)
        .join(Declaration, Declaration.id == DeclarationReading.declaration_id)
        .where(DeclarationReading.declaration_id == declaration.id, own(by))
        .order_by(DeclarationReading.at.desc(), DeclarationReading.id)
    ).all()


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger about a declaration."""
    taken = (
        select(Declaration, DeclarationStep)
        .join(DeclarationStep, DeclarationStep.declaration_id == Declaration.id)
        .order_by(DeclarationStep.ledger_index)
    )
    for of, step in session.execute(taken):
        reference = str(of.reference)
        content = sealing.of_step(reference, step.number, step.step, step.note)
        yield Opening(step.ledger_index, step.salt, content)
    every = (
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .order_by(DeclarationVersion.ledger_index)
        .execution_options(yield_per=BATCH)
    )
    for of, one in session.execute(every):
        kept = sealed(of, one, content_of(session, one, by=SYSTEM))
        yield Opening(one.ledger_index, one.salt, kept)


def sealed(
    declaration: Declaration, version: DeclarationVersion, content: Mapping[str, Any]
) -> dict[str, Any]:
    """Give everything that the ledger commits to of a version, as it was submitted."""
    facts = {
        "version": str(version.named),
        "form": declaration.form,
        "form_version": version.form_version,
        "basis": version.basis.value,
        "outcome": version.outcome.value,
        "classes": dict(version.classes),
        "reason": version.reason,
        "hands": version.hands.value,
        "channel": version.channel.value if version.channel else None,
        "received_on": version.received_on.isoformat() if version.received_on else None,
        "their_reference": version.their_reference,
        "submitted_at": instant(version.submitted_at),
        "received_at": instant(version.received_at),
    }
    return sealing.of_version(
        str(declaration.reference),
        declaration.duty,
        facts,
        content=content,
        salt=version.content_salt,
    )


def _of(declaration: Declaration, by: Actor) -> Select[DeclarationVersion]:
    return (
        select(DeclarationVersion)
        .join(Declaration, Declaration.id == DeclarationVersion.declaration_id)
        .where(DeclarationVersion.declaration_id == declaration.id, known_to(by))
    )
