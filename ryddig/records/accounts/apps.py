"""WHO: Django application of the records room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under the label `accounts`."""

    name = "ryddig.records.accounts"
    label = "accounts"
