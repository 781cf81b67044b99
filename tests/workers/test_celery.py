"""The queue's other end: how Celery is set, which a promise to lose nothing rests on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config.folder import settings_of

ROOT = Path(__file__).resolve().parents[2]
TELL = """
import json, sys
from workers.celery import celery
celery.loader.import_default_modules()
told = {name: celery.conf[name] for name in sys.argv[1:]}
told["tasks"] = sorted(name for name in celery.tasks if not name.startswith("celery."))
entry = celery.conf.beat_schedule["tick"]
told["tick"] = [entry["task"], entry["schedule"].total_seconds(), entry["options"]["expires"]]
print(json.dumps(told))
"""
PROMISED = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "event_serializer": "json",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_ignore_result": True,
    "enable_utc": True,
    "timezone": "UTC",
    "broker_transport_options": {
        "visibility_timeout": 120,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        "health_check_interval": 25,
    },
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what a process of Celery's own is set to."""
    settings = settings_of(tmp_path_factory.mktemp("var"), {})
    words = [sys.executable, "-c", TELL, *PROMISED, "task_time_limit", "worker_max_tasks_per_child"]
    environment = os.environ | settings.environment()
    answer = subprocess.check_output(words, cwd=ROOT, env=environment)  # noqa: S603 (ours)
    found: dict[str, Any] = json.loads(answer)
    return found


@pytest.mark.parametrize("name", PROMISED)
def test_celery_is_set_as_promised(told: dict[str, Any], name: str) -> None:
    assert told[name] == PROMISED[name]


def test_a_task_ends_before_the_queue_gives_it_out_again(told: dict[str, Any]) -> None:
    assert told["task_time_limit"] < told["broker_transport_options"]["visibility_timeout"]
    assert told["worker_max_tasks_per_child"]


def test_the_tick_is_called_every_two_seconds_and_void_when_late(told: dict[str, Any]) -> None:
    assert told["tick"] == ["tick", 2, 2]
    assert "tick" in told["tasks"]
