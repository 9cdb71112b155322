"""Logging in and out, and which language the pages speak. What comes after the password is allauth's."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ryddig.office.forms import dressed
from ryddig.office.sign_in_way import providers
from ryddig.records.accounts.models import Language, User
from ryddig.records.accounts.services import choose_language

YEAR = 365 * 24 * 60 * 60


class LoginForm(AuthenticationForm):
    """Django's form in our dress."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as Django defines them
        self.fields["username"].widget.attrs["autocomplete"] = "username webauthn"
        dressed(self)


class LogIn(LoginView):
    """Django's view for user name and password; then allauth asks for the second factor, if there is one."""

    template_name = "office/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **more: object) -> dict[str, object]:
        ended = "ended" in self.request.GET
        return super().get_context_data(**more, providers=providers(), ended=ended, minutes=settings.IDLE_MINUTES)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        record_authentication(self.request, user, method="password")
        answer: HttpResponse = perform_login(self.request, Login(user=user, redirect_url=self.get_redirect_url()))
        return answer


login = LogIn.as_view()


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language, in a cookie and, for one who is logged in, for good. Goes back to where one was."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else reverse("office:today"))
    if chosen in Language.values:
        if isinstance(request.user, User):
            choose_language(user=request.user, language=chosen)
        name = settings.LANGUAGE_COOKIE_NAME
        response.set_cookie(name, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response
