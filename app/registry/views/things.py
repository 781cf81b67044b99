"""One thing: its page with its history, and entering, changing and striking it."""

from collections.abc import Iterable, Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, runtime
from app.participants.queries import roll
from app.registry import operations, queries
from app.registry.forms import things as forms
from app.registry.rules.records import by_key, differences, referring
from app.registry.values import REFERENCES, Kind, Shape, Thing, Written
from app.registry.views.blueprint import (
    CONFLICT,
    UNPROCESSABLE,
    countries,
    keepers,
    pages,
    readers,
    words,
)


@pages.get("/registry/<thing_id>")
@readers
def thing(thing_id: str) -> ResponseReturnValue:
    """Show a thing, what names it, and every version of it."""
    return _page(thing_id)


@pages.get("/registry/new/<kind>")
@keepers
def blank(kind: str) -> ResponseReturnValue:
    """Show the empty form of a kind of thing."""
    return _form(forms.kind(kind), forms.blank())


@pages.post("/registry/new/<kind>")
@keepers
def enter(kind: str) -> ResponseReturnValue:
    """Enter a thing, and lead to it; posted twice, it is entered once."""
    wanted = forms.kind(kind)
    given, house = forms.posted(wanted, request.form), runtime()
    try:
        with house.database.write(by=actor()) as session:
            fresh = operations.enter(
                session, wanted, given.written, key=given.key, roll=roll(house.facts),
                by=actor(), at=house.clock.now(), on=house.today(),
            )  # fmt: skip
    except Invalid as refused:
        return _form(wanted, given, refused.complaints), UNPROCESSABLE
    return redirect(f"/registry/{fresh}", 303)


@pages.get("/registry/<thing_id>/edit")
@keepers
def open_(thing_id: str) -> ResponseReturnValue:
    """Show the form with what stands there about a thing; none where it was struck."""
    with runtime().database.read(by=actor()) as session:
        now = queries.own(session, actor(), thing_id)
    if now.struck:
        return redirect(f"/registry/{thing_id}", 303)
    return _form(now.kind, forms.opened(now.written, now.version), now=now)


@pages.post("/registry/<thing_id>/edit")
@keepers
def change(thing_id: str) -> ResponseReturnValue:
    """Write a thing down as it is from now on; whoever comes second is shown what changed."""
    with runtime().database.read(by=actor()) as session:
        now = queries.own(session, actor(), thing_id)
    given = forms.posted(now.kind, request.form)
    try:
        _change(thing_id, given)
    except Invalid as refused:
        return _form(now.kind, given, refused.complaints, now=now), UNPROCESSABLE
    except Conflict as late:
        return _form(now.kind, given, late.complaints, now=now), CONFLICT
    return redirect(f"/registry/{thing_id}", 303)


@pages.post("/registry/<thing_id>/strike")
@keepers
def strike(thing_id: str) -> ResponseReturnValue:
    """Strike a thing that was entered by mistake."""
    with runtime().database.read(by=actor()) as session:
        now = queries.own(session, actor(), thing_id)
    given = forms.posted(now.kind, request.form)
    try:
        _strike(thing_id, given)
    except (Invalid, Conflict) as refused:
        status = CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE
        return _page(thing_id, refused.complaints), status
    return redirect(f"/registry/{thing_id}", 303)


def _change(thing_id: str, given: forms.Posted) -> None:
    house = runtime()
    with house.database.write(by=actor()) as session:
        operations.change(
            session, thing_id, given.written, version=given.version, reason=given.reason,
            key=given.key, roll=roll(house.facts), by=actor(), at=house.clock.now(),
            on=house.today(),
        )  # fmt: skip


def _strike(thing_id: str, given: forms.Posted) -> None:
    house = runtime()
    with house.database.write(by=actor()) as session:
        operations.strike(
            session, thing_id, version=given.version, reason=given.reason, key=given.key,
            by=actor(), at=house.clock.now(),
        )  # fmt: skip


def _page(thing_id: str, complaints: Iterable[Complaint] = ()) -> str:
    by = actor()
    with operations.looking(runtime().database, by) as session:
        now = queries.thing(session, by, thing_id)
        operations.note_thing(session, now, by=by, at=runtime().clock.now())
        versions = queries.history(session, by, thing_id)
        others = queries.of(session, by, now.participant)
        readings = queries.readings(session, by, thing_id)
        people = named(session, {each.account for each in readings if each.account})
    return render_template(
        "registry/thing.html",
        complaints=list(complaints),
        given=forms.opened({"reason": request.form.get("reason", "")}, now.version),
        history=_history(versions),
        named=by_key(others),
        naming=list(referring(others, thing_id)),
        people=people,
        readings=readings,
        thing=now,
        **words(),
    )


def _history(versions: Iterable[Thing]) -> list[tuple[Thing, list[tuple[str, str, str]]]]:
    """Give each version, the newest first, with what it changed."""
    newest_first = list(versions)
    before: list[Written] = [each.written for each in newest_first[1:]]
    return [
        (version, differences(earlier, version))
        for version, earlier in zip(newest_first, [*before, {}], strict=True)
    ]


def _form(
    kind: Kind,
    given: forms.Posted,
    complaints: Iterable[Complaint] = (),
    *,
    now: Thing | None = None,
) -> str:
    with runtime().database.read(by=actor()) as session:
        others = queries.of(session, actor(), actor().participant or "")
        meanwhile = _meanwhile(session, now, given)
    return render_template(
        "registry/form.html",
        complaints=list(complaints),
        given=given,
        kind=kind,
        meanwhile=meanwhile,
        options=_options(others),
        thing=now,
        **words(),
    )


def _options(others: Iterable[Thing]) -> Mapping[Shape, list[tuple[str, str]]]:
    """Give what is chosen from, by the shape of what is written."""
    kept = list(others)
    things = {
        shape: [(str(each.id), f"{each.id} {each.name}") for each in kept if each.kind is kind]
        for shape, kind in REFERENCES.items()
    }
    return things | {Shape.COUNTRY: countries()}


def _meanwhile(
    session: Session, now: Thing | None, given: forms.Posted
) -> list[tuple[str, str, str]]:
    """Give what others have changed since the form was opened."""
    if now is None or now.version == given.version:
        return []
    versions = queries.history(session, actor(), str(now.id))
    opened = [each.written for each in versions if each.version == given.version]
    return differences(opened[0], now) if opened else []
