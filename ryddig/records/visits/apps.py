"""WHAT WE SAW: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Registers the app under the label `visits`."""

    name = "ryddig.records.visits"
    label = "visits"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.visits.events")
