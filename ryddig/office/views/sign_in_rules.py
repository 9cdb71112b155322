"""What the organisation demands of the way its people log in."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm, day_input, posted
from ryddig.office.sign_in_way import providers, way_of
from ryddig.records.accounts.access import Action
from ryddig.records.accounts.models import Role
from ryddig.records.correspondence.sign_ins import choose_rules

GRACE = timedelta(days=14)


class RulesForm(OfficeForm):
    """For whom, from when, and by which provider."""

    roles = forms.MultipleChoiceField(
        label=_("Who must log in with a second factor"),
        help_text=_("The coordinator is always among them."),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = forms.DateField(
        label=_("From the day"),
        help_text=_("Until then people are told. After that day nothing else opens before they have added one."),
        required=False,
        widget=day_input(),
    )
    provider = forms.ChoiceField(
        label=_("Everybody must log in with"),
        help_text=_("Log in with it yourself first."),
        required=False,
        choices=lambda: [("", _("any way")), *((one["provider_id"], one["name"]) for one in providers())],
    )


@at_desk
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rules in force, and the form for others."""
    here = desk.organisation
    began = here.second_factor_from or desk.on + GRACE
    initial = {"roles": here.second_factor_roles, "starts_on": began, "provider": here.log_in_with}
    form = RulesForm(posted(request), initial=initial)
    if request.method == "POST":
        desk.need(Action.SEAT_PEOPLE)
        if form.is_valid() and _chosen(request, desk, form):
            return redirect("office:sign_in_rules")
    context = {"form": form, "may_choose": desk.may(Action.SEAT_PEOPLE)}
    return render(request, "office/security/rules.html", context)


def _chosen(request: HttpRequest, desk: Desk, form: RulesForm) -> bool:
    came_by = way_of(request).provider
    return attempt(
        request,
        desk,
        lambda: choose_rules(actor=desk.actor, came_by=came_by, on=desk.on, **form.cleaned_data),
        done=gettext("Saved."),
    )
