"""WHAT THE PAPERS SHOW: Django application of the records room."""

from importlib import import_module

from django.apps import AppConfig

from ryddig.records.accounts.keyring import declare_rotation


class ReviewsConfig(AppConfig):
    """Registers the app under the label `reviews`."""

    name = "ryddig.records.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Read the event types, and kinds of mail, so that a clash stops the program at start."""
        import_module("ryddig.records.reviews.events")
        import_module("ryddig.records.reviews.review_events")
        import_module("ryddig.records.reviews.mails")
        uploading = import_module("ryddig.records.reviews.uploading")
        declare_rotation("files on their way", uploading.rotate_uploads)
