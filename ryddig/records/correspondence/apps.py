"""WHAT WE SEND: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Registers the app under the label `correspondence`."""

    name = "ryddig.records.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        """Read the event types and kinds of mail, so that a clash stops the program at start."""
        import_module("ryddig.records.correspondence.events")
        import_module("ryddig.records.correspondence.mails")
        import_module("ryddig.records.correspondence.people_mails")
