"""Today: the three to five things to do, each with what, why and one button; and what waits besides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ryddig.office.desk import Desk, at_any_desk
from ryddig.office.shown_today import SOURCES, tasks
from ryddig.records.followup.today import day_list


@at_any_desk
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list, most urgent first. An external auditor goes on to their own page."""
    if desk.actor.is_external:
        return redirect("office:audits")
    found = day_list(desk.actor, on=desk.on, more=SOURCES)
    shown = {"tasks": tasks(found.first, desk), "also": tasks(found.also, desk)}
    return render(request, "office/today.html", shown)
