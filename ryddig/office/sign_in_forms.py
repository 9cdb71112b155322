"""allauth's forms for second factors in our dress and words, behind our brake, with a wrong one in the audit chain."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import dressed
from ryddig.records.accounts.keyring import seal, unseal
from ryddig.records.accounts.login import CodeBrake
from ryddig.records.accounts.models import User
from ryddig.records.correspondence import events
from ryddig.records.correspondence.sign_ins import note

CODE_HINT = _("Six digits from the app, or one of your recovery codes.")


class _Code(forms.Form):
    """A code that somebody types."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = _("Code"), self.hint()
        code.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True})
        code.widget.attrs.pop("placeholder", None)
        dressed(self)

    def hint(self) -> Any:
        """What to type."""
        return CODE_HINT

    def clean_code(self) -> str:
        brake = CodeBrake(self.user.pk, timezone.now())
        brake.check()
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of allauth's form, mixed in below
        except ValidationError:
            brake.failed()
            note(self.user, events.SECOND_FACTOR_FAILED, on=timezone.localdate(), way="code")
            raise
        self._used_once(brake, code)
        brake.passed()
        return code

    def _used_once(self, brake: CodeBrake, code: str) -> None:
        if self.authenticator.type == Authenticator.Type.TOTP and not brake.is_first_use(code.replace(" ", "")):  # type: ignore[attr-defined]  # of allauth's form
            raise get_adapter().validation_error("incorrect_code")


class SecondCodeForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second step of logging in."""


class AgainCodeForm(_Code, CodeAgainForm):  # type: ignore[misc]  # allauth ships no types
    """The same for one who is in already."""


SEALED = "ryddig.totp.sealed"


class AddAppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """An authenticator app is added. The key waits in the session locked, as it lies in the database later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.secret: str
        super().__init__(*args, **kwargs)
        session = context.request.session
        if self.is_bound and self.secret == session.get(SEALED):
            self.secret = unseal(self.secret.encode()).decode()
            return
        session[SECRET_SESSION_KEY] = session[SEALED] = seal(self.secret.encode()).decode()

    def hint(self) -> Any:
        return _("Six digits that the app shows now.")

    def _used_once(self, brake: CodeBrake, code: str) -> None:
        """Nothing is opened with it."""


class AgainPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.label = _("Password")
        password.widget.attrs.pop("placeholder", None)
        dressed(self)


class _Key(forms.Form):
    """A passkey answers."""

    def clean_credential(self) -> Any:
        user: User | None = getattr(self, "user", None)
        brake = CodeBrake(user.pk, timezone.now()) if user is not None else None
        if brake is not None:
            brake.check()
        try:
            return super().clean_credential()  # type: ignore[misc]  # of allauth's form, mixed in below
        except ValidationError:
            if brake is not None and user is not None:
                brake.failed()
                note(user, events.SECOND_FACTOR_FAILED, on=timezone.localdate(), way="webauthn")
            raise


class SecondKeyForm(_Key, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey as the second step."""


class AgainKeyForm(_Key, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """The same for one who is in already."""


class LogInKeyForm(_Key, LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey instead of user name and password."""


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey is added. It always asks for finger, face or PIN, so that it is two factors alone."""

    field_order = ("name", "passwordless", "credential")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].max_length = 60
        self.fields["name"].help_text = _("So that you know it again, such as the name of the computer.")
        self.fields["name"].required = True
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, initial=True)
        dressed(self)
