"""WHAT WE DO ABOUT IT: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Registers the app under the label `followup`."""

    name = "ryddig.records.followup"
    label = "followup"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.followup.events")
