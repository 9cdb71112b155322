"""Import: send a file, look at what was read and what is wrong, then store it or put it away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ryddig.intake.reading import NamedBytes
from ryddig.office import importing, shown_import, uploads
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm, posted
from ryddig.office.views.edit import units_for
from ryddig.records.accounts.access import Action
from ryddig.records.contracts import services as contracts
from ryddig.records.contracts.models import ImportBatch
from ryddig.records.contracts.queries import import_page
from ryddig.records.contracts.queries import imports as import_list
from ryddig.records.followup import services

BATCHES = 10


class UploadForm(OfficeForm):
    """A file, and the unit its contracts belong to where the file does not say."""

    file = forms.FileField(label=_("File"), max_length=255)
    unit = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, help_text=_("Where contracts go when the file does not say.")
    )

    def __init__(self, *args: object, desk: Desk, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units_for(desk, Action.IMPORT)  # type: ignore[attr-defined]  # a choice field


@at_desk
def imports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a file; files read before."""
    if request.method == "POST":
        desk.need_somewhere(Action.IMPORT)
    form = UploadForm(posted(request), request.FILES or None, desk=desk)
    made: list[ImportBatch] = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        attempt(
            request,
            desk,
            lambda: made.append(importing.read(desk, importing.opened(sent), unit_id=form.cleaned_data["unit"])),
            done="",
        )
    if made:
        _say_read(request, made[0], done=gettext("The file is read. Nothing is stored yet."))
        return redirect("office:import", made[0].pk)
    return render(request, "office/imports.html", {"form": form, "batches": import_list(desk.actor)[:BATCHES]})


def _say_read(request: HttpRequest, batch: ImportBatch, *, done: str) -> None:
    if batch.report["rows"]:
        messages.success(request, done)
    else:
        messages.error(request, gettext("The file could not be read. What is wrong stands below. Nothing is stored."))


@at_desk
def batch(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """What was read from one file, what is wrong, and what storing it would change."""
    found = import_page(desk.actor, batch_id)
    may_import = desk.may(Action.IMPORT, found.unit_id)
    in_preview = found.state == ImportBatch.State.PREVIEW
    context = {
        "batch": found,
        "shown": shown_import.shown(found, desk),
        "may_import": may_import,
        "may_choose": may_import and in_preview and bool(found.report.get("columns")),
        **shown_import.stored(found, desk),
    }
    return render(request, "office/import.html", context)


@require_POST
@at_desk
def columns(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """Read the same file again with the columns a person chose; the first reading is put away."""
    found = import_page(desk.actor, batch_id)
    desk.need(Action.IMPORT, found.unit_id)
    chosen = shown_import.chosen_columns(found, request.POST)
    content = uploads.kept(desk.actor.organisation_id, found.sha256)
    made: list[ImportBatch] = []
    if content is not None:
        given = NamedBytes(found.file_name, content)
        attempt(
            request,
            desk,
            lambda: made.append(importing.read_again(desk, found, given, chosen=chosen)),
            done="",
        )
    if made:
        _say_read(request, made[0], done=gettext("The file is read again with your columns."))
    return redirect("office:import", made[0].pk if made else batch_id)


@require_POST
@at_desk
def store(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """Store every contract of the file, and screen them, or nothing."""
    found = import_page(desk.actor, batch_id)
    stored = attempt(
        request,
        desk,
        lambda: services.store_and_screen(actor=desk.actor, batch_id=batch_id, screener=desk.screener, on=desk.on),
        done=shown_import.stored_said(found),
    )
    if stored:
        uploads.forget(desk.actor.organisation_id, found.sha256)
    return redirect("office:import", batch_id)


@require_POST
@at_desk
def discard(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """Put the file away; nothing is stored."""
    found = import_page(desk.actor, batch_id)
    done = gettext("The file is put away. Nothing was stored.")
    attempt(
        request,
        desk,
        lambda: contracts.discard_import(actor=desk.actor, batch_id=batch_id, on=desk.on),
        done=done,
    )
    uploads.forget(desk.actor.organisation_id, found.sha256)
    return redirect("office:imports")
