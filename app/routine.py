"""What falls due by itself, done for one instant: the tick calls it each time, ``sweep`` once.

Each reads before it writes, and is harmless twice and when it comes late.
"""

import time
from datetime import datetime

from app.bodies.operations import silence
from app.bodies.operations.calls import end_lapsed
from app.bodies.operations.ground import Ground
from app.bodies.operations.task_deadlines import follow_tasks
from app.bodies.queries import procedures
from app.bodies.queries import silence as silences
from app.bodies.queries.call_deadlines import lapsed
from app.bodies.queries.task_deadlines import are_behind
from app.bodies.rules.silence import is_to_be_noted
from app.bodies.values import Hand
from app.correspondence import operations as correspondence
from app.correspondence import queries as letters
from app.correspondence.forms.returned import MOST_BYTES, returned
from app.correspondence.values import Returned
from app.deadlines import queries as awaited
from app.deadlines.operations import follow_people, sweep
from app.deadlines.operations import gather as gathered
from app.deadlines.operations.sweeping import Swept
from app.deadlines.queries.daily import is_daily_due
from app.deadlines.queries.people import is_behind
from app.deadlines.rules.daily import gathered_until
from app.desk.operations import troubles as kept
from app.desk.queries import troubles as looked_for
from app.desk.rules.troubles import fresh, is_ripe, over, troubles
from app.desk.values.troubles import Work
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.kernel.maildir import Maildir
from app.kernel.runtime import Runtime
from app.obligations.operations import reconcile
from app.obligations.queries import catalogue, is_stale
from app.participants.queries import roll
from app.reports import operations as reports
from app.reports.operations import batches, decisions
from app.reports.operations.telling import tell
from app.reports.queries import batches as wanted
from app.reports.queries import house, unprinted, unreceipted
from app.reports.queries.decisions import unprinted_editions
from app.reports.rules.summaries import occasion_of, runs_due
from app.reports.values.summaries import Told
from app.treaties.operations.circulations import conclude as concluded_now
from app.treaties.queries.circulations import concluded

MOST_PRINTS = 8
"""How many prints of notifications, or of receipts, are owed at once; the next time, more."""

MOST_SILENCES = 50
"""How many silences that have run out are adopted at once; the next time, more."""

MOST_RETURNED = 200
"""How many messages of the mailbox are read at once; the next time, more."""

LONGEST_READING = 20.0
"""Seconds after which no further message is read at once: one may be made to take long."""


def conclude(runtime: Runtime, at: datetime) -> None:
    """Notify of late reservations whose time limit has run out."""
    today, everybody = date_at(at, runtime.seat), roll(runtime.facts)
    with runtime.database.read(by=SYSTEM) as session:
        due = next(concluded(session, today=today, roll=everybody), None)
    if due is not None:
        with runtime.database.write(by=SYSTEM) as session:
            concluded_now(session, roll=everybody, by=SYSTEM, at=at, today=today)
            kept.keep(session, Work.CONCLUDE, {}, at=at)


