"""WHAT THE SUPPLIER SAYS: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class SelfreportsConfig(AppConfig):
    """Registers the app under the label `selfreports`."""

    name = "ryddig.records.selfreports"
    label = "selfreports"

    def ready(self) -> None:
        """Read the event types and kinds of mail, so that a clash stops the program at start."""
        import_module("ryddig.records.selfreports.events")
        import_module("ryddig.records.selfreports.mails")
