"""WHAT WAS SHOWN: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers the app under the label `evidence`."""

    name = "ryddig.records.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start, and what follows a row that goes."""
        import_module("ryddig.records.evidence.events")
        import_module("ryddig.records.evidence.rows_gone")
