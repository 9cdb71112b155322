"""Letters to a supplier: the draft a person works on, and the letter as it was sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.evidence.models import Evidence


class LetterKind(models.TextChoices):
    """What the letter does."""

    NOTICE = "notice", _("notice, and the supplier’s view")
    CORRECTION = "correction", _("deviation, with demand for correction")
    ACTION_PLAN = "action_plan", _("demand for an action plan")
    WITHHOLDING = "withholding", _("notice of withholding")
    DAILY_PENALTY = "daily_penalty", _("notice of daily penalty")
    TERMINATION = "termination", _("notice of termination")
    CLOSING = "closing", _("the matter is closed")
    REFERENCE = "reference", _("positive reference")


class LetterLanguage(models.TextChoices):
    """Languages of letters."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"


class LetterDraft(OwnedRow):
    """A letter that is not sent. It goes when it is sent or thrown away; `deviation` None: a letter about the contract.

    `parts`: headings and texts (`reports.letter.LetterPart`), `facts`: the lines above them. `version` rises with each
    save; the older of two saves is refused.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="letter_drafts")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+")
    deviation = models.ForeignKey("Deviation", null=True, on_delete=models.CASCADE, related_name="letter_drafts")
    kind = models.CharField(max_length=20, choices=LetterKind)
    language = models.CharField(max_length=2, choices=LetterLanguage)
    subject = models.CharField(max_length=200)
    facts = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deviation", "kind"], condition=models.Q(deviation__isnull=False), name="letter_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind}"


class Letter(LastingRow):
    """A letter as it was sent: its text, the two files that were made of it, and the SHA-256 of the text.

    The text names no worker. Whom it went to stands in the mail, whose address is shredded with the contact.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="letters")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+", db_index=False)
    deviation = models.ForeignKey("Deviation", null=True, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=LetterKind)
    language = models.CharField(max_length=2, choices=LetterLanguage)
    subject = models.CharField(max_length=200)
    facts = models.JSONField()
    parts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    due_on = models.DateField(null=True)
    on = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    pdf = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+", db_index=False)
    mail = models.ForeignKey(
        "correspondence.Mail", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="letter_number_once")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number} {self.kind}"


class LetterOpened(LastingRow):
    """The supplier opened the letter for the first time, through the link `by_link`."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="opened")
    by_link = models.BigIntegerField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.letter_id} {self.on}"
