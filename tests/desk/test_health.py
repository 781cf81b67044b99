"""What machines ask of an installation: /healthz, /readyz and /metrics."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from app.correspondence.operations import heard, take_turn
from app.desk.operations import FORGOTTEN_AFTER, mark_demonstration, report
from app.desk.queries import is_demonstration, pulses
from app.desk.values import Reporter
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on

TOKEN = "t" * 40


@pytest.fixture
def standing(database: Database, tmp_path: Path, clock: StoppedClock) -> Runtime:
    return runtime_on(database, tmp_path, clock)


@pytest.fixture
def client(standing: Runtime) -> FlaskClient:
    return lent(standing).test_client()


@pytest.fixture
def away(tmp_path: Path, clock: StoppedClock) -> Iterator[FlaskClient]:
    """Give a client of an application whose database cannot be opened."""
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder' / 'register.db'}")
    yield lent(runtime_on(database, tmp_path, clock)).test_client()
    database.engine.dispose()


def everything_reports(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        report(session, "worker@here", Reporter.WORKER, at=runtime.clock.now(), printing="yes")
        report(session, "beat@here", Reporter.BEAT, at=runtime.clock.now())
        report(session, "tick", Reporter.TICK, at=runtime.clock.now())
        take_turn(session, uuid4(), at=runtime.clock.now())
        heard(session, pulse=True, at=runtime.clock.now())


def test_a_process_that_answers_is_alive_even_without_its_database(away: FlaskClient) -> None:
    assert away.get("/healthz").json == {"status": "alive"}


def test_an_installation_is_ready_once_its_processes_have_reported(
    client: FlaskClient, standing: Runtime
) -> None:
    assert client.get("/readyz").status_code == 503
    everything_reports(standing)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ready"
    assert answer.json["broker"]["seen_at"] == "2027-03-14T12:00:00Z"
    assert answer.json.keys() == {"status", "database", "broker", "scheduler", "pdf", "letters"}


def test_it_is_not_ready_a_minute_after_they_fell_silent(
    client: FlaskClient, standing: Runtime, clock: StoppedClock
) -> None:
    everything_reports(standing)
    clock.at = NOON + timedelta(seconds=61)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"]["standing"] is True
    assert answer.json["scheduler"]["standing"] is False
    assert "beat" in answer.json["scheduler"]["sentence"]


def test_it_is_not_ready_while_the_database_is_away(away: FlaskClient) -> None:
    answer = away.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"]["sentence"] == "The database cannot be reached."


def test_the_figures_are_read_from_this_machine_alone(client: FlaskClient) -> None:
    own = client.get("/metrics")
    assert own.status_code == 200
    assert 'secretariat_part_standing{part="database"} 1.0' in own.text
    other = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_opens_the_figures_to_nobody(
    client: FlaskClient, header: str
) -> None:
    assert client.get("/metrics", headers={header: "192.0.2.7"}).status_code == 404


def test_where_there_is_a_token_only_its_bearer_reads_the_figures(standing: Runtime) -> None:
    client = lent(replace(standing, metrics_token=TOKEN)).test_client()
    assert client.get("/metrics").status_code == 404
    wrong = {"Authorization": "Bearer " + "u" * 40}
    assert client.get("/metrics", headers=wrong).status_code == 404
    right = {"Authorization": f"Bearer {TOKEN}"}
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/metrics", headers=right, environ_overrides=far).status_code == 200


def test_the_figures_count_by_route_and_never_by_what_was_asked_for(client: FlaskClient) -> None:
    client.get("/nowhere/mrs-example?email=someone@example.org")
    client.open("/healthz", method="BREW")
    figures = client.get("/metrics").text
    assert 'route="none"' in figures
    assert "example" not in figures
    assert "BREW" not in figures


def test_a_process_keeps_one_heartbeat_and_one_long_gone_is_forgotten(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        report(session, "worker@gone", Reporter.WORKER, at=NOON, printing="no")
    later = NOON + FORGOTTEN_AFTER + timedelta(seconds=1)
    for seconds in (0, 5):
        with database.write(by=SYSTEM) as session:
            at = later + timedelta(seconds=seconds)
            report(session, "worker@here", Reporter.WORKER, at=at, printing="yes")
    with database.read(by=SYSTEM) as session:
        (pulse,) = pulses(session).values()
    assert (pulse.at, pulse.printing) == (later + timedelta(seconds=5), "yes")


def test_a_store_is_marked_as_a_demonstration_once_and_for_all(database: Database) -> None:
    with database.read(by=SYSTEM) as session:
        assert not is_demonstration(session)
    for _ in range(2):
        with database.write(by=SYSTEM) as session:
            mark_demonstration(session, at=NOON)
    with database.read(by=SYSTEM) as session:
        assert is_demonstration(session)
