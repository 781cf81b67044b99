"""Logs: JSON lines in which nothing stands that somebody wrote."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from config.logging import HIDDEN, write_logs

CANARY = "canary-5f1c"

Line = dict[str, Any]
Begin = Callable[[], Callable[[], list[Line]]]


@pytest.fixture
def write(capsys: pytest.CaptureFixture[str]) -> Iterator[Begin]:
    """Give what begins the product's logs, and gives what reads the lines written since."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def begin() -> Callable[[], list[Line]]:
        write_logs("info", process="test")
        return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    yield begin
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_line_is_an_object_with_its_time_level_and_process(write: Begin) -> None:
    lines = write()
    structlog.get_logger("app").info("request", route="/treaties/<id>", status=200)
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request", "route": "/treaties/<id>", "status": 200,
        "level": "info", "logger": "app", "process": "test",
    }  # fmt: skip


def test_a_field_that_is_not_known_to_be_harmless_is_left_out(write: Begin) -> None:
    lines = write()
    structlog.get_logger("app").info("request", path=CANARY, email=CANARY)
    assert CANARY not in json.dumps(lines())


def test_another_librarys_record_keeps_its_template_and_figures_and_loses_its_texts(
    write: Begin,
) -> None:
    lines = write()
    logging.getLogger("elsewhere").warning("%s retries in %d s: %s", CANARY, 3, OSError(CANARY))
    logging.getLogger("elsewhere").warning("about %(what)s", {"what": CANARY})
    first, second = lines()
    assert first["event"] == f"{HIDDEN} retries in 3 s: OSError"
    assert second["event"] == f"about {HIDDEN}"


def test_a_task_is_named_and_its_arguments_are_not(write: Begin) -> None:
    lines = write()
    context = {"name": "tick", "id": "one", "args": CANARY, "exc": CANARY}
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s raised: %(exc)s", context, extra={"data": context}
    )
    (line,) = lines()
    assert (line["task"], line["task_id"]) == ("tick", "one")
    assert CANARY not in json.dumps(line)


def test_an_error_is_told_by_its_kind_places_and_cause_never_by_its_message(write: Begin) -> None:
    lines = write()
    try:
        try:
            raise FileNotFoundError(2, "No such file", CANARY)
        except OSError as missing:
            raise ValueError(CANARY) from missing
    except ValueError:
        structlog.get_logger("app").exception("failed")
        logging.getLogger("elsewhere").exception("failed")
    ours, theirs = lines()
    for line in (ours, theirs):
        assert line["error"]["kind"] == "ValueError"
        assert "test_logging.py" in line["error"]["at"][-1]
        assert line["error"]["after"]["reason"] == "No such file"
        assert CANARY not in json.dumps(line)
