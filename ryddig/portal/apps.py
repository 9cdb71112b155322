"""The portal as a Django app: templates and template tags."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for suppliers."""

    name = "ryddig.portal"
    label = "portal"
