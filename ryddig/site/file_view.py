"""Files by their signed addresses, and the middleware that keeps every cookie away from them."""

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ryddig.records.evidence.files import opened
from ryddig.records.evidence.handing_out import file_at

PATH: Final = "/files/"
DEFAULT_TYPE: Final = "application/octet-stream"
TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@login_not_required
@require_safe
def file(_request: HttpRequest, token: str) -> FileResponse:
    """The file, to be saved and never shown by the browser."""
    row, called = file_at(token)
    answer = FileResponse(
        opened(row), as_attachment=True, filename=called, content_type=TYPES.get(row.kind, DEFAULT_TYPE)
    )
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


class CookielessMiddleware:
    """Stands first. Under /files/ no cookie is read and none is set, whatever stands after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PATH):
            return self._get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        answer = self._get_response(request)
        answer.cookies.clear()
        answer.headers.pop("Vary", None)  # on the cookie that is not read
        return answer
