"""Small pictures of photos: kept locked beside the photo's row, gone when the photo is."""

from django.db import transaction

from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.keyring import seal, unseal
from ryddig.records.evidence.files import opened
from ryddig.records.evidence.kinds import PHOTOS
from ryddig.records.evidence.models import Evidence, Thumbnail
from ryddig.records.evidence.services import refuse_unreadable

LARGEST = 50_000_000


def photo_for(actor: Actor, evidence_id: int) -> Evidence:
    """A photo that the actor may look at. Raises ObjectDoesNotExist, NotAllowed, UserCanFix."""
    rows = Evidence.objects.visible_to(actor).select_related("contract")
    row = rows.get(id=evidence_id, kind__in=PHOTOS, size__lte=LARGEST)
    require(actor, Action.READ_EVIDENCE, Case.of(row.contract))
    refuse_unreadable(row)
    return row


def kept_thumbnail(photo: Evidence) -> bytes | None:
    """The small picture, when it was drawn before."""
    row = Thumbnail.objects.visible_to(photo).filter(evidence=photo).first()
    return unseal(bytes(row.content)) if row else None


def content_of(photo: Evidence) -> bytes:
    """The photo itself, to be drawn from."""
    with opened(photo) as content:
        return content.read()


@transaction.atomic
def keep_thumbnail(photo: Evidence, content: bytes) -> None:
    """Keep a small picture, unless the photo went meanwhile."""
    same = Evidence.objects.visible_to(photo).select_for_update(no_key=True).filter(id=photo.pk, shredded_on=None)
    if same.exists():
        kept = {"organisation_id": photo.organisation_id, "content": seal(content)}
        Thumbnail.objects.visible_to(photo).get_or_create(evidence=photo, defaults=kept)
