"""WHAT IS WRONG AND WHAT WE DO ABOUT IT: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    """Registers the app under the label `deviations`."""

    name = "ryddig.records.deviations"
    label = "deviations"

    def ready(self) -> None:
        """Read the event types and kinds of mail, so that a clash stops the program at start."""
        for name in ("events", "money_events", "mails"):
            import_module(f"ryddig.records.deviations.{name}")
