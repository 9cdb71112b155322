"""On-site controls: planned, filled in field by field from telephones, and reported once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.models import PlanItem


class Visit(OwnedRow):
    """One on-site control. `first` and `second` are the controllers; `alone_why`: why there is no second one.

    `points`: codes that are looked at, chosen by the trade under `lawbook_version` when it was planned. `opened_on`:
    the day it took place. `personal_until`: the last day that talks, ends of card numbers and the signature of the
    site's person are kept.
    """

    class State(models.TextChoices):
        """Open from the first field that came in."""

        PLANNED = "planned", _("planned")
        OPEN = "open", _("under way")
        CLOSED = "closed", _("done")
        CANCELLED = "cancelled", _("called off")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="visits")
    plan_item = models.ForeignKey(PlanItem, null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(max_length=300)
    announced = models.BooleanField()
    planned_on = models.DateField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    alone_why = models.CharField(max_length=500, blank=True)
    points = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    cancelled_why = models.CharField(max_length=500, blank=True)
    personal_until = models.DateField()
    shredded_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "planned_on", "id"], name="visit_by_day"),
            models.Index(fields=["shredded_on", "personal_until"], name="visit_to_shred"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.planned_on}"

    @property
    def is_over(self) -> bool:
        """Nothing more is written in it."""
        return self.state in (self.State.CLOSED, self.State.CANCELLED)

    @property
    def controllers(self) -> tuple[int, ...]:
        """Ids of those who carry it out."""
        return tuple(user for user in (self.first_id, self.second_id) if user is not None)

    @property
    def signers(self) -> tuple[str, ...]:
        """The slots that must sign."""
        return ("first", "second")[: len(self.controllers)]


class VisitField(OwnedRow):
    """What one field says now. `key` and what it may hold: `domain.site_fields`. `version` counts its changes.

    `device`: the telephone that wrote it last, and `serial` the number that telephone gave it: its clock in
    milliseconds, always rising. So the same writing sent twice, or late, changes nothing.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="fields", db_index=False)
    key = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=40)
    serial = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "key"], name="visit_field_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key} v{self.version}"


class VisitPhoto(OwnedRow):
    """A photo. `mark`: the id the telephone gave it, so that the same one sent twice is one. `kept_why`: why camera and
    place were left in the file; empty when they were taken out."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=40)
    point = models.CharField(max_length=10, blank=True)
    caption = models.CharField(max_length=500, blank=True)
    kept_why = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "mark"], name="visit_photo_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.mark}"


class VisitReport(LastingRow):
    """The visit as it was closed. `facts`: `domain.site_visit.SiteVisit` as plain values, without numbers of cards,
    without what workers told and without names of others than firms; `sha256` of them stands in the chain."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="report")
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    lawbook_version = models.CharField(max_length=32)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.visit_id} {self.sha256[:8]}"
