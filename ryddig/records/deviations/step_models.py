"""Steps taken about a deviation, written once; what the supplier wrote; sanctions and the second person's word."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.evidence.models import Evidence


class StepKind(models.TextChoices):
    """What was done."""

    OPENED = "opened", _("opened")
    GRADED = "graded", _("graded anew")
    CONFIRMED = "confirmed", _("confirmed as a breach")
    VIEW_ASKED = "view_asked", _("asked for the supplier’s view")
    VIEW_GIVEN = "view_given", _("the supplier gave its view")
    CORRECTION_DEMANDED = "correction_demanded", _("demanded correction")
    CORRECTION_CLAIMED = "correction_claimed", _("the supplier says it is corrected")
    CORRECTION_ACCEPTED = "correction_accepted", _("correction accepted")
    CORRECTION_REFUSED = "correction_refused", _("correction not accepted")
    PLAN_DEMANDED = "plan_demanded", _("demanded an action plan")
    PLAN_GIVEN = "plan_given", _("the supplier sent an action plan")
    PLAN_AGREED = "plan_agreed", _("action plan agreed")
    PLAN_REFUSED = "plan_refused", _("action plan not accepted")
    LEARNING_AGREED = "learning_agreed", _("learning period agreed")
    DEADLINE_MOVED = "deadline_moved", _("deadline moved")
    SANCTION_PROPOSED = "sanction_proposed", _("proposed a sanction")
    SANCTION_CONFIRMED = "sanction_confirmed", _("second person confirmed")
    SANCTION_REFUSED = "sanction_refused", _("second person said no")
    SANCTION_LIFTED = "sanction_lifted", _("sanction lifted")
    TIP_SENT = "tip_sent", _("tip sent to an authority")
    NOTED = "noted", _("note")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DeviationStep(LastingRow):
    """One step, as it was taken: who, when, under which rule and lawbook, why.

    Who: `actor` (the buyer's person), else `by_link` (id of the supplier's personal link), else Ryddig itself.
    `reason`: the buyer's person's words; what the supplier wrote is a SupplierStatement, which can be shredded. `told`:
    figures and days of the step.
    """

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=StepKind)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_link = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=80, blank=True)
    lawbook_version = models.CharField(max_length=64, blank=True)
    because = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="deviation_step_once")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.number} {self.kind}"


class SupplierStatement(OwnedRow):
    """What the supplier wrote with a step. It may name persons: the worker empties it on the day after `keep_until`;
    the step and the SHA-256 stay."""

    step = models.OneToOneField(DeviationStep, on_delete=models.CASCADE, related_name="statement")
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shredded_on", "keep_until"], name="statement_to_shred")]

    def __str__(self) -> str:
        return f"{self.step_id}"


class StepFile(OwnedRow):
    """A file that proves a step."""

    step = models.ForeignKey(DeviationStep, on_delete=models.CASCADE, related_name="files")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "evidence"], name="step_file_once")]

    def __str__(self) -> str:
        return f"{self.step_id} {self.evidence_id}"


class SanctionDecision(OwnedRow):
    """A sanction that one person proposed and another confirmed or refused. Nothing counts before it is confirmed.

    `sanction`: a rule of the ladder, such as `sanctions.withholding`. `because`: the reasons it was open, as they stood
    when it was proposed; they are worked out anew when it is confirmed. `amount_ore`, `from_on` and `told`: what was
    proposed, where the sanction has a figure. `in_force` from confirmation until it is lifted.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("waits for a second person")
        IN_FORCE = "in_force", _("decided")
        REFUSED = "refused", _("refused by the second person")
        LIFTED = "lifted", _("lifted")

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="sanctions")
    sanction = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    amount_ore = models.BigIntegerField(null=True)
    from_on = models.DateField(null=True)
    told = models.JSONField(default=dict)
    because = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proposed_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    confirmed_on = models.DateField(null=True)
    confirmed_reason = models.TextField(blank=True)
    lifted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="sanction_second_person",
            ),
            models.UniqueConstraint(
                fields=["deviation", "sanction"],
                condition=models.Q(state__in=("proposed", "in_force")),
                name="sanction_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "id"], name="sanction_by_state")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.sanction} {self.state}"
