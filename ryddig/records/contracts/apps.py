"""WHAT WAS SIGNED: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Registers the app under the label `contracts`."""

    name = "ryddig.records.contracts"
    label = "contracts"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.contracts.events")
