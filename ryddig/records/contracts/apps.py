"""WHAT WAS SIGNED: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Registers the app under the label `contracts`."""

    name = "ryddig.records.contracts"
    label = "contracts"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start; tell access how conflicts are read."""
        import_module("ryddig.records.contracts.events")
        conflicts = import_module("ryddig.records.contracts.conflicts")
        import_module("ryddig.records.accounts.blocking").blocks_from(conflicts.blocks_in)
