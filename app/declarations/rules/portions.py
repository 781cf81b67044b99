"""A content taken apart by class, so that what somebody may not read is never even fetched."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from app.declarations.rules.access import class_of
from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes, Portion
from app.declarations.values.forms import Content, Form, Section, Table


def split(form: Form, content: Content, given: Classes) -> list[Portion]:
    """Take a content apart into its sections, and those by the classes of their answers."""
    return [
        Portion(section.name, grade, inside)
        for section in form.sections
        if isinstance(content.get(section.name), Mapping)
        for grade, inside in _by_class(section, content[section.name], given)
    ]


def names_file(answer: Any, file: UUID) -> bool:
    """Say whether a file is named anywhere in an answer."""
    match answer:
        case {"document": str(document)}:
            return document == str(file)
        case dict():
            return any(names_file(inside, file) for inside in answer.values())
        case list():
            return any(names_file(inside, file) for inside in answer)
        case _:
            return False


def without_file(content: Content, file: UUID) -> dict[str, Any]:
    """Give a section's content without the answers that name a file, row by row in its tables."""
    return {
        name: [without_file(row, file) for row in answer] if _is_table(answer) else answer
        for name, answer in content.items()
        if _is_table(answer) or not names_file(answer, file)
    }


def joined(portions: Iterable[Portion]) -> dict[str, Any]:
    """Put portions together again: all of them give the content that was taken apart."""
    found: dict[str, Any] = {}
    for each in portions:
        inside = found.setdefault(each.section, {})
        for name, answer in each.content.items():
            inside[name] = _merged(inside[name], answer) if name in inside else answer
    return found


def _is_table(answer: Any) -> bool:
    return isinstance(answer, list) and all(isinstance(row, Mapping) for row in answer)


def _by_class(
    section: Section, inside: Content, given: Classes
) -> Iterator[tuple[Class, dict[str, Any]]]:
    for grade in Class:
        kept: dict[str, Any] = {
            each.name: inside[each.name]
            for each in section.questions
            if each.name in inside and class_of(section, None, each, given) is grade
        }
        kept |= {
            table.name: rows
            for table in section.tables
            if table.name in inside
            and (rows := _rows(section, table, inside[table.name], given, grade)) is not None
        }
        if kept:
            yield grade, kept


def _rows(
    section: Section, table: Table, rows: Iterable[Content], given: Classes, grade: Class
) -> list[dict[str, Any]] | None:
    """Give each row's answers of a class, or None where the table has no question of it."""
    names = {
        each.name for each in table.questions if class_of(section, table, each, given) is grade
    }
    return [{name: row[name] for name in row if name in names} for row in rows] if names else None


def _merged(rows: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lay two portions of the same rows over each other."""
    return [one | other for one, other in zip(rows, more, strict=True)]
