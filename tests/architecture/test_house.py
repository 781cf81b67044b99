"""House rules no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from app.factory import create_app
from app.kernel.runtime import Runtime

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("app", "workers", "config", "migrations", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_VIEW = 15
LONGEST_TASK = 10
FRAMEWORK_VIEWS = {"static", "openapi.spec"}
SLICE_FILES = {
    "__init__", "values", "rules", "models", "forms", "queries", "operations", "views", "api",
}  # fmt: skip
OWN_FILES = {"documents": {"press"}, "correspondence": {"letters", "spool"}}
NOT_SLICES = {"kernel", "static", "assets", "commands", "install", "processes"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """Count a function's lines without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def decorated_with(function: ast.FunctionDef, *names: str) -> bool:
    return any(ast.unparse(d).split("(")[0].endswith(names) for d in function.decorator_list)


def test_every_view_says_who_may_reach_it(runtime: Runtime) -> None:
    views = create_app(runtime).view_functions
    silent = [n for n, v in views.items() if n not in FRAMEWORK_VIEWS and not hasattr(v, "open_to")]
    assert silent == []


def test_commit_is_written_in_one_place() -> None:
    assert [named(p) for p in SOURCES if re.search(r"\.commit\(\)", p.read_text())] == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "say in a line what this file is for"
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not re.fullmatch(r"(utils?|helpers?|common|misc|base)", path.stem)


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=named)
def test_imports_stand_at_the_top(path: Path) -> None:
    inside = [
        f"{function.name}:{node.lineno}"
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == [], "a cycle is a design fault"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_functions_are_short(path: Path) -> None:
    assert [f.name for f in functions(path) if length(f) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize(
    "path", [*ROOT.glob("app/*/views.py"), *ROOT.glob("app/*/views/*.py")], ids=named
)
def test_a_view_is_a_thin_door(path: Path) -> None:
    views = [f for f in functions(path) if decorated_with(f, ".get", ".post", ".route")]
    assert [f.name for f in views if length(f) > LONGEST_VIEW] == []


@pytest.mark.parametrize("path", sorted((ROOT / "workers").glob("*.py")), ids=named)
def test_a_task_is_a_thin_door(path: Path) -> None:
    tasks = [f for f in functions(path) if decorated_with(f, "shared_task", ".task")]
    assert [f.name for f in tasks if length(f) > LONGEST_TASK] == []


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


def test_nothing_in_the_tree_reads_outside_the_checkout() -> None:
    own = Path(__file__)
    escaping = [named(p) for p in [*SOURCES, *TESTS] if p != own and "../shared" in p.read_text()]
    assert escaping == []
