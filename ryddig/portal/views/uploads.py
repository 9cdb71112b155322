"""Files in pieces, by the tus protocol (https://tus.io, version 1.0.0: creation, termination): begun, asked about,
continued, given up. What is refused is said in words, as plain text."""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import partial, wraps
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ryddig.domain.errors import UserCanFix
from ryddig.intake.heic import jpeg_of
from ryddig.portal.frame import GuestDesk, cure, for_guest, said
from ryddig.portal.views.reviews import item_of
from ryddig.records.reviews import uploading

VERSION: Final = "1.0.0"
PIECE: Final = "application/offset+octet-stream"
BLOCK: Final = 1 << 18
CONFLICT, GONE, OTHER_VERSION, TOO_LARGE, REFUSED, WRONG = 409, 410, 412, 413, 422, 400
Page = Callable[..., HttpResponseBase]


def tus(page: Page) -> Page:
    """Say refusals in words, and the version with everything."""

    @wraps(page)
    def spoken(request: HttpRequest, desk: GuestDesk, **named: object) -> HttpResponseBase:
        try:
            response = page(request, desk, **named)
        except uploading.Elsewhere as error:
            response = _refused(error, CONFLICT)
        except UserCanFix as error:
            response = _refused(error, TOO_LARGE if error.code == "evidence.too_large" else REFUSED)
        response.headers["Tus-Resumable"] = VERSION
        return response

    return spoken


def _other_version(request: HttpRequest) -> bool:
    """Version 1.0.0 is spoken and nothing else."""
    return request.headers.get("Tus-Resumable") != VERSION


def _refused(error: UserCanFix, status: int) -> HttpResponse:
    text = f"{said(error)} {cure(error)}".strip()
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@require_http_methods(["POST", "OPTIONS"])
@for_guest
@tus
def begin(request: HttpRequest, desk: GuestDesk, *, review_id: int, item_id: int) -> HttpResponse:
    """Begin a file."""
    item = item_of(desk, review_id, item_id)
    if request.method == "OPTIONS":
        told = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination"}
        return HttpResponse(status=204, headers={**told, "Tus-Max-Size": str(settings.EVIDENCE_LARGEST)})
    size = _whole(request, "Upload-Length")
    if size is None or _other_version(request):
        return HttpResponse(status=OTHER_VERSION if size is not None else WRONG, headers={"Tus-Version": VERSION})
    name = _name(request.headers.get("Upload-Metadata", ""))
    upload = uploading.begin_upload(guest=desk.guest, item_id=item.pk, name=name, size=size, now=timezone.now())
    return HttpResponse(status=201, headers={"Location": reverse("portal:upload", args=[upload.key])})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@for_guest
@tus
def upload(request: HttpRequest, desk: GuestDesk, *, key: str) -> HttpResponse:
    """How far it has come; a piece more; no more of it."""
    row = uploading.upload_of(desk.guest, key)
    if _other_version(request):
        return HttpResponse(status=OTHER_VERSION, headers={"Tus-Version": VERSION})
    if request.method == "PATCH":
        return _continue(request, desk, key)
    if request.method == "DELETE":
        uploading.cancel_upload(guest=desk.guest, key=key)
        return HttpResponse(status=204)
    come = uploading.come(row)
    if come == row.size and not _kept(desk, key):
        return HttpResponse(status=GONE)
    return HttpResponse(headers={"Upload-Offset": str(come), "Upload-Length": str(row.size)})


def _kept(desk: GuestDesk, key: str) -> bool:
    """Keep what came whole but was cut off before it was kept."""
    try:
        uploading.keep_whole(guest=desk.guest, key=key, on=desk.on, redraw=jpeg_of)
    except UserCanFix:
        return False
    return True


def _continue(request: HttpRequest, desk: GuestDesk, key: str) -> HttpResponse:
    at = _whole(request, "Upload-Offset")
    if at is None or request.content_type != PIECE:
        return HttpResponse(status=WRONG if at is None else 415)
    size = uploading.upload_of(desk.guest, key).size
    come = uploading.add_piece(guest=desk.guest, key=key, at=at, chunks=_chunks(request), now=timezone.now())
    if come == size:
        uploading.keep_whole(guest=desk.guest, key=key, on=desk.on, redraw=jpeg_of)
    return HttpResponse(status=204, headers={"Upload-Offset": str(come)})


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes, never whole in memory."""
    return iter(partial(request.read, BLOCK), b"")


def _whole(request: HttpRequest, name: str) -> int | None:
    given = request.headers.get(name, "")
    return int(given) if given.isascii() and given.isdigit() else None


def _name(metadata: str) -> str:
    """The file's name, as the sender's browser tells it."""
    pairs = (pair.strip().partition(" ") for pair in metadata.split(","))
    given = next((value for key, _, value in pairs if key == "filename"), "")
    try:
        return b64decode(given, validate=True).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return ""
