"""Files that were handed over or made: who, when, what they are, and until when they are kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.evidence.archive_models import ArchiveAnswer, ArchiveMessage
from ryddig.records.evidence.paper_models import Paper

__all__ = ["ArchiveAnswer", "ArchiveMessage", "Evidence", "Paper", "Thumbnail"]


class Evidence(OwnedRow):
    """One file. Its content lies in the storage under `place`, locked with a key of its own that only the key ring
    unlocks (`wrapped_key`), and never in the database; when it is shredded the row stays, without the key.

    `name` as the sender wrote it: it may hold personal data and goes with the file. `kind` is what the content is,
    whatever the name says. `keep_until`: the last day it is kept. `received_by` None: Ryddig made it, or `supplier`
    handed it over itself. `scan`: what the virus scanner said; nobody is handed a file that waits or is infected.
    """

    class Origin(models.TextChoices):
        """Handed over by somebody, or made by Ryddig."""

        RECEIVED = "received", _("received")
        GENERATED = "generated", _("made by Ryddig")

    class Scan(models.TextChoices):
        """`none`: this installation has no scanner, or had none then."""

        NONE = "none", _("not scanned for viruses")
        WAITING = "waiting", _("waits for the virus scanner")
        CLEAN = "clean", _("no virus found")
        INFECTED = "infected", _("virus found, not kept")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="evidence")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.RECEIVED)
    name = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=10)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=40, unique=True)
    wrapped_key = models.CharField(max_length=250, blank=True, default="")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.CASCADE, related_name="+")
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NONE)
    received_on = models.DateField()
    received_at = models.DateTimeField(auto_now_add=True)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)
    shredded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["shredded_on", "keep_until"], name="evidence_to_shred"),
            models.Index(fields=["id"], condition=models.Q(scan="waiting"), name="evidence_to_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.sha256[:8]}"


class Thumbnail(OwnedRow):
    """A small picture of a photo, locked with the key ring; it goes when the photo does."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="thumbnail")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.evidence_id}"
