"""The frame as a Django app, for its system checks."""

from importlib import import_module

from django.apps import AppConfig
from django_tasks.signals import task_finished, task_started

from ryddig.site import request_id


class SiteConfig(AppConfig):
    """Registers the checks."""

    name = "ryddig.site"
    label = "site"

    def ready(self) -> None:
        """Read the checks, and give jobs their number in the log."""
        import_module("ryddig.site.checks")
        import_module("ryddig.site.checks_running")
        task_started.connect(request_id.begin_job)
        task_finished.connect(request_id.end_job)
