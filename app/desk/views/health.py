"""What a machine asks: does this process live, is the installation ready, what are its figures."""

import hmac
import time
from contextlib import suppress
from datetime import datetime
from ipaddress import ip_address

import structlog
from flask import Blueprint, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from app.correspondence import queries as letters
from app.desk.queries import pulses
from app.desk.queries.troubles import seen
from app.desk.rules import readiness, unreachable
from app.desk.rules.troubles import oldest, troubles
from app.desk.values import Health, Part
from app.desk.values.troubles import Trouble
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound, Unavailable
from app.kernel.row_security import WARNING, is_passed_over
from app.kernel.web import public, runtime

pages = Blueprint("health", __name__)
log = structlog.get_logger(__name__)

REQUESTS = Counter("secretariat_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("secretariat_request_seconds", "Seconds taken by a request", ["route"])
STANDING = Gauge("secretariat_part_standing", "1 where a part of the installation stands", ["part"])
LETTERS = Gauge("secretariat_letters", "Letters not over with, by where they stand", ["state"])
PRINTS = Gauge("secretariat_prints", "Prints not over with, by where they stand", ["state"])
OLDEST = Gauge("secretariat_oldest_seconds", "Seconds that the oldest of these has stood", ["what"])
FAILING = Gauge("secretariat_failing_addresses", "Addresses from which letters come back")
TROUBLES = Gauge("secretariat_trouble", "1 where something stands too long", ["trouble"])
SILENCE = Gauge("secretariat_silence_seconds", "Seconds since a kind of process reported", ["kind"])
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""What machines ask all the time, which would fill the log."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Counted by name; whatever else a client invents is counted together."""


@pages.get("/healthz")
@public
def healthz() -> Response:
    """Say that this process answers."""
    return jsonify(status="alive")


@pages.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Say whether the installation is ready, part by part, as heartbeats in the database show."""
    health = _health()
    ready = all(part.standing for part in health.values())
    told: dict[str, object] = {part.value: _told(found) for part, found in health.items()}
    if _unwalled():
        told["warning"] = WARNING
    return jsonify(status="ready" if ready else "not ready", **told), 200 if ready else 503


@pages.get("/metrics")
@public
def metrics() -> Response:
    """Give the figures to this machine, or to whoever shows the token; to others, nothing."""
    if not _may_read_metrics():
        raise NotFound.because("There is no such page.")
    for part, found in _health().items():
        STANDING.labels(part.value).set(found.standing)
    with suppress(Unavailable):  # the gauge of the database says so
        _gauge()
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _gauge() -> None:
    """Set the gauges of what is owed from the rows."""
    house, now = runtime(), runtime().clock.now()
    with house.database.read(by=SYSTEM) as session:
        found, failing = seen(session), len(letters.failing(session))
        counts, beats = letters.tally(session), pulses(session)
    for state, count in counts.items():
        LETTERS.labels(state.value).set(count)
    PRINTS.labels("waiting").set(found.prints.waiting)
    PRINTS.labels("failed").set(found.prints.failed)
    for what, since in oldest(found).items():
        OLDEST.labels(what).set((now - since).total_seconds() if since else 0)
    FAILING.set(failing)
    standing_now = {each.trouble for each in troubles(found, at=now, rehearsal=house.rehearsal)}
    for trouble in Trouble:
        TROUBLES.labels(trouble.value).set(trouble in standing_now)
    for kind, pulse in beats.items():
        SILENCE.labels(kind.value).set((now - pulse.at).total_seconds())


@pages.before_app_request
def begin() -> None:
    """Note when a request began."""
    g.began = time.perf_counter()


@pages.after_app_request
def count(response: Response) -> Response:
    """Count a request by its route, which holds nothing of what was asked for, and log it."""
    route = request.url_rule.rule if request.url_rule else "none"
    now = time.perf_counter()
    seconds = now - g.get("began", now)  # another check may refuse before the clock is read
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, route, response.status_code).inc()
    SECONDS.labels(route).observe(seconds)
    if route not in QUIET:
        log.info(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
    return response


def _health() -> dict[Part, Health]:
    try:
        with runtime().database.read(by=SYSTEM) as session:
            return readiness(
                pulses(session),
                letters.standing(session),
                at=runtime().clock.now(),
                rehearsal=runtime().rehearsal,
            )
    except Unavailable:
        return unreachable()


def _unwalled() -> bool:
    """Say whether the database shows this process every row; while it is away, nobody knows."""
    try:
        with runtime().database.read(by=SYSTEM) as session:
            return is_passed_over(session)
    except Unavailable:
        return False


def _told(health: Health) -> dict[str, str | bool | None]:
    return {
        "standing": health.standing,
        "sentence": health.sentence,
        "seen_at": _instant(health.seen_at),
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _may_read_metrics() -> bool:
    """Say whether the bearer shows the token, or asks from this machine and for nobody else."""
    token = runtime().metrics_token
    if token is not None:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(shown.encode(), token.encode())
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"} & {*request.headers.keys()}
    return not forwarded and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