def owe_notifications(runtime: Runtime, at: datetime) -> None:
    """Owe the prints of notifications that were issued since the last time."""
    with runtime.database.read(by=SYSTEM) as session:
        if not unprinted(session, most=1):
            return
    everybody, publisher = roll(runtime.facts), reports.published_by(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        owed = reports.owe_notifications(
            session, most=MOST_PRINTS, roll=everybody, publisher=publisher, at=at
        )
        kept.keep(session, Work.PRINT, {"notifications": owed}, at=at)


def owe_decisions(runtime: Runtime, at: datetime) -> None:
    """Owe the prints of the decisions that bodies adopted, or that were stated on, since."""
    with runtime.database.read(by=SYSTEM) as session:
        if not unprinted_editions(session, most=1):
            return
    publisher, everybody = reports.published_by(runtime), roll(runtime.facts)
    with runtime.database.write(by=SYSTEM) as session:
        owed = decisions.owe_decisions(
            session, most=MOST_PRINTS, roll=everybody, seat=runtime.seat, publisher=publisher, at=at
        )
        kept.keep(session, Work.PRINT, {"decisions": owed}, at=at)


def owe_receipts(runtime: Runtime, at: datetime) -> None:
    """Owe the prints of the receipts of what was submitted since the last time."""
    with runtime.database.read(by=SYSTEM) as session:
        if not unreceipted(session, most=1):
            return
    known, everybody = house(runtime), roll(runtime.facts)
    with runtime.database.write(by=SYSTEM) as session:
        owed = reports.owe_receipts(session, most=MOST_PRINTS, roll=everybody, house=known, at=at)
        kept.keep(session, Work.PRINT, {"receipts": owed}, at=at)


def begin_summaries(runtime: Runtime, at: datetime) -> None:
    """Ask for the batches of summaries whose day has come."""
    due = list(runs_due(wanted.runs(runtime.summaries), today=date_at(at, runtime.seat)))
    if not due:
        return
    with runtime.database.read(by=SYSTEM) as session:
        made = wanted.occasions(session, [each.occasion for each in due])
    if missing := [each for each in due if each.occasion not in made]:
        with runtime.database.write(by=SYSTEM) as session:
            batches.begin_due(session, missing, at=at)
            kept.keep(session, Work.BEGIN, {"batches": len(missing)}, at=at)


def gather_summaries(runtime: Runtime, number: int, at: datetime) -> None:
    """Gather the facts of a batch of summaries, once who owes what has been reckoned."""
    known, everybody = catalogue(runtime.obligations), roll(runtime.facts)
    with runtime.database.read(by=SYSTEM) as session:
        if is_stale(session, known, today=date_at(at, runtime.seat)):
            return
    about = house(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        if batches.gather(session, number, known=known, roll=everybody, house=about, at=at):
            kept.keep(session, Work.GATHER, {"batches": 1}, at=at)


def owe_summaries(runtime: Runtime, at: datetime) -> None:
    """Owe the next prints of the batches of summaries that are under way."""
    with runtime.database.read(by=SYSTEM) as session:
        if not wanted.any_unowed(session):
            return
    with runtime.database.write(by=SYSTEM) as session:
        if owed := batches.owe_prints(session, at=at):
            kept.keep(session, Work.PRINT, {"summaries": owed}, at=at)


def pack_summaries(runtime: Runtime, number: int, at: datetime) -> None:
    """Pack a batch of summaries all of which are printed; no transaction is open meanwhile."""
    with runtime.database.read(by=SYSTEM) as session:
        if number not in wanted.unpacked(session):
            return
        items = wanted.items(session, wanted.batch(session, number))
    everybody, on = roll(runtime.facts), date_at(at, runtime.seat)
    sha256, size = batches.packed(items, roll=everybody, storage=runtime.storage)
    with runtime.database.write(by=SYSTEM) as session:
        if batches.close(session, number, sha256=sha256, size=size, roll=everybody, at=at, on=on):
            kept.keep(session, Work.PACK, {"summaries": len(items)}, at=at)


def tell_of_failed_summaries(runtime: Runtime, at: datetime) -> None:
    """Tell whoever asked for a batch of summaries what of it could not be printed, once."""
    with runtime.database.read(by=SYSTEM) as session:
        untold = [
            number
            for number in wanted.halted(session)
            if not letters.was_owed(session, occasion_of(number, Told.HALTED))
        ]
    for number in untold:
        with runtime.database.write(by=SYSTEM) as session:
            of, on = wanted.batch(session, number), date_at(at, runtime.seat)
            tell(session, of, Told.HALTED, roll=roll(runtime.facts), at=at, on=on)


def reckon(runtime: Runtime, at: datetime) -> None:
    """Reckon who owes what where the register, the day or the obligations have moved on."""
    known, today = catalogue(runtime.obligations), date_at(at, runtime.seat)
    with runtime.database.read(by=SYSTEM) as session:
        if not is_stale(session, known, today=today):
            return
    with runtime.database.write(by=SYSTEM) as session:
        reconcile(session, known, roll=roll(runtime.facts), at=at, seat=runtime.seat)
        kept.keep(session, Work.RECKON, {}, at=at)


def follow(runtime: Runtime, at: datetime) -> None:
    """Set the deadlines of designations, accounts and invitations as people come and go, and those
    of milestones, action items and comments as seats end, chairs change and texts are replaced.
    """
    with runtime.database.read(by=SYSTEM) as session:
        people = is_behind(session, at=at, seat=runtime.seat)
        tasks = are_behind(session, at=at, seat=runtime.seat)
        comments = lapsed(session, at=at, on=date_at(at, runtime.seat))
    if people or tasks or comments:
        with runtime.database.write(by=SYSTEM) as session:
            follow_people(session, at=at, seat=runtime.seat)
            follow_tasks(session, at=at, seat=runtime.seat)
            end_lapsed(session, at=at, on=date_at(at, runtime.seat))


def adopt_silences(runtime: Runtime, at: datetime) -> int:
    """Adopt what lay under silence until now, owe the letters of what was adopted a while ago, and
    say how many of both there were to see to: the next time may find more.

    Where the product was away in the last hours of a silence it is prolonged before anything is
    adopted. A rehearsal, which nobody can reach, asks what would have come if it had been there.
    """
    by_itself = Hand(by=SYSTEM, at=at, today=date_at(at, runtime.seat))
    ground = Ground(procedures(runtime.bodies), roll(runtime.facts), runtime.seat)
    if not runtime.rehearsal:
        _look(runtime, by_itself, ground)
    with runtime.database.read(by=SYSTEM) as session:
        due = silences.due(session, at=at, most=MOST_SILENCES)
        untold = silences.untold(session, at=at, most=MOST_SILENCES)
    for step, ids in ((silence.adopt, due), (silence.tell_of_adoption, untold)):
        for each in ids:
            with runtime.database.write(by=SYSTEM) as session:
                step(session, each, hand=by_itself, ground=ground)
    return len(due) + len(untold)


def _look(runtime: Runtime, by_itself: Hand, ground: Ground) -> None:
    """Note that somebody looks at what lies under silence, unless that was just noted."""
    with runtime.database.read(by=SYSTEM) as session:
        seen_at = silences.seen_at(session)
    if is_to_be_noted(seen_at, at=by_itself.at):
        with runtime.database.write(by=SYSTEM) as session:
            silence.look(session, hand=by_itself, ground=ground)


def gather(runtime: Runtime, at: datetime) -> None:
    """Owe the daily letters whose hour has come; the next time takes what is left."""
    with runtime.database.read(by=SYSTEM) as session:
        if not is_daily_due(session, until=gathered_until(at, seat=runtime.seat)):
            return
    with runtime.database.write(by=SYSTEM) as session:
        gathered(session, roll=roll(runtime.facts), at=at, seat=runtime.seat)


def remind(runtime: Runtime, at: datetime) -> Swept:
    """Owe the reminders whose step was reached; the next time takes what is left.

    Whoever has joined or gone by now is reminded of nothing any more.
    """
    with runtime.database.read(by=SYSTEM) as session:
        if not awaited.is_due(session, at=at):
            return Swept(0, 0, 0)
    follow(runtime, at)
    routine = awaited.routine(runtime.reminders)
    with runtime.database.write(by=SYSTEM) as session:
        swept = sweep(session, routine, roll=roll(runtime.facts), at=at, seat=runtime.seat)
        done = {"deadlines": swept.looked_at, "letters": swept.letters, "paused": swept.paused}
        kept.keep(session, Work.REMIND, done, at=at)
    return swept


def take_back(runtime: Runtime, at: datetime) -> int:
    """Record which letters came back by mail, and say of how many that was news.

    What is no such report is left in the mailbox for a person to read.

    Raises:
        OSError: the mailbox cannot be read; the next time it is tried again.

    """
    if runtime.bounces is None:
        return 0
    mailbox = Maildir(runtime.bounces)
    until, reports = time.monotonic() + LONGEST_READING, dict[str, Returned | None]()
    for name in mailbox.arrived(most=MOST_RETURNED):
        reports[name] = returned(mailbox.read(name, most=MOST_BYTES))
        if time.monotonic() >= until:
            break
    news = 0
    if found := [report for report in reports.values() if report]:
        with runtime.database.write(by=SYSTEM) as session:
            news = correspondence.take_back(session, found, at=at)
            if news:
                kept.keep(session, Work.TAKE_BACK, {"letters": news}, at=at)
    for name, report in reports.items():
        mailbox.put_by(name, seen=report is not None)
    return news


def watch(runtime: Runtime, at: datetime) -> None:
    """Raise what stands too long, tell of it once if it goes on, and note what is over."""
    with runtime.database.read(by=SYSTEM) as session:
        found = troubles(looked_for.seen(session), at=at, rehearsal=runtime.rehearsal)
        raised = {each.trouble: each for each in looked_for.standing(session)}
    ripe = any(is_ripe(each.raised_at, each.told_at, at=at) for each in raised.values())
    if ripe or fresh(found, raised) or over(found, raised):
        with runtime.database.write(by=SYSTEM) as session:
            kept.watch(session, found, at=at, on=date_at(at, runtime.seat))
