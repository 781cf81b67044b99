"""The commands for people: add somebody, reset an account, list accounts, show a code or token."""

import argparse
import sys
from datetime import date

from app.accounts.operations import factors, joining, resets, tokens
from app.accounts.queries import people
from app.accounts.queries.people import Known
from app.accounts.rules import codes
from app.accounts.rules.tokens import scopes_of
from app.accounts.values import SUBMITTING_TOKEN_LASTS, Newcomer, Ticket
from app.commands.story import PEOPLE as STORY
from app.commands.story import password_of
from app.kernel.actor import PEOPLE, SYSTEM, Actor, Role
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from app.participants.queries import roll as roll_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parsers of these commands."""
    user = commands.add_parser("user", help="people: add, reset, list, code, token")
    inside = user.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_parser(inside)
    reset = inside.add_parser("reset", help="take an account's factors away, to be set anew")
    reset.add_argument("email", metavar="EMAIL")
    reset.add_argument("--note-verbale", required=True, metavar="REFERENCE")
    reset.set_defaults(run=_reset)
    listing = inside.add_parser("list", help="list every account")
    listing.add_argument(
        "--demonstration",
        action="store_true",
        help="nothing but the demonstration's accounts and what opens them, if it is one",
    )
    listing.set_defaults(run=_list)
    code = inside.add_parser("code", help="the current second-factor code (demonstrations only)")
    code.add_argument("email", metavar="EMAIL")
    code.set_defaults(run=_code)
    token = inside.add_parser("token", help="a day's token for programs (demonstrations only)")
    token.add_argument("email", metavar="EMAIL")
    token.set_defaults(run=_token)


def _add_parser(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = inside.add_parser("add", help="invite somebody; prints the link and the code")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=sorted(PEOPLE))
    parser.add_argument("--participant", metavar="CODE", help="for whom a delegate speaks")
    parser.add_argument("--note-verbale", default="", metavar="REFERENCE")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="the last day")
    parser.set_defaults(run=_add)


def _add(arguments: argparse.Namespace, runtime: Runtime) -> None:
    newcomer = Newcomer(
        email=arguments.email.lower(),
        name=arguments.name,
        role=Role(arguments.role),
        participant=arguments.participant,
        note_verbale=arguments.note_verbale.strip(),
        until=arguments.until,
    )
    with runtime.database.write(by=SYSTEM) as session:
        _whose, ticket = joining.invite(
            session,
            newcomer,
            roll=roll_of(runtime.facts),
            by=SYSTEM,
            at=runtime.clock.now(),
            on=runtime.today(),
            seal=Seal(runtime.secret_key),
        )
    _say_ticket(runtime, ticket)


def _reset(arguments: argparse.Namespace, runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        _whose, ticket = resets.reset_here(
            session,
            arguments.email,
            note_verbale=arguments.note_verbale.strip(),
            by=SYSTEM,
            at=runtime.clock.now(),
            on=runtime.today(),
            seal=Seal(runtime.secret_key),
        )
    _say_ticket(runtime, ticket)


def _say_ticket(runtime: Runtime, ticket: Ticket) -> None:
    sys.stdout.write(
        f"They set up the account at {runtime.public_url}/join/{ticket.link}\n"
        f"with the code {ticket.code}, which you give them by another way than the letter.\n"
    )


def _list(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """List the accounts; in a demonstration, those of the story with what opens them."""
    if arguments.demonstration and not runtime.demonstration:
        return
    with runtime.database.read(by=SYSTEM) as session:
        known = people.people(session, by=SYSTEM)
    sys.stdout.writelines(f"{_line(each)}\n" for each in known)
    if runtime.demonstration:
        sys.stdout.writelines(_opened(runtime, known))


def _line(known: Known) -> str:
    whose, appointment = known.account, known.appointment
    ended = appointment.ended_on is not None or whose.disabled_at is not None
    standing = "ended" if ended else "active" if whose.joined_at else "invited"
    capacity = " ".join(filter(None, (appointment.role.value, appointment.participant)))
    return f"{whose.number:>4}  {whose.email:40} {capacity:32} {standing:8} {whose.name}"


def _opened(runtime: Runtime, known: list[Known]) -> list[str]:
    """Say how the demonstration's accounts are opened."""
    seal, story = Seal(runtime.secret_key), {each.email for each in STORY}
    secrets = {
        each.account.email: factors.secret_of(each.account, seal=seal)
        for each in known
        if each.account.email in story and each.account.totp is not None
    }
    return [
        f"\nThe password of each is: {password_of(seal)}\n",
        "The second factor's secret, for an authenticator; or “python3 -m app user code EMAIL”:\n",
        *(f"      {email:40} {secret}\n" for email, secret in secrets.items()),
    ]


def _code(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Show the code that an account's authenticator shows now.

    Raises:
        Invalid: the store is no demonstration, or the account has no authenticator.

    """
    _only_in_a_demonstration(runtime)
    with runtime.database.read(by=SYSTEM) as session:
        whose = people.by_email(session, arguments.email)
    if whose.totp is None:
        raise Invalid.because("This account has not been set up.")
    secret = factors.secret_of(whose, seal=Seal(runtime.secret_key))
    sys.stdout.write(f"{codes.code_at(secret, runtime.clock.now())}\n")


def _token(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Make a token with all the rights of an account, and show it this once.

    Raises:
        Invalid: the store is no demonstration, or the account acts for nobody.

    """
    _only_in_a_demonstration(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        number = people.by_email(session, arguments.email).number
        whose = people.current(session, number)
        if whose is None:
            raise Invalid.because("This account acts for nobody any more.")
        token = tokens.make(
            session,
            "made on the machine",
            scopes_of(whose.role),
            lasts=SUBMITTING_TOKEN_LASTS,
            by=Actor(whose.role, number, whose.participant),
            at=runtime.clock.now(),
        )
    sys.stdout.write(f"{token}\n")


def _only_in_a_demonstration(runtime: Runtime) -> None:
    if not runtime.demonstration:
        raise Invalid.because(
            "This is a live store: a person's own authenticator has their codes, and their own "
            "page makes their tokens."
        )
