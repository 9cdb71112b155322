"""Buyers, their units, people and what each may do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.facts import BuyerKind
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.accounts.token_models import ApiToken, ApiWrite

__all__ = [
    "ApiToken",
    "ApiWrite",
    "Delegation",
    "Language",
    "Leaver",
    "LoginTry",
    "Membership",
    "Organisation",
    "Role",
    "Unit",
    "User",
]


class Role(models.TextChoices):
    """What a person does with contracts. The table in `access.py` says what each role may do."""

    CONTRACT_MANAGER = "contract_manager", _("contract manager")
    CONTROLLER = "controller", _("controller")
    COORDINATOR = "coordinator", _("coordinator")
    LEADER = "leader", _("leader")
    AUDITOR = "auditor", _("auditor")
    EXTERNAL_AUDITOR = "external_auditor", _("external auditor")


class Language(models.TextChoices):
    """Languages of the office."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"


class Organisation(models.Model):
    """A public buyer.

    `kind` is a BuyerKind. `layers`: ids of the local lawbook layers it has chosen. `method`: three_step or ten_step.
    `hours_per_control`: {control kind: hours}, own figures for the planner; empty means the lawbook's. `is_demo`: may
    be erased. `second_factor_roles`: who must log in with a second factor, from the day `second_factor_from` (None:
    nobody yet). `log_in_with`: id of the OpenID Connect provider that everybody must come by; empty: any way.
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    orgnr = models.CharField(max_length=9, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in BuyerKind])
    layers = models.JSONField(default=list, blank=True)
    method = models.CharField(max_length=20, default="three_step")
    language = models.CharField(max_length=2, choices=Language, default=Language.NB)
    hours_per_control = models.JSONField(default=dict, blank=True)
    is_demo = models.BooleanField(default=False)
    second_factor_roles = models.JSONField(null=True, blank=True)
    second_factor_from = models.DateField(null=True, blank=True)
    log_in_with = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001 - NOT NULL would remake the table

    def __str__(self) -> str:
        return self.short_name or self.name


class Unit(OwnedRow):
    """A part of the buyer that owns contracts: school, property, health. Units may lie under a unit."""

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who logs in. What they may do stands in their memberships, never in Django's permissions.

    `is_system`: another system of the buyer's, which comes through the API with a key and never logs in.
    """

    language = models.CharField(max_length=2, choices=Language, default=Language.NB)
    is_system = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Membership(OwnedRow):
    """One person's role with one buyer; `unit` None means the whole organisation, else the unit and those under it.

    An external auditor's seat is one control instead: its kind (`pay_control`, `document_review`, `visit`) and id.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    control_kind = models.CharField(max_length=20, blank=True)
    control_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "unit", "role", "control_kind", "control_id"],
                name="membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(role="external_auditor", unit__isnull=True, control_id__isnull=False)
                | (~models.Q(role="external_auditor") & models.Q(control_id__isnull=True, control_kind="")),
                name="external_auditor_has_one_control",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Delegation(OwnedRow):
    """One person's seats lent to a deputy from a day to a day, both included. It ends by itself: whoever is an actor
    that day is asked. `ended_on`: taken back before. The seats are those the lender has on the day, never a copy."""

    lender = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(lender=models.F("deputy")), name="delegation_to_somebody_else"),
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="delegation_of_deputy")]

    def __str__(self) -> str:
        return f"{self.lender_id} -> {self.deputy_id}"


class Leaver(OwnedRow):
    """Somebody who had a seat with this buyer and has none anywhere, from the day that was seen. `forgotten_on`: name
    and address are gone since; what they decided stands under the number."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    left_on = models.DateField()
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="leaver_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.left_on}"


class LoginTry(models.Model):
    """Failed log-ins under one key (a hash of user name and address, or of the address), and until when to wait."""

    key = models.CharField(max_length=64, primary_key=True)
    failed = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.failed}"
