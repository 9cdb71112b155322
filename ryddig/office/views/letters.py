"""Letters about a deviation: a proposal to edit, the draft, how it will look, sending it, and what was sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.office import shown_contract
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.letter_files import letter_files, pdf_of
from ryddig.office.letter_form import LetterForm
from ryddig.records.accounts.access import Action
from ryddig.records.correspondence.queries import contacts_of
from ryddig.records.deviations import letters
from ryddig.records.deviations.letters import Written
from ryddig.records.deviations.models import Deviation, Letter, LetterDraft
from ryddig.records.followup.queries import contract_page
from ryddig.reports.formats import language
from ryddig.reports.letter import blocks
from ryddig.reports.letter_case import written_letter

HERE = "followup"
SPOKEN = ("nb", "nn", "en")


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page about a letter hands its template."""
    return shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)


@at_desk
def new(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int, kind: str) -> HttpResponse:
    """The text Ryddig proposes, to change and save. One that is begun is opened as it stands."""
    context = base(desk, contract_id)
    desk.need(Action.WRITE_SUPPLIER, context["contract"].unit_id)
    deviation = _deviation(desk, contract_id, deviation_id)
    begun = LetterDraft.objects.visible_to(desk.actor).filter(deviation=deviation, kind=kind).first()
    if begun is not None:
        return redirect("office:letter_draft", contract_id, begun.pk)
    letters.check_kind(deviation, kind, on=desk.on)
    chosen = _chosen_language(request, desk)
    written = written_letter(desk.actor, deviation, kind, language=chosen, teller=desk.teller, on=desk.on)
    form = LetterForm(posted(request), written=written)
    given: dict[str, Any] = {"deviation_id": deviation_id, "kind": kind, "language": chosen, "on": desk.on}
    made: list[LetterDraft] = []
    if request.method == "POST" and form.is_valid():
        given |= {"actor": desk.actor, "written": form.written()}
        attempt(request, desk, lambda: made.append(letters.draft_letter(**given)), done=gettext("Saved."))
    if made:
        return redirect("office:letter_draft", contract_id, made[0].pk)
    context |= {"form": form, "deviation": deviation, "kind": kind, "chosen": chosen, "spoken": SPOKEN}
    return render(request, "office/letters/edit.html", context | {"facts": written.facts})


def _chosen_language(request: HttpRequest, desk: Desk) -> str:
    asked = request.GET.get("language", "") or str(desk.organisation.language)
    return asked if asked in SPOKEN else language()


def _deviation(desk: Desk, contract_id: int, deviation_id: int) -> Deviation:
    rows = Deviation.objects.visible_to(desk.actor).select_related("contract__unit", "supplier", "firm")
    return rows.get(id=deviation_id, contract_id=contract_id)


def _draft(desk: Desk, contract_id: int, draft_id: int) -> LetterDraft:
    rows = LetterDraft.objects.visible_to(desk.actor).select_related("contract__unit", "supplier", "deviation")
    return rows.get(id=draft_id, contract_id=contract_id)


@at_desk
def draft(request: HttpRequest, desk: Desk, *, contract_id: int, draft_id: int) -> HttpResponse:
    """Change the letter, and save it or send it as it stands on the page."""
    context = base(desk, contract_id)
    desk.need(Action.WRITE_SUPPLIER, context["contract"].unit_id)
    row = _draft(desk, contract_id, draft_id)
    people = list(contacts_of(desk.actor, contract_id, row.supplier_id))
    written = Written(row.subject, row.facts, row.parts)
    form = LetterForm(posted(request), written=written, contacts=people, initial={"version": row.version})
    sent = request.method == "POST" and form.is_valid()
    saved = _save(request, desk, row=row, form=form) if sent else None
    if saved and request.POST.get("do") == "send":
        return _send(request, desk, row=saved, contact=form.cleaned_data.get("contact", ""))
    if saved:
        return redirect("office:letter_draft", contract_id, draft_id)
    if sent:
        form.show_version(row.version)
        context["other"] = row
    context |= {"form": form, "draft": row, "deviation": row.deviation, "kind": row.kind, "contacts": people}
    return render(request, "office/letters/edit.html", context | {"facts": row.facts}, status=409 if sent else 200)


def _save(request: HttpRequest, desk: Desk, *, row: LetterDraft, form: LetterForm) -> LetterDraft | None:
    saved: list[LetterDraft] = []
    given: dict[str, Any] = {"actor": desk.actor, "draft_id": row.pk, "written": form.written(), "on": desk.on}
    given["version"] = form.cleaned_data["version"] or 0
    said = "" if request.POST.get("do") == "send" else gettext("Saved.")
    attempt(request, desk, lambda: saved.append(letters.save_draft(**given)), done=said)
    return saved[0] if saved else None


def _send(request: HttpRequest, desk: Desk, *, row: LetterDraft, contact: str) -> HttpResponse:
    whole = _draft(desk, row.contract_id, row.pk)
    sent: list[Letter] = []
    given: dict[str, Any] = {"actor": desk.actor, "draft_id": row.pk, "on": desk.on}
    with letter_files(desk, whole) as files:
        given |= {"files": files, "contact_id": int(contact) if contact.isdecimal() else 0}
        done = gettext("The letter is on its way.")
        attempt(request, desk, lambda: sent.append(letters.send_letter(**given)), done=done)
    if not sent:
        return redirect("office:letter_draft", row.contract_id, row.pk)
    return redirect("office:letter", row.contract_id, sent[0].pk)


@require_safe
@at_desk
def preview(_request: HttpRequest, desk: Desk, *, contract_id: int, draft_id: int) -> HttpResponse:
    """How the letter will look, as it was last saved."""
    row = _draft(desk, contract_id, draft_id)
    desk.need(Action.WRITE_SUPPLIER, row.contract.unit_id)
    headers = {"Content-Disposition": f'inline; filename="letter-{row.kind}.pdf"'}
    return HttpResponse(pdf_of(desk, row), content_type="application/pdf", headers=headers)


@require_POST
@at_desk
def discard(request: HttpRequest, desk: Desk, *, contract_id: int, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    row = _draft(desk, contract_id, draft_id)
    attempt(
        request,
        desk,
        lambda: letters.discard_draft(actor=desk.actor, draft_id=draft_id, on=desk.on),
        done=gettext("The draft is thrown away."),
    )
    if row.deviation_id is None:
        return redirect("office:followup", contract_id)
    return redirect("office:deviation", contract_id, row.deviation_id)


@at_desk
def letter(request: HttpRequest, desk: Desk, *, contract_id: int, letter_id: int) -> HttpResponse:
    """A letter as it was sent, its files, and whether it arrived."""
    context = base(desk, contract_id)
    rows = Letter.objects.visible_to(desk.actor).select_related("actor", "mail", "opened", "deviation", "pdf", "word")
    row = rows.get(id=letter_id, contract_id=contract_id)
    parts = [{"name": part["name"], "blocks": list(blocks(part["text"]))} for part in row.parts]
    files = desk.may(Action.READ_EVIDENCE, context["contract"].unit_id)
    context |= {"letter": row, "parts": parts, "deviation": row.deviation, "may_fetch": files}
    return render(request, "office/letters/letter.html", context)
