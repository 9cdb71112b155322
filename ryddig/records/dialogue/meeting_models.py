"""Meetings with a supplier: the agenda, what was said, and what was decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.dialogue import Side
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import PlanItem

SIDES = [(side.value, side.value) for side in Side]


class Meeting(OwnedRow):
    """One meeting. `present`: who took part, as written in the minutes; it goes on the day after `keep_until`.

    `plan_item`: the meeting of the plan that this one is. `version` counts changes: an older save is refused.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        START = "start", _("start-up meeting")
        STATUS = "status", _("status meeting")
        CLOSING = "closing", _("closing meeting")

    class State(models.TextChoices):
        """Held: the minutes are written and stand."""

        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    present = models.CharField(max_length=1000, blank=True)
    plan_item = models.ForeignKey(PlanItem, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["contract", "-on", "-id"], name="meeting_newest"),
            models.Index(fields=["shredded_on", "keep_until"], name="meeting_to_shred"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.on}"


class MeetingPoint(OwnedRow):
    """A point of the agenda. `kind`: something open (`text` with `params`), a question of the lawbook (`source`:
    checklist/item), or the buyer's own words. `source` tells what it is about, so that nothing comes twice. `note`:
    what was said."""

    class Kind(models.TextChoices):
        """Where the point comes from."""

        OPEN = "open", _("open item")
        QUESTION = "question", _("question")
        OWN = "own", _("own point")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    params = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "source"], name="point_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.source}"


class MeetingDecision(OwnedRow):
    """What was decided, who does it by when. An open one returns on the next agenda. `owner` is a name: it goes with
    the meeting's names."""

    class State(models.TextChoices):
        """Dropped: it is no longer to be done."""

        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="meeting_decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField()
    side = models.CharField(max_length=10, choices=SIDES)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "due_on", "id"], name="decision_by_due")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"
