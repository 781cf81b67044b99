"""The queue's other end: ``celery --app workers.celery worker`` and ``… beat``.

Importing this module reads the environment; only the worker and beat processes do so.
"""

import os

from celery import Celery
from celery.signals import setup_logging

from config.logging import write_logs
from config.schedule import BEAT
from config.settings import Settings

LONGEST_TASK_SECONDS = 100
"""A task that takes longer is ended; the queue gives it out again only after that."""

SETTINGS = Settings.read(os.environ)

celery = Celery(
    "secretariat",
    broker=SETTINGS.redis_url,
    include=[
        "workers.tick",
        "workers.documents",
        "workers.summaries",
        "workers.correspondence",
        "workers.heartbeats",
        "workers.operations",
        "workers.treaties",
    ],
)
celery.conf.update(
    accept_content=["json"],
    task_serializer="json",
    event_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=LONGEST_TASK_SECONDS,
    task_soft_time_limit=LONGEST_TASK_SECONDS - 10,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=5000,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 120,  # seconds, as all of these; longer than any task
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        "health_check_interval": 25,
    },
    timezone="UTC",
    enable_utc=True,
    beat_schedule=BEAT,
)


@setup_logging.connect
def log(**_from_celery: object) -> None:
    """Write the logs as every process does, in place of Celery's own way."""
    write_logs(SETTINGS.log_level, process="celery")
