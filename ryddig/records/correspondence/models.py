"""Whom we write to at a supplier, the personal links that let them in, and every mail that goes out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.subscription_models import Subscription

__all__ = ["NAME", "Mail", "PortalLanguage", "Subscription", "SupplierContact", "SupplierLink"]

NAME: int = 120


class PortalLanguage(models.TextChoices):
    """Languages of the pages and mails that suppliers read."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"
    PL = "pl", "Polski"
    LT = "lt", "Lietuvių"


class SupplierContact(OwnedRow):
    """A person we write to at a supplier, about one contract.

    Name and address are personal data: the worker shreds them on the day after `keep_until`, and a person may earlier.
    The row stays, without them, so that what was sent still says to whom it went.
    `version` rises with each change: the older of two changes is refused.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="contacts")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=NAME, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=PortalLanguage, default=PortalLanguage.NB)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "supplier", "email"],
                condition=models.Q(shredded_on__isnull=True),
                name="contact_address_once",
            )
        ]
        indexes = [models.Index(fields=["shredded_on", "keep_until"], name="contact_to_shred")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.supplier_id} {self.pk}"


class Mail(OwnedRow):
    """A mail that goes out: to a contact, with a personal link, or to one of the buyer's own people (`user`).

    It holds no token: the worker makes one when it sends. `key` says what the mail is about, so that the same one is
    never queued twice. `params` fill the text of its `kind`; `subject` and `body` are what was said, written when it is
    sent, without greeting and link. `sent_to`: the address it went to, shredded with the contact.
    `failure`: why the last try failed, in words ({code, text, params}). `message_id` is the same for each try.
    """

    class State(models.TextChoices):
        """Where the mail stands. `failed` is tried again at `next_try_at`; `given_up` waits for a person."""

        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed, is tried again")
        GIVEN_UP = "given_up", _("could not be sent")
        WITHDRAWN = "withdrawn", _("withdrawn before it was sent")

    contract = models.ForeignKey(Contract, null=True, on_delete=models.CASCADE, related_name="mails")
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(SupplierContact, null=True, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    link_until = models.DateField(null=True)
    language = models.CharField(max_length=2, choices=PortalLanguage)
    message_id = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    failure = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="mail_key_once")]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mail_due"),
            models.Index(fields=["organisation", "-id"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class SupplierLink(OwnedRow):
    """A personal link: one contact's way to the desk of one supplier on one contract.

    `token_hash` is the SHA-256 of 256 random bits; the token itself stands in the mail and nowhere else. `expires_on`
    is its last day. `mail`: the mail it went out in.
    """

    class Why(models.TextChoices):
        """Why a link no longer opens."""

        WITHDRAWN = "withdrawn", _("withdrawn by the buyer")
        NOT_SENT = "not_sent", _("the mail was not delivered")
        REMOVED = "removed", _("the contact is removed")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="portal_links")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(SupplierContact, on_delete=models.CASCADE, related_name="links")
    mail = models.ForeignKey(Mail, null=True, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    first_used_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=10, choices=Why, blank=True)

    class Meta:
        indexes = [models.Index(fields=["contact", "revoked_at"], name="link_of_contact")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.supplier_id} {self.pk}"
