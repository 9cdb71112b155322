"""Signs of life of the processes that do the jobs."""

from django.db import models


class WorkerBeat(models.Model):
    """When a worker process was last known to live. A job of one that has been silent is taken up by another."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
