"""The office as a Django app: templates and template tags."""

from importlib import import_module

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for the buyer's people."""

    name = "ryddig.office"
    label = "office"

    def ready(self) -> None:
        """Read what is noted when somebody logs in."""
        import_module("ryddig.office.sign_in_signals")
