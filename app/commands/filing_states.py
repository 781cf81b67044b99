"""The states that file in the demonstration: what is theirs to declare, all of it invented."""

from dataclasses import dataclass
from decimal import Decimal

from app.accounts.values import Newcomer
from app.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class Filer:
    """A state, and the few facts of which its declarations are made."""

    code: str
    law: str
    """The title of its measure, in its own language."""
    law_english: str
    region: str = ""
    """Where its sites stand; without one it has none of the size that is declared."""
    operator: str = ""
    units: int = 0
    """How many accelerators its first site had in the first year."""
    drafter: str = ""
    """Without people of its own here, it files by note verbale."""
    representative: str = ""
    national_authority: str = ""

    trains: bool = False
    """Whether a large model is trained there."""

    @property
    def has_people(self) -> bool:
        """Say whether it files here itself."""
        return bool(self.drafter)


GROWTH = Decimal("1.25")
"""By how much a site's accelerators grow from one year to the next."""

BOUND = (
    Filer(
        "CAN",
        "Advanced Computing Notification Act",
        "Advanced Computing Notification Act",
        "CA-QC",
        "Calcul Boréal",
        6400,
        "Peter Whitford",
        "Louise Tremblay",
        "Office of Advanced Computing / Bureau du calcul de pointe",
        trains=True,
    ),
    Filer(
        "JPN",
        "大規模計算資源の届出に関する法律",
        "Act on the Notification of Large-Scale Computing Resources",
        "JP-13",
        "Musashi Keisan",
        9800,
        "Kenta Mori",
        "Haruka Ishii",
        "先端計算監督室",
    ),
    Filer(
        "GBR",
        "Frontier Computing Regulations",
        "Frontier Computing Regulations",
        "GB-SCT",
        "Forth Compute",
        7200,
        "Fiona Drummond",
        "Alistair Pryce",
        "Compute Oversight Unit",
    ),
    Filer(
        "KOR",
        "첨단연산자원 신고에 관한 법률",
        "Act on the Notification of Advanced Computing Resources",
        "KR-41",
        "Hangang Cloud",
        8100,
        "Seo-yeon Han",
        "Min-jun Baek",
        "첨단연산감독국",
    ),
    Filer(
        "AUS",
        "Compute Facilities Reporting Act",
        "Compute Facilities Reporting Act",
        "AU-NSW",
        "Southern Cross Compute",
        2600,
        "Grace Holloway",
        "Daniel Okoro",
        "Office of Compute Reporting",
    ),
    Filer(
        "EU",
        "Regulation on the reporting of large computing capacities",
        "Regulation on the reporting of large computing capacities",
        drafter="Anneli Virtanen",
        representative="Bruno Castellani",
        national_authority="Compute Reporting Service of the Commission",
    ),
)
"""Those who owe declarations, by the arrangement."""

FREE = (
    Filer(
        "FRA",
        "Loi relative à la déclaration des grands centres de calcul",
        "Act on the Declaration of Large Computing Centres",
        "FR-IDF",
        "Calcul de Seine",
        5200,
        "Solène Marchand",
        "Bastien Roux",
    ),
)
"""Who owes nothing yet and files of its own will."""

ON_PAPER = (
    Filer(
        "CHE",
        "Bundesgesetz über die Meldung grosser Rechenkapazitäten",
        "Federal Act on the Reporting of Large Computing Capacities",
    ),
    Filer(
        "NOR", "Lov om melding av regneanlegg", "Act on the Notification of Computing Facilities"
    ),
    Filer("NZL", "Compute Notification Regulations", "Compute Notification Regulations"),
    Filer("SGP", "Compute Facilities Order", "Compute Facilities Order"),
    Filer("CHL", "Ley de grandes centros de cómputo", "Act on Large Computing Centres"),
    Filer(
        "DEU", "Gesetz über die Meldung von Rechenzentren", "Act on the Reporting of Data Centres"
    ),
    Filer("ITA", "Legge sui grandi centri di calcolo", "Act on Large Computing Centres"),
    Filer("NLD", "Wet melding rekencapaciteit", "Computing Capacity Notification Act"),
    Filer(
        "SWE",
        "Lag om anmälan av beräkningsanläggningar",
        "Act on the Notification of Computing Facilities",
    ),
    Filer(
        "BRA",
        "Lei da notificação de centros de computação",
        "Act on the Notification of Computing Centres",
    ),
    Filer("IND", "Compute Registry Rules", "Compute Registry Rules"),
    Filer("KEN", "Large Computing Facilities Guidelines", "Large Computing Facilities Guidelines"),
    Filer(
        "ARE",
        "Cabinet Resolution on Computing Capacities",
        "Cabinet Resolution on Computing Capacities",
    ),
)
"""Those who file of their own will by note verbale, for an officer to enter."""

FILERS = (*BOUND, *FREE, *ON_PAPER)

STORY_HAS = frozenset({"CAN", "JPN"})
"""Whose people are among the demonstration's own."""


def delegates() -> list[Newcomer]:
    """Give the people of the states that file here themselves, two of each."""
    return [
        newcomer
        for filer in FILERS
        if filer.has_people and filer.code not in STORY_HAS
        for newcomer in (_representative(filer), _drafter(filer))
    ]


def _representative(filer: Filer) -> Newcomer:
    return Newcomer(
        email=f"representative.{filer.code.lower()}@example.org",
        name=filer.representative,
        role=Role.REPRESENTATIVE,
        participant=filer.code,
        note_verbale=f"{filer.code}/NV/2",
    )


def _drafter(filer: Filer) -> Newcomer:
    return Newcomer(
        email=f"drafter.{filer.code.lower()}@example.org",
        name=filer.drafter,
        role=Role.DRAFTER,
        participant=filer.code,
    )
