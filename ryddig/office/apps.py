"""The office as a Django app: templates and template tags."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for the buyer's people."""

    name = "ryddig.office"
    label = "office"
