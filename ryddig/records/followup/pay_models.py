"""Pay controls: what was asked for, each run as it came out, its findings, and what people decided about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence


class PayControl(OwnedRow):
    """A control of pay and hours on one contract. `firm`: `domain.pay_control.Firm` as plain values.

    `attempt` counts the times a person asked for a run; a result is stored for the attempt it was made for and no
    other. `progress`: what the run does now (`step`, `done`, `total`). `failure`: why it stopped (`code`, `text`,
    `hint`, `params`; `ours` when the fault is Ryddig's). `version`: the newest run, 0 before the first.
    """

    class State(models.TextChoices):
        """Waiting: a person asked for a run and the worker has not begun."""

        DRAFT = "draft", _("not started")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", pgettext_lazy("a job", "running")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="pay_controls")
    first = models.DateField()
    last = models.DateField()
    firm = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    attempt = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    progress = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_on = models.DateField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="pay_control_by_state")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.first} – {self.last}"

    @property
    def is_busy(self) -> bool:
        """A run is asked for or going on."""
        return self.state in (self.State.WAITING, self.State.RUNNING)


class PayControlFile(OwnedRow):
    """A file in a control. `reading`: what it was understood as when it came, empty when it was too large to look at
    then."""

    control = models.ForeignKey(PayControl, on_delete=models.CASCADE, related_name="files")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    reading = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["control", "evidence"], name="pay_file_once")]

    def __str__(self) -> str:
        return f"{self.control_id} {self.evidence_id}"


class PayRun(LastingRow):
    """One run as it came out, never changed: on which files and facts, under which lawbook, what was tested and what
    not, and the sums in whole øre.

    `files`: facts of each file without its name (`evidence`, `sha256`, `kind`) and its `reading`. `coverage`: how often
    each check gave each outcome. `sums`: of the whole; those of each worker are rows of PayWorkerSum. `counts`: how
    many findings by check and outcome; `found` of them altogether, `stored` of them are rows. `reports`: evidence ids
    of the files made, by name.
    """

    control = models.ForeignKey(PayControl, on_delete=models.CASCADE, related_name="runs", db_index=False)
    version = models.PositiveIntegerField()
    attempt = models.PositiveIntegerField()
    on = models.DateField()
    lawbook_version = models.CharField(max_length=32)
    first = models.DateField()
    last = models.DateField()
    firm = models.JSONField()
    files = models.JSONField(default=list)
    coverage = models.JSONField(default=list)
    sums = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    found = models.PositiveIntegerField()
    stored = models.PositiveIntegerField()
    reports = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["control", "version"], name="pay_run_version_once"),
            models.UniqueConstraint(fields=["control", "attempt"], name="pay_run_attempt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.control_id} v{self.version}"


class PayWorkerSum(LastingRow):
    """What a run's findings come to for one worker, in whole øre, the gravest first by `number`. `worker` empty: the
    firm itself."""

    run = models.ForeignKey(PayRun, on_delete=models.CASCADE, related_name="workers", db_index=False)
    number = models.PositiveIntegerField()
    worker = models.CharField(max_length=40, blank=True)
    wage_ore = models.BigIntegerField(default=0)
    holiday_pay_ore = models.BigIntegerField(default=0)
    pension_ore = models.BigIntegerField(default=0)
    in_question_ore = models.BigIntegerField(default=0)
    breaches = models.PositiveIntegerField(default=0)
    questions = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="pay_worker_number_once")]
        indexes = [models.Index(fields=["run", "worker"], name="pay_worker_in_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.worker}"

    @property
    def saving_ore(self) -> int:
        """What the employer saved on this worker."""
        return self.wage_ore + self.holiday_pay_ore + self.pension_ore


class PayFinding(LastingRow):
    """One finding of a run: `domain.pay_control.Finding`, gravest first by `number`.

    `worker` is a pseudonym. `exact`: amounts as fractions in text (`found`, `due`, `shortfall`, `in_question`); the two
    columns in øre are rounded from them. `key`: which finding it is (check, worker, days), the same from run to run.
    `mark`: the key and what it says; another mark under the same key is another answer.
    """

    run = models.ForeignKey(PayRun, on_delete=models.CASCADE, related_name="findings", db_index=False)
    number = models.PositiveIntegerField()
    check_id = models.CharField(max_length=10)
    check_version = models.PositiveSmallIntegerField()
    worker = models.CharField(max_length=40, blank=True)
    first = models.DateField()
    last = models.DateField()
    outcome = models.CharField(max_length=20)
    shortfall_ore = models.BigIntegerField(default=0)
    in_question_ore = models.BigIntegerField(default=0)
    unit = models.CharField(max_length=20)
    exact = models.JSONField(default=dict)
    why = models.CharField(max_length=60, blank=True)
    arithmetic = models.TextField(blank=True)
    rules = models.JSONField(default=list)
    places = models.JSONField(default=list)
    key = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="pay_finding_number_once")]
        indexes = [models.Index(fields=["run", "worker", "number"], name="pay_finding_by_worker")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.check_id} {self.worker}"


class PayDecision(LastingRow):
    """What a person decided about a finding. The newest under a mark counts, in later runs too; under the same key with
    another mark it is told as an earlier one."""

    class Choice(models.TextChoices):
        """`open` takes an earlier decision back."""

        CONFIRM = "confirm", _("confirmed")
        ASK = "ask", _("ask the supplier")
        DISMISS = "dismiss", _("dismissed")
        OPEN = "open", _("not decided")

    control = models.ForeignKey(PayControl, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    finding = models.ForeignKey(PayFinding, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["control", "mark", "-id"], name="pay_decision_newest")]

    def __str__(self) -> str:
        return f"{self.control_id} {self.choice}"
