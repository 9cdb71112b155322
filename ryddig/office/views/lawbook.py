"""The lawbook browser: search the rules, see one with its dates, sources and cases, and which contracts it touches."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.law import Status
from ryddig.office import shown_law
from ryddig.office.desk import Desk, at_desk
from ryddig.office.forms import OfficeForm
from ryddig.office.law_cases import cases_of
from ryddig.office.pages import cut, page_number
from ryddig.records.followup.queries import contracts_touched_by
from ryddig.reports.labels import label


class SearchForm(OfficeForm):
    """What to look for in the lawbook."""

    q = forms.CharField(label=_("Words in name or id"), required=False, max_length=100)
    what = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        every = [("", gettext("All"))]
        self.fields["what"].choices = every + sorted(shown_law.kinds().items(), key=lambda kind: kind[1])  # type: ignore[attr-defined]  # a choice field, typed as a bare field
        self.fields["status"].choices = every + [(s.value, label("status", s.value)) for s in Status]  # type: ignore[attr-defined]  # a choice field, typed as a bare field


@at_desk
def lawbook(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Rules that match the search."""
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = shown_law.rows(
        desk.teller,
        desk.on,
        text=wanted.get("q", ""),
        what=wanted.get("what", ""),
        status=wanted.get("status", ""),
    )
    return render(request, "office/lawbook.html", {"form": form, "page": cut(found, request.GET)})


@at_desk
def rule(request: HttpRequest, desk: Desk, rule_id: str) -> HttpResponse:
    """One rule."""
    found = desk.teller.rules.get(rule_id)
    if found is None:
        raise Http404
    context = {
        "shown": shown_law.shown(found, desk.teller, desk.on),
        "cases": cases_of(found, desk.teller),
        "touched": contracts_touched_by(desk.actor, rule_id, page=page_number(request.GET))
        if rule_id in desk.teller.duties
        else None,
    }
    return render(request, "office/rule.html", context)
