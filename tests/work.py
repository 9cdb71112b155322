"""The worker's round inside a test."""

from unittest.mock import patch

from ryddig.worker.loop import Round

BETWEEN_JOBS = "django_tasks_db.management.commands.db_worker.close_old_connections"


def run_all() -> int:
    """Do what waits. A test's own transaction would be lost with the connection that a worker closes between jobs."""
    with patch(BETWEEN_JOBS):
        return Round().run_all()


def step() -> bool:
    """Do one job."""
    with patch(BETWEEN_JOBS):
        return Round().step()
