"""Small pictures of photos, for pages that show them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ryddig.intake.thumbnail import thumbnail
from ryddig.office.desk import Desk, at_desk
from ryddig.records.evidence.thumbnails import content_of, keep_thumbnail, kept_thumbnail, photo_for


@require_safe
@at_desk
def small(_request: HttpRequest, desk: Desk, evidence_id: int) -> HttpResponse:
    """The photo, small enough for a page; drawn when it is first asked for. Fetching the photo itself is an event, a
    glance at this is not."""
    photo = photo_for(desk.actor, evidence_id)
    picture = kept_thumbnail(photo)
    if picture is None:
        picture = thumbnail(content_of(photo))
        if picture is None:
            raise Http404
        keep_thumbnail(photo, picture)
    answer = HttpResponse(picture, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
