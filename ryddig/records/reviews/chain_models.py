"""The chain of subcontractors of a contract, and the lists from elsewhere that were compared with it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.chain import Role
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier


class ChainFirm(OwnedRow):
    """One firm in a contract's chain, from the day somebody asks to use it. `head`: the contract's supplier whose chain
    it is. `under` None: directly under that supplier.

    `answer_by`: the day the buyer should have answered. `replaces`: the firm that ends when this one is approved.
    `rule`: the duty that the decision rests on, or `clause` as the contract words it; `because` the count of tiers as
    it was then. `unforeseen`: events nobody foresaw made more tiers than the limit necessary. `seen_on`: the newest day
    a list showed it at work. `startbank`: status as StartBANK's list has it, in its own words. `version` counts
    changes.
    """

    class State(models.TextChoices):
        """Asked for, decided, or out of the chain again."""

        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        ENDED = "ended", _("ended")

    class Origin(models.TextChoices):
        """Who told of it first."""

        BUYER = "buyer", _("the buyer")
        SUPPLIER = "supplier", _("the supplier")
        LIST = "list", _("a list")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="chain", db_index=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="chain_places")
    head = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+", db_index=False)
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="below")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role], default=Role.WORK.value)
    task = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    origin = models.CharField(max_length=10, choices=Origin)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answer_by = models.DateField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaced_by")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True)
    rule = models.CharField(max_length=80, blank=True)
    clause = models.CharField(max_length=300, blank=True)
    because = models.JSONField(default=list)
    unforeseen = models.BooleanField(default=False)
    seen_on = models.DateField(null=True)
    startbank = models.JSONField(default=dict)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "supplier"],
                condition=models.Q(state__in=["asked", "approved"]),
                name="firm_in_chain_once",
            )
        ]
        indexes = [
            models.Index(fields=["contract", "state"], name="chain_of_contract"),
            models.Index(fields=["organisation", "state", "answer_by"], name="chain_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.supplier_id} {self.state}"

    @property
    def is_live(self) -> bool:
        """Asked for or approved."""
        return self.state in (self.State.ASKED, self.State.APPROVED)


class ChainList(OwnedRow):
    """A list from HMSREG or StartBANK that was read for a contract and waits for a person. The file itself is not kept.

    `report`: the differences as they were found, and what was not understood. `seen`: versions of the chain's rows as
    they stood then (id → version): a list is stored against the chain it was compared with.
    """

    class State(models.TextChoices):
        """Nothing is changed before `stored`."""

        PREVIEW = "preview", _("preview")
        STORED = "stored", _("stored")
        DISCARDED = "discarded", _("discarded")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="chain_lists")
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    report = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.state}"
