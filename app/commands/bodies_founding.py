"""The bodies of the demonstration, as the Statute has them, and who sits in and leads them.

Until the Statute is in force there is the Preparatory Commission, with two working groups; the
Conference and the Executive Council are proposed, and are set up when it enters into force.
"""

from datetime import date, timedelta

from app.bodies.models import Body, Seat
from app.bodies.operations import bodies as founding
from app.bodies.operations import people as seating
from app.bodies.queries import bureau, seats
from app.bodies.values import BodyKind, Office, Span, Standing
from app.bodies.values.bodies import Charter, Plan
from app.bodies.values.people import Charge, Place
from app.commands.bodies_desk import BodiesDesk
from app.kernel.actor import Role
from app.treaties.queries import dossier

STATUTE = "gaima-statute"
FINAL_ACT = "Final Act of the Ottawa Conference, resolution I"
FIRST_SESSION = "Report of the Preparatory Commission on its first session, paragraph {}"
SECOND_SESSION = "Report of the Preparatory Commission on its second session, paragraph {}"
ELECTED_FIRST = FIRST_SESSION.format(21)
SECOND_SESSION_AGO = 120
"""How many days ago the second session was."""

SIGNED_FIRST = (
    "EU", "GBR", "CAN", "JPN", "KOR", "AUS", "FRA", "DEU", "NLD", "NOR", "CHE", "NZL", "SWE",
)  # fmt: skip
"""Who signed on the day of adoption: the first members of the Preparatory Commission."""

JOINED_LATER = ("KEN", "BRA")

DESIGNERS = (
    "CAN", "JPN", "GBR", "KOR", "AUS", "FRA", "EU", "NLD", "NOR", "CHE", "NZL", "SWE",
)  # fmt: skip
"""The members of the working group on verification design."""

EVALUATORS = ("AUS", "GBR", "JPN", "KOR", "CAN", "EU", "FRA", "DEU", "NZL")
"""The members of the working group on the common evaluation standard."""

COMMISSION = Plan(
    symbol="GAIMA/PC",
    kind=BodyKind.PREPARATORY_COMMISSION,
    name="Preparatory Commission",
    public=True,
    mandate=(
        "To prepare the first session of the Conference and the setting up of the Secretariat, "
        "and to keep the work of the signatories together until the Statute enters into force.\n\n"
        "The Commission adopts the draft rules of procedure, the first budget and the "
        "recommendations of its working groups."
    ),
)
CONFERENCE = Plan(
    symbol="GAIMA/C",
    kind=BodyKind.CONFERENCE,
    name="Conference of the Parties",
    public=True,
    mandate=(
        "To be the principal body of the Agency, in which every party is represented (Statute, "
        "article 4). It meets once the Statute is in force."
    ),
)
COUNCIL = Plan(
    symbol="GAIMA/EC",
    kind=BodyKind.COUNCIL,
    name="Executive Council",
    public=True,
    parent="c",
    mandate=(
        "To promote the effective implementation of the Statute and to oversee the Secretariat "
        "between the sessions of the Conference (Statute, article 5)."
    ),
)
VERIFICATION = Plan(
    symbol="GAIMA/WG.1",
    kind=BodyKind.WORKING_GROUP,
    name="Working Group 1 on verification design",
    public=True,
    parent="pc",
    mandate=(
        "To design the verification of declarations under article 7 of the Statute.\n\n"
        "The Working Group reports to the Preparatory Commission at each of its sessions."
    ),
)
WIDENED = (
    "To design the verification of declarations under articles 7 and 9 of the Statute, with a "
    "draft catalogue of methods and what each of them costs.\n\n"
    "The Working Group reports to the Preparatory Commission at each of its sessions."
)
STANDARD = Plan(
    symbol="GAIMA/WG.2",
    kind=BodyKind.WORKING_GROUP,
    name="Working Group 2 on the common evaluation standard",
    public=False,
    parent="pc",
    mandate=(
        "To draft a common standard for evaluating frontier models, for adoption under article 10 "
        "of the Statute, and terms on which institutes recognise each other's evaluations."
    ),
)


def found_the_bodies(desk: BodiesDesk) -> None:
    """Found the five bodies, seat their people and elect their bureaus."""
    adopted = dossier(desk.session, STATUTE).definition.adopted_on
    _set_up(desk, COMMISSION, adopted, FINAL_ACT, SIGNED_FIRST)
    for plan in (CONFERENCE, COUNCIL):
        _propose(desk, plan, adopted + timedelta(days=20))
    began = adopted + timedelta(days=34)
    lapses = adopted + timedelta(days=224)
    _set_up(desk, VERIFICATION, began, FIRST_SESSION.format(17), DESIGNERS, until=lapses)
    _set_up(desk, STANDARD, began, FIRST_SESSION.format(18), EVALUATORS, until=desk.ahead(240))
    _commission(desk, adopted)
    _verification(desk, began, lapses)
    _standard(desk, began)


