"""The worker as a Django app, for its command and its own rows."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    """Registers the app under the label `worker`."""

    name = "ryddig.worker"
    label = "worker"
