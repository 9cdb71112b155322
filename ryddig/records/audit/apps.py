"""PROOF: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app under the label `audit`."""

    name = "ryddig.records.audit"
    label = "audit"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.audit.events")
