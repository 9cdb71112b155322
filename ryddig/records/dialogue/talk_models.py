"""Expectations, the trust pulse, the log of changes, the evaluation before the end, and time spent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.dialogue import LEAST, MOST, Trait
from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.meeting_models import SIDES, Meeting


class Expectation(OwnedRow):
    """What one side expects of the other, in its own words, until it is withdrawn."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="expectations")
    supplier = models.ForeignKey("contracts.Supplier", null=True, on_delete=models.RESTRICT, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    text = models.TextField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.side}"


class TrustPulse(LastingRow):
    """One person's five figures. It is shown as a trend of means and is never evidence: nothing that assesses, controls
    or proves may read it (a test holds that). `key`: who answered and about which meeting, so that nobody counts twice;
    a hash, since nobody need know who."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="pulses")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="pulses")
    side = models.CharField(max_length=10, choices=SIDES)
    on = models.DateField()
    honesty = models.PositiveSmallIntegerField()
    integrity = models.PositiveSmallIntegerField()
    courage = models.PositiveSmallIntegerField()
    presence = models.PositiveSmallIntegerField()
    goodwill = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "key"], name="pulse_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{trait.value}__gte": LEAST, f"{trait.value}__lte": MOST}),
                    name=f"pulse_{trait.value}",
                )
                for trait in Trait
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.side} {self.on}"


class ChangeEntry(OwnedRow):
    """A change of the contract: proposed, then agreed or not. `price_ore` and `days`: what it does to price and time;
    None is not known. `within`: whether the contract allows it as it stands (a substantial change may be a new
    procurement)."""

    class Kind(models.TextChoices):
        """What is changed."""

        OPTION = "option", _("option used")
        PRICE = "price", _("price")
        SCOPE = "scope", _("scope")
        TIME = "time", _("time")
        PEOPLE = "people", _("people")
        OTHER = "other", _("other")

    class Within(models.TextChoices):
        """Whether the contract allows it."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not assessed")

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed")
        REJECTED = "rejected", _("rejected")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.TextField()
    reason = models.TextField(blank=True)
    raised_by = models.CharField(max_length=10, choices=SIDES)
    price_ore = models.BigIntegerField(null=True)
    days = models.IntegerField(null=True)
    sustainability = models.CharField(max_length=500, blank=True)
    within = models.CharField(max_length=10, choices=Within, default=Within.UNKNOWN)
    within_why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    on = models.DateField()
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.state}"


class Evaluation(LastingRow):
    """The contract as it was evaluated before its end. Another one is another row."""

    class Reached(models.TextChoices):
        """Whether the goal of the contract was reached."""

        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="evaluations")
    reached = models.CharField(max_length=10, choices=Reached)
    went_well = models.TextField(blank=True)
    went_badly = models.TextField(blank=True)
    next_time = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.contract_id} {self.on}"


class TimeEntry(OwnedRow):
    """Minutes one of the buyer's people spent on an activity of a contract."""

    class Activity(models.TextChoices):
        """What the time went to."""

        MEETING = "meeting", _("meeting and dialogue")
        SELF_REPORT = "self_report", _("self-report")
        DOCUMENTS = "document_review", _("document review")
        PAY = "pay_control", _("pay control")
        VISIT = "on_site_control", _("on-site control")
        DEVIATION = "deviation", _("deviations and letters")
        PLAN = "plan", _("planning and reporting")
        OTHER = "other", _("other")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="time_spent")
    activity = models.CharField(max_length=20, choices=Activity)
    minutes = models.PositiveIntegerField()
    on = models.DateField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.activity} {self.minutes}"
