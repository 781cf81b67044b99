"""The shape of the API's answers about declarations, for its description."""

from typing import Annotated, Any

from pydantic import Field

from app.correspondence.values import Channel
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Hands, Status
from app.declarations.values.problems import Severity
from app.kernel.api import Told
from app.obligations.values import Basis

Instant = Annotated[str, Field(description="An instant in UTC (RFC 3339).")]
Content = Annotated[
    dict[str, Any],
    Field(description="Sections by name, as the form's schema has them."),
]
Classes = Annotated[
    dict[str, Class],
    Field(description="What the state has set: by section, or `section.question`."),
]


class IdentityTold(Told):
    """What a declaration is about."""

    ref: Annotated[str, Field(description="Its own number, as `CAN-2027-3`.")]
    participant: Annotated[str, Field(description="A participant's code.")]
    obligation: str
    period: Annotated[str, Field(description="A year, or the id of an event.")]
    form: str
    link: Annotated[str, Field(description="Its page.")]


class VersionFactsTold(Told):
    """One version that was submitted, without its content."""

    number: Annotated[int, Field(description="Its place in the chain, from 1.")]
    name: Annotated[str, Field(description="As people write it: `1.0`.")]
    status: Status
    form_version: int
    basis: Basis
    outcome: Outcome
    reason: Annotated[str, Field(description="Why it amends the one before.")]
    hands: Hands
    channel: Annotated[
        Channel | None, Field(description="By which way it came, if an officer entered it.")
    ]
    submitted_at: Instant
    received_at: Instant
    ledger_index: Annotated[int, Field(description="Its entry in the ledger.")]


class DeclarationListedTold(IdentityTold):
    """A declaration in a list."""

    drafting: Annotated[
        bool, Field(description="Whether a draft is open: a state's own people alone are told.")
    ]
    record: Annotated[VersionFactsTold | None, Field(description="The version of record.")]


class DeclarationsTold(Told):
    """A page of declarations, by reference."""

    items: list[DeclarationListedTold]
    next: str | None


class DraftTold(Told):
    """What is drafted and not submitted."""

    schema_at: Annotated[str, Field(description="The address of the form's JSON Schema.")]
    outcome: Outcome
    basis: Basis
    amends: Annotated[int | None, Field(description="The number of the version that it amends.")]
    reason: Annotated[str, Field(description="Why it amends.")]
    asked_at: Annotated[
        Instant | None, Field(description="Since when it waits for the representative.")
    ]
    content: Content
    classes: Classes
    carried: Annotated[
        list[str], Field(description="Sections as an earlier version had them, unlooked at.")
    ]


class DeclarationTold(IdentityTold):
    """A declaration: its draft to its own state, its versions to whoever may know of them."""

    record: Annotated[int | None, Field(description="The number of the version of record.")]
    draft: DraftTold | None
    versions: Annotated[list[VersionFactsTold], Field(description="The latest first.")]


class VersionTold(VersionFactsTold):
    """One version, with as much of its content as you may read."""

    classes: Classes
    content: Content


class ProblemFoundTold(Told):
    """One thing that is wrong with a draft, or strange."""

    severity: Annotated[Severity, Field(description="A `refusal` keeps it from being submitted.")]
    section: str
    field: Annotated[str, Field(description="The question; empty for a whole section or table.")]
    path: Annotated[str, Field(description="Where in the section: `facility.2.status`.")]
    detail: str


class CheckTold(Told):
    """Whether a draft can be submitted, and everything that is wrong with it."""

    complete: bool
    problems: list[ProblemFoundTold]


class SubmittedTold(Told):
    """What was submitted, and where its receipt is."""

    ref: str
    number: int
    name: str
    received_at: Instant
    ledger_index: int
    receipt: Annotated[str, Field(description="The address of its receipt, for `verify`.")]


class FileHandedInTold(Told):
    """The answer by which a section names a file that was handed in."""

    document: Annotated[str, Field(description="The file's number.")]
    name: str
    sha256: Annotated[str, Field(description="In hexadecimal.")]


class FileTold(FileHandedInTold):
    """A file that a draft names."""

    media_type: str
    size: Annotated[int, Field(description="Bytes.")]
    sections: Annotated[list[str], Field(description="The sections whose answers name it.")]
    file: Annotated[str, Field(description="The address at which it is read.")]


class FilesTold(Told):
    """The files that a draft names, in the order in which they were handed in."""

    items: list[FileTold]
    next: None


class RecalledTold(Told):
    """What became of a version."""

    ref: str
    number: int
    status: Status
    record: Annotated[int | None, Field(description="The version that is of record now.")]


class ReceiptTold(Told):
    """A receipt, for `python3 -m app verify`; its form is said in docs/formats.md."""

    format: str
    filed: dict[str, Any]
    salt: str
    submitted_by: str
    drafted_by: str
    entry: dict[str, Any]
    size: int
    root: str
    proof: list[str]
    checkpoint: str | None
