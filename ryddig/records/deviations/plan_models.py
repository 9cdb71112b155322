"""The action plan of a deviation: measures with owner and day, the places they are about, and how it goes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.evidence.models import Evidence


class ProductionSite(OwnedRow):
    """A factory or other place that the plan is about. `share`: of what is delivered, in per cent. `baseline`: how it
    was before the measures."""

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="sites")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=60)
    workers = models.PositiveIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)
    chosen_because = models.CharField(max_length=500, blank=True)
    tool = models.CharField(max_length=100, blank=True)
    baseline = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="site_number_once")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.name}"


class SiteResult(LastingRow):
    """What was measured at a place on a day; the newest counts, the first ones stay. None: not told."""

    site = models.ForeignKey(ProductionSite, on_delete=models.CASCADE, related_name="results", db_index=False)
    number = models.PositiveIntegerField()
    on = models.DateField()
    workers = models.PositiveIntegerField(null=True)
    trained = models.PositiveIntegerField(null=True)
    sessions = models.PositiveIntegerField(null=True)
    representatives = models.PositiveIntegerField(null=True)
    meetings = models.PositiveIntegerField(null=True)
    result = models.TextField(blank=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_link = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="site_result_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.on}"


class Measure(OwnedRow):
    """A measure of the plan. `owner`: the role that does it at the supplier, not a name. `site` None: the whole firm.

    The plan binds from the day it is agreed; after that a measure changes by progress only. `state` is that of its
    newest progress.
    """

    class State(models.TextChoices):
        """`verified`: the buyer has seen the proof."""

        PLANNED = "planned", _("not started")
        STARTED = "started", _("started")
        DONE = "done", _("done, says the supplier")
        VERIFIED = "verified", _("done, proof seen")
        DROPPED = "dropped", _("dropped")

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="measures")
    site = models.ForeignKey(ProductionSite, null=True, on_delete=models.SET_NULL, related_name="measures")
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=100)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="measure_number_once")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.number}"


class MeasureProgress(LastingRow):
    """How a measure went on a day, said by the supplier or by the buyer's person."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="progress", db_index=False)
    number = models.PositiveIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=10, choices=Measure.State)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_link = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="measure_progress_once")]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.on} {self.state}"
