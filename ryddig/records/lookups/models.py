"""What the registers said of a firm, when, and what it means: snapshots, tries, signals, and what was asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.lookups.case_models import RegisterCase, RegisterCaseAnswer

__all__ = [
    "Ask",
    "FeedCursor",
    "Lookup",
    "RegisterCase",
    "RegisterCaseAnswer",
    "Signal",
    "SignalAnswer",
    "Snapshot",
    "SnapshotPersons",
]


class Snapshot(LastingRow):
    """What one register answered about one number. The same answer again makes no new row: see `Lookup.answered_at`.

    `content`: the answer as the register wrote it, without persons. `facts`: the same as Ryddig understood it then, in
    the shape of `domain.serial`. `sha256`: of the whole answer, persons included, in the one spelling that
    `lookups.facts.digest` gives. `state`: found, deleted (was there once) or not_found.
    """

    class State(models.TextChoices):
        """Whether the register knows the number."""

        FOUND = "found", _("found")
        DELETED = "deleted", _("deleted")
        NOT_FOUND = "not_found", _("not found")

    source = models.CharField(max_length=30)
    subject = models.CharField(max_length=9)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.FOUND)
    sha256 = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation", "subject", "source", "-id"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.source} {self.subject} {self.sha256[:8]}"


class SnapshotPersons(OwnedRow):
    """What an answer said of persons, apart from the rest, until `keep_until`. Then the content goes and the row stays.

    `content`: {place in the answer: what stood there}.
    """

    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="persons")
    content = models.JSONField(default=dict)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shredded_on", "keep_until"], name="persons_to_shred")]

    def __str__(self) -> str:
        return f"{self.snapshot_id} until {self.keep_until}"


class Lookup(OwnedRow):
    """How things stand between one source and one number: the newest snapshot, and how old what we know is.

    `answered_at`: when the source last answered, with something new or the same again. `tried_at`: when it was last
    asked. `failures`: tries in a row without an answer, the first `failed_since`, the last for the reason `failure`
    (`code`, `text`, `params`). A failed try changes nothing else. `due_at`: when we read of a change at
    the source that nobody has looked at yet.
    """

    source = models.CharField(max_length=30)
    subject = models.CharField(max_length=9)
    newest = models.ForeignKey(Snapshot, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_since = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "subject"], name="one_lookup_of_a_number")
        ]
        indexes = [models.Index(fields=["source", "subject"], name="lookup_of_any_buyer")]

    def __str__(self) -> str:
        return f"{self.source} {self.subject}"


class FeedCursor(models.Model):
    """How far the installation has read one source's list of changes, and whether the source answers at all.

    `position`: the last change read, as the source writes it. `answered_at`, `failures`, `failed_since`, `failure`: as
    on Lookup. `round_on`: the last day on which every firm was gone through.
    """

    source = models.CharField(max_length=30, primary_key=True)
    position = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_since = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)
    round_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.source} {self.position}"


class Signal(OwnedRow):
    """Something a register says of a firm that a person should look at: a question with its reason, never a verdict.

    `kind`: rule of the lawbook (`national/signals`). `standing`: holds as long as the register says so, and is cleared
    when it no longer does; else a change that happened, which stands until a person has answered. `code`: the risk
    question that it answers yes to, empty when none. `mark`: what makes it the same signal as yesterday's.
    `contract`: where it is about one contract only, else None for all of the firm's. `facts`: what the reasons rest on;
    `before`, `after`: where something changed; `since`: the day the register gives. `snapshot`: the answer it rests on;
    `earlier`: the one before.
    """

    class State(models.TextChoices):
        """Open until a person has said what is done; cleared by the register."""

        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        CLEARED = "cleared", _("cleared")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="signals", db_index=False)
    contract = models.ForeignKey(Contract, null=True, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, blank=True)
    standing = models.BooleanField(default=True)
    mark = models.CharField(max_length=64)
    text = models.TextField()
    params = models.JSONField(default=dict)
    because = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    since = models.DateField(null=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="signals")
    earlier = models.ForeignKey(Snapshot, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    lawbook_version = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_on = models.DateField()
    cleared_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "mark"],
                condition=~models.Q(state="cleared") & models.Q(contract__isnull=True),
                name="signal_of_firm_once",
            ),
            models.UniqueConstraint(
                fields=["contract", "supplier", "kind", "mark"],
                condition=~models.Q(state="cleared") & models.Q(contract__isnull=False),
                name="signal_of_contract_once",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "state", "-rank"], name="signal_of_supplier"),
            models.Index(fields=["organisation", "state", "-rank", "id"], name="signal_by_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.kind} {self.state}"


class SignalAnswer(LastingRow):
    """What a person said is done about a signal, and why. The newest counts.

    It does not change the risk: that follows the answer to the risk question itself, which a person may give.
    """

    class Done(models.TextChoices):
        """What is done."""

        LOOKED_INTO = "looked_into", _("looked into")
        ASKED_SUPPLIER = "asked_supplier", _("the supplier was asked")
        CONTROL_PLANNED = "control_planned", _("a control is planned")
        CONTRACT_STOPPED = "contract_stopped", _("the contract is stopped")
        NOT_RELEVANT = "not_relevant", _("of no importance here")

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="answers")
    done = models.CharField(max_length=20, choices=Done)
    reason = models.TextField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.done}"


class Ask(OwnedRow):
    """Somebody asks now, and the worker does it: about a firm (`sources`), or which firm a name is (`words`).
    `asked_by` None: Ryddig asks by itself, about a firm that was just named.

    `result`: how many of the sources answered, or the candidates found. `failure`: why nothing came (`code`, `text`,
    `hint`, `params`).
    """

    class Kind(models.TextChoices):
        """What is asked."""

        FIRM = "firm", _("about a firm")
        NAME = "name", _("which firm a name is")

    class State(models.TextChoices):
        """Waiting: the worker has not begun."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", pgettext_lazy("a job", "running")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FIRM)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="asks")
    sources = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_on = models.DateField()
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="ask_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.supplier_id} {self.state}"
