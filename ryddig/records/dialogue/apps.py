"""WHAT WE TALKED ABOUT: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Registers the app under the label `dialogue`."""

    name = "ryddig.records.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        """Read the event types, so that a clash stops the program at start."""
        import_module("ryddig.records.dialogue.events")