def _commission(desk: BodiesDesk, adopted: date) -> None:
    """Seat who signed later and who observes, and elect the bureau of the first session."""
    joined = adopted + timedelta(days=65)
    for code in JOINED_LATER:
        _seat(desk, "pc", Place(standing=Standing.MEMBER, participant=code, span=Span(joined)))
    _seat(desk, "pc", Place(standing=Standing.OBSERVER, participant="USA", span=Span(joined)))
    term = Span(adopted, desk.ahead(200))
    for office, code, name in (
        (Office.CHAIR, "NOR", "Ingvild Strand"),
        (Office.VICE_CHAIR, "JPN", "Haruka Ishii"),
        (Office.RAPPORTEUR, "NLD", "Sanne de Wit"),
    ):
        _elect(desk, "pc", office, code, name, term=term, authority=FIRST_SESSION.format(3))


def _verification(desk: BodiesDesk, began: date, lapses: date) -> None:
    """Seat the experts, the observer and an alternate; elect a chair, and another in her place."""
    expert = desk.people[None, Role.EXPERT].account
    japan = _seat_of(desk, "wg-1", "JPN").id
    for place in (
        Place(standing=Standing.EXPERT, span=Span(began), name="Amara Diallo", account=expert),
        Place(standing=Standing.EXPERT, span=Span(began, desk.ahead(60)), name="Henrik Aalto"),
        Place(standing=Standing.OBSERVER, span=Span(began), participant="USA"),
        Place(
            standing=Standing.MEMBER, span=Span(began), participant="JPN", name="Sora Endo",
            alternate_to=japan,
        ),
    ):  # fmt: skip
        _seat(desk, "wg-1", place)
    until, again = desk.ahead(40), desk.ago(SECOND_SESSION_AGO)
    first = Span(began, until)
    _elect(desk, "wg-1", Office.CHAIR, "GBR", "Alistair Pryce", term=first, authority=ELECTED_FIRST)
    _elect(
        desk, "wg-1", Office.VICE_CHAIR, "KOR", "Min-jun Baek", term=first, authority=ELECTED_FIRST
    )
    _elect(
        desk, "wg-1", Office.RAPPORTEUR, "NLD", "Sanne de Wit", term=first, authority=ELECTED_FIRST
    )
    _decide_again(desk, lapses, on=again)
    second = Span(again, until)
    authority = SECOND_SESSION.format(12)
    _elect(desk, "wg-1", Office.CHAIR, "CAN", "Louise Tremblay", term=second, authority=authority)


def _decide_again(desk: BodiesDesk, lapses: date, *, on: date) -> None:
    """Do what the Commission decided about the group at its second session."""
    body = desk.bodies["wg-1"]
    founding.change_mandate(
        desk.session, body, WIDENED,
        authority=SECOND_SESSION.format(9), on=on, hand=desk.hand(on),
    )  # fmt: skip
    founding.extend(
        desk.session, body, Span(lapses + timedelta(days=1), desk.ahead(75)),
        authority=SECOND_SESSION.format(10), hand=desk.hand(on), zone=desk.zone,
    )  # fmt: skip
    [chair] = [each for each in bureau(desk.session, body) if each.office is Office.CHAIR]
    seating.step_down(desk.session, body, chair.id, on=on, hand=desk.hand(on))


def _standard(desk: BodiesDesk, began: date) -> None:
    """Elect the chair."""
    term = Span(began, desk.ahead(150))
    _elect(desk, "wg-2", Office.CHAIR, "AUS", "Daniel Okoro", term=term, authority=ELECTED_FIRST)


def _propose(desk: BodiesDesk, plan: Plan, on: date) -> Body:
    body = founding.propose(desk.session, plan, hand=desk.hand(on))
    desk.bodies[body.slug] = body
    return body


def _set_up(
    desk: BodiesDesk,
    plan: Plan,
    on: date,
    authority: str,
    members: tuple[str, ...],
    *,
    until: date | None = None,
) -> None:
    """Propose a body and set it up on the same day."""
    charter = Charter(
        authority=authority, on=on, mandate=plan.mandate, until=until, members=members
    )
    body = _propose(desk, plan, on)
    founding.establish(
        desk.session, body, charter, roll=desk.roll, hand=desk.hand(on), zone=desk.zone
    )


def _seat(desk: BodiesDesk, slug: str, place: Place) -> None:
    hand = desk.hand(place.span.since)
    seating.give_seat(desk.session, desk.bodies[slug], place, roll=desk.roll, hand=hand)


def _elect(
    desk: BodiesDesk, slug: str, office: Office, code: str, name: str, *, term: Span, authority: str
) -> None:
    """Elect whoever sits for a member; the accredited representative has an account, if any."""
    whose = desk.people.get((code, Role.REPRESENTATIVE))
    wanted = Charge(
        office=office,
        seat=_seat_of(desk, slug, code).id,
        span=term,
        name=name,
        account=whose.account if whose else None,
    )
    seating.elect(
        desk.session, desk.bodies[slug], wanted,
        authority=authority, hand=desk.hand(term.since), zone=desk.zone,
    )  # fmt: skip


def _seat_of(desk: BodiesDesk, slug: str, code: str) -> Seat:
    """Give the seat that a participant itself has in a body."""
    return next(
        each
        for each in seats(desk.session, desk.bodies[slug])
        if each.participant == code and each.alternate_to is None
    )
