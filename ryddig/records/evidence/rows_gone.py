"""A row that goes, with a contract or a demo, takes its file along once the database has let it go."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.store import remove


@receiver(post_delete, sender=Evidence)
def remove_file(instance: Evidence, **_more: object) -> None:
    """Called by Django for each row."""
    transaction.on_commit(partial(remove, instance.place))
