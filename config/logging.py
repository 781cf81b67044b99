"""Logs: one JSON object a line on standard error, without anything that somebody wrote.

No message of an exception, no argument of a task, no address and no path that was asked for gets
into a line: they may hold a declaration's content or a person's name. What happened is told by
fixed words, the route, the task, and the places in the program.
"""

import logging
import sys
from collections.abc import Mapping
from traceback import extract_tb
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

FIELDS = frozenset(
    {"event", "level", "logger", "timestamp", "process", "error"}
    | {"method", "route", "status", "milliseconds"}
    | {"task", "task_id", "row", "kind", "count", "seconds"}
)
"""What a line may hold; anything else is left out."""

DEEPEST = 20
"""How many places in the program an error's line names, the innermost ones."""

CHATTY = ("celery", "kombu", "amqp")
"""Loggers that tell of every message, twice; of theirs only warnings are written."""

HIDDEN = "…"
"""Stands for text whose origin is not known."""


def write_logs(level: str, *, process: str) -> None:
    """Write this process's logs, other libraries' records included, from a level upwards."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_foreign, *shared],
            processors=[_named(process), _errors, _only_known, structlog.processors.JSONRenderer()],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    _take_no_notes()
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("_granian", "celery", "kombu", "amqp", "fontTools", "weasyprint"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def _take_no_notes() -> None:
    """Leave out of each record what no line tells, such as the caller: it is the dearer half."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 (its documented switch)


def _foreign(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell another library's record by its template, filled with what cannot be personal."""
    record: logging.LogRecord = event["_record"]
    event["event"] = _filled(str(record.msg), event.pop("positional_args", None))
    context = getattr(record, "data", None)  # what Celery tells of a task
    if isinstance(context, Mapping):
        event["task"], event["task_id"] = context.get("name"), context.get("id")
    return event


def _filled(template: str, values: "tuple[object, ...] | Mapping[str, object] | None") -> str:
    try:
        if isinstance(values, Mapping):
            return template % {name: _harmless(value) for name, value in values.items()}
        return template % tuple(map(_harmless, values)) if values else template
    except (TypeError, ValueError):  # a place that wanted a number: the template says enough
        return template


def _harmless(value: object) -> object:
    match value:
        case bool() | int() | float():
            return value
        case BaseException():
            return type(value).__name__
        case _:
            return HIDDEN


def _named(process: str) -> Processor:
    def name(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    return name


def _errors(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell an exception by its kind and the places it went through, never by its message."""
    given: Any = event.pop("exc_info", None)
    error = _exception(given)
    if error is not None:
        event["error"] = told(error)
    return event


def _exception(given: ExcInfo | BaseException | object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple) and isinstance(given[1], BaseException):
        return given[1]
    return sys.exc_info()[1] if given is True else None


def told(error: BaseException) -> dict[str, Any]:
    """Give an exception's kind, its places and its cause, without its message."""
    account: dict[str, Any] = {"kind": type(error).__name__, "at": _places(error.__traceback__)}
    if isinstance(error, OSError) and error.strerror:
        account["reason"] = error.strerror
    if (cause := error.__cause__ or error.__context__) is not None:
        account["after"] = told(cause)
    return account


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{at.filename}:{at.lineno} {at.name}" for at in extract_tb(trace)[-DEEPEST:]]


def _only_known(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: value for name, value in event.items() if name in FIELDS}
