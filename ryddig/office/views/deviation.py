"""One deviation: where it stands, every step that is open and why, the plan, what was done; and taking a step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.errors import UserCanFix
from ryddig.office import shown_deviation, shown_deviation_plan, shown_letters
from ryddig.office.desk import Desk, at_desk
from ryddig.office.deviation_acts import ACTS, Taking
from ryddig.office.deviation_form_set import FormSet, Refused
from ryddig.office.errors import cure, said
from ryddig.office.views.deviations import base
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.deviations import queries
from ryddig.records.deviations.models import Deviation


@at_desk
def deviation(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int) -> HttpResponse:
    """The page."""
    row = queries.deviation_of(desk.actor, contract_id, deviation_id)
    return render(request, "office/deviations/one.html", page(desk, row))


@require_POST
@at_desk
def act(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int, name: str) -> HttpResponse:
    """Take a step. One that is refused comes back with what was written, beside what has happened since."""
    row = queries.deviation_of(desk.actor, contract_id, deviation_id)
    if name not in ACTS:
        raise Http404
    kind, about = ACTS[name], request.POST.get("row", "")[:80]
    desk.need(kind.action, row.contract.unit_id)
    sites = [site for site, _ in queries.sites_of(desk.actor, row)]
    form = FormSet(desk, row, sites).made(name, row=about, sent=request.POST)
    if form.is_valid():
        try:
            kind.take(Taking(desk, row, form.cleaned_data, about))
        except NotAllowed:
            raise
        except UserCanFix as error:
            form.add_error(None, f"{said(desk, error)} {cure(desk, error)}".strip())
        else:
            messages.success(request, gettext(kind.done))
            return redirect("office:deviation", contract_id, deviation_id)
    row.refresh_from_db()
    return render(request, "office/deviations/one.html", page(desk, row, Refused(name, about, form)))


def page(desk: Desk, row: Deviation, refused: Refused | None = None) -> dict[str, Any]:
    """Everything the page shows. `refused`: a form that could not be used."""
    actor = desk.actor
    sites = queries.sites_of(actor, row)
    forms = FormSet(desk, row, [site for site, _ in sites], refused=refused)
    standing, found = queries.options_now(actor, row, desk.book, on=desk.on)
    measures = list(queries.measures_of(actor, row))
    ladder = shown_deviation.ladder(standing, found, desk, forms=forms)
    return base(desk, row.contract_id) | {
        "deviation": row,
        "top": shown_deviation.head(row, desk),
        "awaited": shown_deviation.awaited(row, desk.on),
        "rungs_open": [rung for rung in ladder if rung.is_open],
        "rungs_closed": [rung for rung in ladder if not rung.is_open],
        "sanctions": shown_deviation.sanctions(queries.sanctions_of(actor, row), desk, forms),
        "plan": shown_deviation_plan.plan(row, measures, queries.progress_of(actor, measures), desk=desk, forms=forms),
        "sites": shown_deviation_plan.sites(sites, forms),
        "forms": shown_deviation_plan.open_forms(row, forms),
        "steps": shown_deviation.timeline(queries.steps_of(actor, row), row, desk),
        "refused": refused,
        **shown_letters.context(desk, row),
    }
