"""What the papers of the demonstration say."""

from dataclasses import dataclass

from app.kernel.languages import Language


@dataclass(frozen=True, slots=True)
class Text:
    """A paper in one language."""

    title: str
    text: str
    language: Language = Language.ENGLISH


ELEMENTS = Text(
    "Elements of a method of verification",
    "A method of verification is a way to find out whether a declaration is complete and "
    "right.\n\n"
    "A method needs the consent of the state whose facility it concerns.\n\n"
    "The Working Group considers the inspection of records, the measurement of power, and "
    "remote attestation.\n\n"
    "Records are kept for three years.",
)
ELEMENTS_REVISED = Text(
    "Elements of a method of verification",
    "A method of verification is a way to find out whether a declaration is complete and "
    "right. It tells no more about a facility than that.\n\n"
    "A method needs the consent of the state whose facility it concerns, given for each use "
    "or in advance.\n\n"
    "The Working Group considers the inspection of records, the measurement of power, and "
    "remote attestation of accelerators.\n\n"
    "A method is tried at three facilities before it is recommended.\n\n"
    "Records are kept for five years.",
)
ELEMENTS_FR = Text(
    "Éléments d'une méthode de vérification",
    "Une méthode de vérification est un moyen d'établir si une déclaration est complète et "
    "exacte.\n\n"
    "Toute méthode requiert le consentement de l'État dont l'installation est visée.\n\n"
    "Le Groupe de travail examine l'inspection des registres, la mesure de la puissance "
    "électrique et l'attestation à distance.\n\n"
    "Les registres sont conservés pendant trois ans.",
    Language.FRENCH,
)
ELEMENTS_REVISED_FR = Text(
    "Éléments d'une méthode de vérification",
    "Une méthode de vérification est un moyen d'établir si une déclaration est complète et "
    "exacte. Elle ne révèle rien d'autre de l'installation.\n\n"
    "Toute méthode requiert le consentement de l'État dont l'installation est visée, donné "
    "pour chaque usage ou d'avance.\n\n"
    "Le Groupe de travail examine l'inspection des registres, la mesure de la puissance "
    "électrique et l'attestation à distance des accélérateurs.\n\n"
    "Une méthode est éprouvée dans trois installations avant d'être recommandée.\n\n"
    "Les registres sont conservés pendant cinq ans.",
    Language.FRENCH,
)
COSTS = Text(
    "What each method costs",
    "The table below gives, for each method of WP.1, what a state spends in a year.\n\n"
    "An inspection of records costs between 0.1 and 0.3 posts. A measurement of power at one "
    "facility costs 0.5 posts and the meters.\n\n"
    "Remote attestation costs little once it is built in, and cannot be built in afterwards.",
)
COSTS_ADDED = Text(
    "Costs of methods for small states",
    "A state with one facility may share its meters with a neighbour.\n\n"
    "The secretariat lends meters for up to ninety days.",
)
PEOPLE = Text(
    "List of participants, second session",
    "Twelve members, two experts and one observer took part.",
)
PEOPLE_CORRECTED = Text(
    "List of participants, second session: corrigendum",
    "Under Norway, read “Ingvild Strand” for “Ingrid Strand”.",
)
VISITS = Text(
    "What institutes can offer for visits to facilities",
    "Five institutes can send two people each, at thirty days' notice.\n\n"
    "The names of the people are with the secretary.",
)
EVASION = Text(
    "Ways in which a declaration could be evaded",
    "Three ways are described, with what would show each of them.\n\n"
    "This paper is not to be copied: it would help whoever wants to evade.",
)
AGENDA = Text(
    "Provisional programme of work",
    "Catalogue of methods.\n\nCosts.\n\nReport to the Preparatory Commission.",
)
HANDED_IN = Text(
    "Attestation of accelerators: a first experience",
    "Japan has tried attestation on four hundred accelerators over six months.\n\n"
    "Eleven could not be attested. Nine of them were repaired.",
)

FIRST_SUMMARY = (
    "The Working Group adopted its agenda and exchanged views on its mandate.\n\n"
    "Delegations agreed to meet in Vienna as a rule, and to invite experts in their personal "
    "capacity. The chair will present a programme of work."
)
SECOND_SUMMARY = (
    "The Working Group adopted its agenda and its programme of work, and heard an expert on how "
    "declarations of capacity can be compared with records of power.\n\n"
    "Many delegations saw merit in beginning with records that exist already. Some asked that "
    "each method be shown together with what it costs a state with few facilities.\n\n"
    "The chair concluded that a first text on the elements of a method would be drafted by "
    "interested members before the next meeting."
)
THIRD_SUMMARY = (
    "The Working Group read the revised elements of a method of verification paragraph by "
    "paragraph. The consent of the state, given for each use or in advance, was widely "
    "supported.\n\n"
    "Views differed on how long records are to be kept; five years stand in the text for now.\n\n"
    "The chair asked members to comment in writing, and announced that a draft catalogue of "
    "methods would be before the fourth meeting."
)
