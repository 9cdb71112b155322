"""WHAT THE REGISTERS SAID: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class LookupsConfig(AppConfig):
    """Registers the app under the label `lookups`."""

    name = "ryddig.records.lookups"
    label = "lookups"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.lookups.events")
