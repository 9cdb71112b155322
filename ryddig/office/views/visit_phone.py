"""The visit on the telephone: its page, what it sends, and the script that opens it without a network."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.intake.photos import prepare_photo
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import cure, said
from ryddig.office.shown_phone import phone_context, question_ids, shell
from ryddig.records.accounts.access import Action, NotAllowed
from ryddig.records.evidence.kinds import PHOTOS
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import TWICE, receive_file
from ryddig.records.visits import receiving
from ryddig.records.visits.queries import fields_for_phone, visit_on_phone

WORKER: Final = "ryddig/onsite/worker.js"


class TypedModel(BaseModel):
    """One writing of a telephone."""

    model_config = ConfigDict(strict=True, extra="forbid")
    key: Annotated[str, Field(max_length=80)]
    value: Annotated[str, Field(max_length=20_000)]
    base: Annotated[int, Field(ge=0, le=10**9)]
    serial: Annotated[int, Field(ge=0, le=10**15)]


class SentModel(BaseModel):
    """What a telephone sends at once."""

    model_config = ConfigDict(strict=True, extra="forbid")
    device: Annotated[str, Field(min_length=1, max_length=40)]
    fields: Annotated[list[TypedModel], Field(max_length=receiving.MOST_AT_ONCE)]


Answer = Callable[..., HttpResponse]


def in_json(view: Answer) -> Answer:
    """A refusal as JSON: 409 where the visit is over, 403 where the person may not, else 400."""

    @wraps(view)
    def answered(request: HttpRequest, desk: Desk, visit_id: int) -> HttpResponse:
        try:
            _need_same_person(request, desk)
            return view(request, desk, visit_id)
        except UserCanFix as error:
            over = error.code == "visit.over"
            status = 409 if over else 403 if isinstance(error, NotAllowed) else 400
            told = f"{said(desk, error)} {cure(desk, error)}".strip()
            return JsonResponse({"code": error.code, "said": told}, status=status)

    return answered


def _need_same_person(request: HttpRequest, desk: Desk) -> None:
    """A page that was made for another person, and says so in its addresses, sends nothing in this one's name."""
    if request.GET.get("person", str(desk.actor.user_id)) != str(desk.actor.user_id):
        raise NotAllowed("visit.other_person", N_("The page on the telephone belongs to somebody else."))


@ensure_csrf_cookie
@require_safe
@at_desk
def phone(request: HttpRequest, desk: Desk, visit_id: int) -> HttpResponse:
    """The page for those who carry out the visit. One that is over is shown in the office."""
    visit = visit_on_phone(desk.actor, visit_id)
    receiving.need_controller(desk.actor, visit)
    return render(request, "office/visits/phone.html", phone_context(desk, visit))


@require_POST
@at_desk
@in_json
def fields(request: HttpRequest, desk: Desk, visit_id: int) -> HttpResponse:
    """Take in fields; answer with every field as it is now."""
    visit = visit_on_phone(desk.actor, visit_id)
    try:
        sent = SentModel.model_validate_json(request.body)
    except ValidationError as error:
        text = N_("The telephone sent something that cannot be read.")
        raise UserCanFix("visit.unreadable", text, hint=N_("Load the page again.")) from error
    typed = [receiving.Typed(one.key, one.value, one.base, one.serial) for one in sent.fields]
    given: dict[str, Any] = {"actor": desk.actor, "visit_id": visit_id, "device": sent.device, "on": desk.on}
    received = receiving.receive_fields(**given, typed=typed, questions=question_ids(desk))
    refused = {key: desk.teller.tell(why) for key, why in received.refused.items()}
    now = fields_for_phone(desk.actor, visit)
    return JsonResponse({"fields": now, "conflicts": received.conflicts, "refused": refused})


@require_POST
@at_desk
@in_json
def photos(request: HttpRequest, desk: Desk, visit_id: int) -> HttpResponse:
    """Take in one photo, without what the camera wrote beside it unless the controller says why it is kept."""
    mark, sent = request.POST.get("mark", "")[:40], request.FILES.get("photo")
    if not mark or sent is None:
        raise UserCanFix("visit.no_photo", N_("No photo came along."))
    if receiving.need_photo(desk.actor, visit_id, mark) is None:
        told = {name: request.POST.get(name, "").strip() for name in ("point", "caption", "kept_why")}
        evidence = _kept(desk, visit_id, sent, why=told["kept_why"])
        receiving.receive_photo(
            actor=desk.actor, visit_id=visit_id, evidence=evidence, mark=mark, told=told, on=desk.on
        )
    return JsonResponse({"mark": mark})


def _kept(desk: Desk, visit_id: int, sent: "UploadedFile[bytes]", *, why: str) -> Evidence:
    content, ending = prepare_photo(sent.read(), with_metadata=bool(why))
    contract_id = visit_on_phone(desk.actor, visit_id).contract_id
    try:
        return receive_file(
            actor=desk.actor,
            contract_id=contract_id,
            name=f"{sha256(content).hexdigest()[:8]}.{ending}",
            chunks=[content],
            on=desk.on,
            action=Action.CONTROL_ON_SITE,
            kinds=PHOTOS,
        )
    except UserCanFix as error:
        if error.code != TWICE:
            raise
        return Evidence.objects.visible_to(desk.actor).get(id=int(str(error.params["evidence"])))


@login_not_required
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, with the files it keeps and a version that changes when any of them does."""
    source = Path(str(finders.find(WORKER))).read_text(encoding="utf-8")
    files = shell()
    version = sha256(json.dumps([source, files]).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(files)};\n"
    return HttpResponse(head + source, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
