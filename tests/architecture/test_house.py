"""House rules no linter knows."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

from app.kernel.runtime import Runtime
from tests.applications import lent

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("app", "workers", "config", "migrations", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
VIEWS = [
    path
    for shape in ("views.py", "views/*.py", "api.py", "api/*.py")
    for path in ROOT.glob(f"app/*/{shape}")
]
TASKS = sorted((ROOT / "workers").glob("*.py"))
SETUP = [ROOT / "app" / "__main__.py", *(ROOT / "app" / "install").glob("*.py")]

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_VIEW = 15
LONGEST_TASK = 10
FRAMEWORK_VIEWS = {"static", "openapi.spec"}
SLICE_FILES = {
    "__init__", "values", "rules", "models", "forms", "queries", "operations", "views", "api",
}  # fmt: skip
OWN_FILES = {"documents": {"press"}, "correspondence": {"letters", "spool"}}
NOT_SLICES = {"kernel", "static", "assets", "commands", "copies", "install", "processes"}
LEFT_UNDONE = re.compile(
    r"\b(?:TO" + r"DO|FIX" + r"ME)\b|pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|xfail)|"
    r"unittest" + r"\.mock|Magic" + r"Mock"
)
OUTSIDE = re.compile(r"\.\./shared|/(?:work|root|home)/[a-z]")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text_of(path: Path) -> str:
    return path.read_text()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@cache
def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]


def is_import(node: ast.AST) -> TypeGuard[ast.Import | ast.ImportFrom]:
    return isinstance(node, ast.Import | ast.ImportFrom)


def length(function: ast.FunctionDef) -> int:
    """Count a function's lines without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def decorated_with(function: ast.FunctionDef, *names: str) -> bool:
    return any(ast.unparse(d).split("(")[0].endswith(names) for d in function.decorator_list)


def too_long(paths: Iterable[Path], most: int, *decorators: str) -> list[str]:
    """Name the functions that have more lines, of those decorated so if decorators are given."""
    return [
        f"{named(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for path in paths
        for function in functions(path)
        if length(function) > most and (not decorators or decorated_with(function, *decorators))
    ]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_view_says_who_may_reach_it(runtime: Runtime) -> None:
    views = lent(runtime).view_functions
    silent = [n for n, v in views.items() if n not in FRAMEWORK_VIEWS and not hasattr(v, "open_to")]
    assert silent == []


def test_every_blueprint_is_part_of_the_application(runtime: Runtime) -> None:
    made = {
        name for path in VIEWS for name in re.findall(r"Blueprint\(\s*\"([^\"]+)\"", text_of(path))
    }
    assert made - lent(runtime).blueprints.keys() == set()


def test_commit_is_written_in_one_place() -> None:
    assert [named(path) for path in SOURCES if ".commit()" in text_of(path)] == []


def test_every_file_says_what_it_is_for() -> None:
    assert [named(path) for path in SOURCES if not ast.get_docstring(tree_of(path))] == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lines = {named(path): text_of(path).count("\n") for path in SOURCES}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = re.compile(r"utils?|helpers?|common|misc|base")
    assert [named(path) for path in [*SOURCES, *TESTS] if vague.fullmatch(path.stem)] == []


def test_imports_stand_at_the_top_for_a_cycle_is_a_design_fault() -> None:
    inside = [
        f"{named(path)}:{node.lineno}"
        for path in [*SOURCES, *TESTS]
        if re.search(r"^ +(from|import) ", text_of(path), re.MULTILINE)
        for function in functions(path)
        for node in filter(is_import, ast.walk(function))
    ]
    assert inside == []


def test_functions_are_short() -> None:
    assert too_long(SOURCES, LONGEST_FUNCTION) == []


def test_a_view_is_a_thin_door() -> None:
    assert VIEWS
    verbs = (".get", ".post", ".put", ".patch", ".delete", ".route")
    assert too_long(VIEWS, LONGEST_VIEW, *verbs) == []


def test_a_task_is_a_thin_door() -> None:
    assert TASKS
    assert too_long(TASKS, LONGEST_TASK, "shared_task", ".task") == []


def test_a_slice_holds_only_the_files_of_the_house() -> None:
    slices = [p.parent for p in ROOT.glob("app/*/__init__.py") if p.parent.name not in NOT_SLICES]
    strange = [
        named(path)
        for folder in slices
        for path in folder.iterdir()
        if path.suffix in {".py", ""} and path.name != "__pycache__"
        if path.stem not in SLICE_FILES | OWN_FILES.get(folder.name, set())
    ]
    assert strange == []


def test_the_set_up_needs_the_standard_library_alone() -> None:
    foreign = [
        f"{named(path)}: {module}"
        for path in SETUP
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("app.install")
    ]
    assert foreign == []


def test_an_older_python_can_read_the_entry_down_to_its_sentence() -> None:
    entry = text_of(ROOT / "app" / "__main__.py")
    ast.parse(entry, feature_version=(3, 4))
    assert entry.index("sys.exit(") < entry.index("from app.install")


def test_nothing_is_left_undone_skipped_or_mocked() -> None:
    assert [named(path) for path in [*SOURCES, *TESTS] if LEFT_UNDONE.search(text_of(path))] == []


def test_nothing_in_the_tree_reads_outside_the_checkout() -> None:
    own = Path(__file__)
    paths = [path for path in [*SOURCES, *TESTS] if path != own]
    assert [named(path) for path in paths if OUTSIDE.search(text_of(path))] == []


def test_what_is_locked_names_no_address() -> None:
    locked = [*(ROOT / "config").glob("requirements*.txt"), ROOT / "app/assets/package-lock.json"]
    assert [named(path) for path in locked if "resolved" in text_of(path)] == []
    assert [named(path) for path in locked[:-1] if "://" in text_of(path)] == []


def test_migrations_follow_one_another_by_number() -> None:
    files = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    numbers = [path.name.partition("_")[0] for path in files]
    assert numbers == [f"{number:04}" for number in range(1, len(files) + 1)]
    for path, before in zip(files[1:], numbers, strict=False):
        assert re.search(rf'down_revision\b.* = "{before}"', text_of(path)), named(path)
