"""DOOR: /api/v1."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the door under the label `api`."""

    name = "ryddig.api"
    label = "api"
