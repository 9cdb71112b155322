"""Keys to the API: made, shown once, and revoked. And systems to make them for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ryddig.office.access_forms import KeyForm, SystemForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.records.accounts.access import Action
from ryddig.records.accounts.models import Unit
from ryddig.records.correspondence import tokens


@never_cache
@at_desk
def api_keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own keys, those of systems for those who keep them, and the form for a new one.

    The new key stands in the answer to the form and nowhere else: not in an address, a session or a log.
    """
    form = KeyForm(posted(request), seats=tokens.seats_for_keys(desk.actor), on=desk.on)
    made: list[str] = []
    if request.method == "POST" and form.is_valid():
        seat, key = form.cleaned_data["seat"], form.key()
        attempt(
            request,
            desk,
            lambda: made.append(tokens.make_token(actor=desk.actor, membership_id=seat, key=key, on=desk.on)[1]),
            done="",
        )
    context = {"form": form, "made": made[0] if made else "", "keys": tokens.tokens_of(desk.actor), "on": desk.on}
    if desk.may(Action.KEEP_TOKENS):
        context["system_form"] = SystemForm(units=Unit.objects.visible_to(desk.actor).order_by("name"), prefix="system")
    return render(request, "office/access/keys.html", context)


@require_POST
@at_desk
def revoke(request: HttpRequest, desk: Desk, token_id: int) -> HttpResponse:
    """It opens nothing from now on."""
    attempt(
        request,
        desk,
        lambda: tokens.revoke_token(actor=desk.actor, token_id=token_id, on=desk.on),
        done=gettext("The key is revoked."),
    )
    return redirect("office:api_keys")


@require_POST
@at_desk
def system(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let a system in with a role."""
    desk.need(Action.KEEP_TOKENS)
    form = SystemForm(request.POST, units=Unit.objects.visible_to(desk.actor).order_by("name"), prefix="system")
    if form.is_valid():
        name, seat = form.cleaned_data["name"], form.seat()
        attempt(
            request,
            desk,
            lambda: tokens.let_system_in(actor=desk.actor, name=name, seat=seat, on=desk.on),
            done=gettext("The system is let in. Make a key for it."),
        )
    return redirect("office:api_keys")
