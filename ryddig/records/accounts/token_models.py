"""Keys to the API, and what was written with them."""

from django.conf import settings
from django.db import models

from ryddig.records.accounts.scope import OwnedRow


class ApiToken(OwnedRow):
    """A key to the API. It reaches what one seat reaches, and goes with the seat.

    The key itself is shown once and stored nowhere: `digest` is its SHA-256 and `shown` its first characters, to tell
    it by. `minute` and `asked` count requests of the running minute, for every process alike.
    """

    membership = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=12)
    may_write = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField()
    expires_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.shown


class ApiWrite(OwnedRow):
    """One change asked for through the API under an idempotency key, and how it was answered: asked again, it is
    answered the same and done once. `request`: SHA-256 of method, path and body."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_write_once")]

    def __str__(self) -> str:
        return self.key
