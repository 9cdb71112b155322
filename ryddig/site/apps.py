"""The frame as a Django app, for its system checks."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the checks."""

    name = "ryddig.site"
    label = "site"

    def ready(self) -> None:
        """Read the checks."""
        import_module("ryddig.site.checks")
