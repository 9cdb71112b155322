"""Contracts, their suppliers, what was answered about them, and the files they came from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.facts import ContractKind, Sector
from ryddig.records.accounts.models import Unit
from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.conflict_models import Conflict

__all__ = [
    "RISK_RANK",
    "Conflict",
    "Contract",
    "ContractAnswer",
    "ContractOption",
    "ContractSupplier",
    "ImportBatch",
    "ImportLayout",
    "RiskLevel",
    "Supplier",
    "SupplierMatch",
]


class RiskLevel(models.TextChoices):
    """Level of the newest screening or overruling. `not_assessed`: screened, but nothing to go by.

    Never read as low.
    """

    UNASSESSED = "unassessed", _("not screened yet")
    NOT_ASSESSED = "not_assessed", _("not assessed")
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


RISK_RANK = {level.value: rank for rank, level in enumerate(RiskLevel)}


class Supplier(OwnedRow):
    """A firm as this buyer knows it. `name_key` is the name without case, marks and legal form.

    `match`: confirmed (exact number, or a person said so), proposed (a person is asked), none (a name without a
    number).
    `same_as`: the firm a person said this name is; its contracts have moved there.
    """

    class Match(models.TextChoices):
        """How sure we are which firm it is."""

        CONFIRMED = "confirmed", _("confirmed")
        PROPOSED = "proposed", _("proposed")
        NONE = "none", _("name only")

    name = models.CharField(max_length=1000)
    orgnr = models.CharField(max_length=9, null=True, blank=True)  # noqa: DJ001 - null is "no number", unique otherwise
    match = models.CharField(max_length=10, choices=Match, default=Match.NONE)
    name_key = models.CharField(max_length=300)
    norwegian = models.BooleanField(null=True, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="other_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "orgnr"], condition=models.Q(orgnr__isnull=False), name="supplier_number_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "name_key"], name="supplier_by_name")]

    def __str__(self) -> str:
        return self.name


class SupplierMatch(OwnedRow):
    """A proposal that a name is a firm we know, with the reasons; a person confirms or rejects it.

    `likeness` is 0–100.
    """

    class State(models.TextChoices):
        """Where the proposal stands."""

        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="matches")
    candidate = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    likeness = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "candidate"], name="match_once")]
        indexes = [models.Index(fields=["organisation", "id"], condition=models.Q(state="proposed"), name="match_open")]

    def __str__(self) -> str:
        return f"{self.supplier_id} = {self.candidate_id}? {self.state}"


class Contract(OwnedRow):
    """One contract: its facts, and columns for the portfolio that only services write.

    Amounts are øre ex VAT. `fact_sources`: {field: {source, at, raw, on}}. `aliases`: other keys it is known by
    (procurement reference, lot, supplier). `notices` name the notices it rests on, `import_notes` what they let us see.
    `value_is_shared`: the value is of the whole procurement and never added up. `search_text`: folded title, reference
    and supplier names; `title_key`: the title as it is sorted. `last_day`: the end with used options counted.
    """

    class State(models.TextChoices):
        """What a person or a notice said of it. That the last day has passed is seen from the date, not stored."""

        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="contracts")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contracts"
    )
    responsible_name = models.CharField(max_length=1000, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    sector = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Sector], default=Sector.CLASSIC.value)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ContractKind], blank=True)
    cpv = models.JSONField(default=list, blank=True)
    category = models.CharField(max_length=1000, blank=True)
    value_ore = models.BigIntegerField(null=True, blank=True)
    value_is_shared = models.BooleanField(default=False)
    estimate_ore = models.BigIntegerField(null=True, blank=True)
    ceiling_ore = models.BigIntegerField(null=True, blank=True)
    awarded_ore = models.BigIntegerField(null=True, blank=True)
    called_off_ore = models.BigIntegerField(null=True, blank=True)
    last_call_off_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="NOK")
    announced_on = models.DateField(null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    duration_months = models.PositiveIntegerField(null=True, blank=True)
    framework = models.BooleanField(null=True, blank=True)
    county = models.CharField(max_length=1000, blank=True)
    trade_certificate_relevant = models.BooleanField(null=True, blank=True)
    apprentice_need = models.BooleanField(null=True, blank=True)
    tiers = models.PositiveSmallIntegerField(null=True, blank=True)
    max_tiers = models.PositiveSmallIntegerField(null=True, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    fact_sources = models.JSONField(default=dict, blank=True)
    notices = models.JSONField(default=list, blank=True)
    import_notes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)

    search_text = models.TextField(blank=True)
    title_key = models.CharField(max_length=80, blank=True)
    supplier_names = models.CharField(max_length=600, blank=True)
    last_day = models.DateField(null=True, blank=True)
    risk_level = models.CharField(max_length=12, choices=RiskLevel, default=RiskLevel.UNASSESSED)
    risk_rank = models.PositiveSmallIntegerField(default=0)
    risk_score = models.IntegerField(default=0)
    overruled = models.BooleanField(default=False)
    regime = models.CharField(max_length=10, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    next_due_kind = models.CharField(max_length=30, blank=True)
    screened_on = models.DateField(null=True, blank=True)
    screening_id = models.BigIntegerField(null=True, blank=True)
    controls_planned = models.PositiveSmallIntegerField(default=0)
    last_control_on = models.DateField(null=True, blank=True)
    quality_count = models.PositiveSmallIntegerField(default=0)
    open_questions = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], condition=~models.Q(reference=""), name="contract_reference_once"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "risk_rank", "id"], name="contract_by_risk"),
            models.Index(fields=["organisation", "state", "last_day", "id"], name="contract_by_end"),
            models.Index(fields=["organisation", "state", "next_due_on", "id"], name="contract_by_due"),
            models.Index(fields=["organisation", "state", "value_ore", "id"], name="contract_by_value"),
            models.Index(fields=["organisation", "state", "title_key", "id"], name="contract_by_title"),
            models.Index(fields=["organisation", "unit", "risk_level", "state"], name="contract_by_unit"),
            models.Index(fields=["organisation", "category"], name="contract_by_category"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()


class ContractOption(OwnedRow):
    """A right to extend; `position` counts from 1; `used` None while unknown."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    exercise_by = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    used = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["contract", "position"], name="option_once")]

    def __str__(self) -> str:
        return f"{self.contract_id} option {self.position}"


class ContractSupplier(OwnedRow):
    """A firm on a contract; `role` supplier or subcontractor; `named` is the name as the source wrote it."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="supplier_links")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="contract_links")
    role = models.CharField(max_length=20, default="supplier")
    named = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "supplier", "role"], name="supplier_on_contract_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.supplier_id}"


class ContractAnswer(LastingRow):
    """An answer to a question about a contract; the newest of a `code` counts, older ones stay.

    `value`: bool, int, text or null.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    on = models.DateField()
    source = models.CharField(max_length=40, default="person")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.code}"


class ImportBatch(OwnedRow):
    """A file read and shown, waiting for a person.

    `rows` are the proposals, `report` what storing them would change.
    """

    class State(models.TextChoices):
        """Nothing is stored before `stored`."""

        PREVIEW = "preview", _("preview")
        STORED = "stored", _("stored")
        DISCARDED = "discarded", _("discarded")

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    rows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="batch_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class ImportLayout(OwnedRow):
    """How a person mapped a file's headers, remembered for the next file of the same layout.

    `mapping`: {field: header}.
    """

    header_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "header_key"], name="layout_once")]

    def __str__(self) -> str:
        return self.header_key
