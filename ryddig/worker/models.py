"""Signs of life of the processes that do the jobs, and whose turn it is with what only one of them may do."""

from django.db import models


class WorkerBeat(models.Model):
    """When a worker process was last known to live. A job of one that has been silent is taken up by another."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Turn(models.Model):
    """What one worker at a time does, of all on all hosts. `worker`: who is at it, empty when nobody is. `begun_at` and
    `done_on` tell of the last time."""

    name = models.CharField(max_length=16, primary_key=True)
    worker = models.CharField(max_length=64, blank=True, default="")
    begun_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name
