"""WHAT WAS SHOWN: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig

from ryddig.records.accounts.keyring import declare_rotation


class EvidenceConfig(AppConfig):
    """Registers the app under the label `evidence`."""

    name = "ryddig.records.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start, and what follows a row that goes."""
        import_module("ryddig.records.evidence.events")
        import_module("ryddig.records.evidence.rows_gone")
        relocking = import_module("ryddig.records.evidence.relocking")
        declare_rotation("files", relocking.rotate_files)
        declare_rotation("small pictures", relocking.rotate_thumbnails)
