"""Settings of the registers, to be looked at: they are set where Ryddig runs, never on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.office import shown_registers
from ryddig.office.desk import Desk, at_desk
from ryddig.office.registers import register_settings
from ryddig.records.lookups.queries import source_ages


@at_desk
def registers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which registers are asked, and what the others lack."""
    settings = register_settings()
    shown = shown_registers.registers(settings, source_ages(desk.actor), desk)
    context = {"registers": shown, "mode": settings.mode, "contact": settings.contact, "local": settings.local_register}
    return render(request, "office/registers.html", context)
