"""The portfolio: find, sort and fetch contracts, and see them from the top."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.office import shown_figures, shown_money, shown_portfolio
from ryddig.office.desk import Desk, at_desk
from ryddig.office.pages import page_number
from ryddig.office.portfolio_form import FilterForm
from ryddig.records.contracts.queries import portfolio as portfolio_page
from ryddig.records.contracts.queries import portfolio_choices
from ryddig.records.deviations.ledger_queries import totals_of
from ryddig.records.followup import figures as figures_of
from ryddig.reports.portfolio import EXPORTS, export_rows


@at_desk
def portfolio(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Contracts that the filters let through, 25 to a page."""
    form = FilterForm(request.GET, choices=portfolio_choices(desk.actor))
    found = portfolio_page(desk.actor, form.chosen(), on=desk.on, page=page_number(request.GET))
    context = {
        "form": form,
        "page": found,
        "rows": shown_portfolio.rows(found.rows, desk.on),
        "columns": shown_portfolio.columns(request.GET),
        "narrowed": form.narrowed,
    }
    return render(request, "office/portfolio.html", context)


@at_desk
def export(request: HttpRequest, desk: Desk, shape: str) -> HttpResponse:
    """The same contracts as a file, all pages."""
    made = EXPORTS.get(shape)
    if made is None:
        raise Http404
    form = FilterForm(request.GET, choices=portfolio_choices(desk.actor))
    content = made.write(export_rows(desk.actor, form.chosen(), on=desk.on))
    name = f"ryddig-{desk.on.isoformat()}.{shape}"
    return HttpResponse(
        content, content_type=made.content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@at_desk
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Coverage, spend and what ends when."""
    coverage = figures_of.coverage(desk.actor, on=desk.on)
    context = {
        "totals": shown_figures.totals(coverage) + shown_money.totals(totals_of(desk.actor)),
        "figures": [
            shown_figures.risk_by_unit(coverage),
            shown_figures.coverage_by_unit(coverage),
            shown_figures.spend(figures_of.spend_by_category(desk.actor, on=desk.on)),
            shown_figures.expiry(figures_of.expiry_timeline(desk.actor, on=desk.on)),
        ],
    }
    return render(request, "office/figures.html", context)
