"""What telephones send during a visit: fields one by one, photos one by one. Sent twice is taken in once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.site_fields import field_of
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor, NotAllowed
from ryddig.records.evidence.models import Evidence
from ryddig.records.visits import events
from ryddig.records.visits.models import Visit, VisitField, VisitPhoto
from ryddig.records.visits.services import locked, need_running, record

MOST_FIELDS: Final = 3_000
MOST_AT_ONCE: Final = 500
MOST_PHOTOS: Final = 200
DEVICE_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """One writing. `base`: the version the writer had seen, 0 for none; `serial`: see VisitField."""

    key: str
    value: str
    base: int
    serial: int


@dataclass(slots=True)
class Received:
    """What became of what was sent: keys that are in, keys where somebody else had written, and keys that no visit
    takes, each with the reason."""

    saved: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    refused: dict[str, Message] = field(default_factory=dict)


@transaction.atomic
def receive_fields(
    *, actor: Actor, visit_id: int, device: str, typed: Sequence[Typed], questions: Collection[str], on: date
) -> Received:
    """Take in what one of the controllers has written. A field that somebody else has changed since stays as it is and
    is told as a conflict; the writer chooses, and sends the choice with the version that is there.

    Raises UserCanFix when the visit is over.
    """
    visit = _open_for(actor, visit_id)
    need_running(visit)
    if len(typed) > MOST_AT_ONCE or not 0 < len(device) <= DEVICE_LENGTH:
        raise UserCanFix("visit.sent", N_("The telephone sent more than is taken in at once."))
    rows = {row.key: row for row in VisitField.objects.visible_to(actor).filter(visit=visit)}
    work = Receiving(actor, visit, device=device, rows=rows)
    for one in typed:
        work.take(one, questions)
    if work.received.saved or work.received.conflicts:
        _opened(visit, on=on)
        counts = {"saved": len(work.received.saved), "conflicts": len(work.received.conflicts)}
        record(events.FIELDS_RECEIVED, visit, by=actor, on=on, details=counts)
    return work.received


class Receiving:
    """One telephone's writings against the fields as they are."""

    def __init__(self, actor: Actor, visit: Visit, *, device: str, rows: dict[str, VisitField]) -> None:
        self.received = Received()
        self._actor, self._visit, self._device, self._rows = actor, visit, device, rows

    def take(self, typed: Typed, questions: Collection[str]) -> None:
        """Store one writing, or say why not."""
        wrong = _wrong(typed, self._visit, questions)
        row = self._rows.get(typed.key)
        if wrong is None and row is None and len(self._rows) >= MOST_FIELDS:
            wrong = Message(N_("The visit has more fields than Ryddig takes in."), {})
        if wrong is not None:
            self.received.refused[typed.key] = wrong
        elif row is None:
            self._rows[typed.key] = self._new(typed)
            self.received.saved.append(typed.key)
        else:
            self._again(row, typed)

    def _new(self, typed: Typed) -> VisitField:
        return VisitField.objects.create(
            organisation_id=self._visit.organisation_id,
            visit=self._visit,
            key=typed.key,
            value=typed.value,
            device=self._device,
            serial=typed.serial,
            by_id=self._actor.user_id,
        )

    def _again(self, row: VisitField, typed: Typed) -> None:
        own = row.device == self._device
        if row.value == typed.value or (own and typed.serial <= row.serial):
            self.received.saved.append(typed.key)
        elif own or typed.base == row.version:
            row.value, row.device, row.serial = typed.value, self._device, typed.serial
            row.by_id, row.version = self._actor.user_id, row.version + 1
            row.save()
            self.received.saved.append(typed.key)
        else:
            self.received.conflicts.append(typed.key)


def _wrong(typed: Typed, visit: Visit, questions: Collection[str]) -> Message | None:
    known = field_of(typed.key, points=visit.points, questions=questions)
    if known is None:
        return Message(N_("This field is not part of the visit."), {})
    if "\x00" in typed.value or (typed.value and not known.fits(typed.value)):
        return Message(known.want, {})
    return None


def _open_for(actor: Actor, visit_id: int) -> Visit:
    visit = locked(actor, visit_id)
    need_controller(actor, visit)
    return visit


def need_controller(actor: Actor, visit: Visit) -> None:
    """Raises NotAllowed for a person who is not one of the visit's two."""
    if actor.user_id not in visit.controllers:
        text = N_("Only the controllers of the visit write in it.")
        raise NotAllowed("visit.not_controller", text, hint=N_("Change the plan if somebody else carries it out."))


def _opened(visit: Visit, *, on: date) -> None:
    if visit.state == Visit.State.PLANNED:
        visit.state, visit.opened_on = Visit.State.OPEN, on
        visit.save(update_fields=["state", "opened_on"])


@transaction.atomic
def receive_photo(
    *, actor: Actor, visit_id: int, evidence: Evidence, mark: str, told: Mapping[str, str], on: date
) -> VisitPhoto:
    """Tie a photo that is kept as evidence to the visit. `told`: `point`, `caption`, `kept_why`."""
    visit = _open_for(actor, visit_id)
    need_running(visit)
    if evidence.contract_id != visit.contract_id:
        raise ObjectDoesNotExist
    point = told.get("point", "")
    photo, made = VisitPhoto.objects.unscoped("the visit is the actor's").get_or_create(
        visit=visit,
        mark=mark,
        defaults={
            "organisation_id": visit.organisation_id,
            "evidence": evidence,
            "point": point if point in visit.points else "",
            "caption": told.get("caption", "")[:500],
            "kept_why": told.get("kept_why", "")[:500],
            "by_id": actor.user_id,
        },
    )
    if made:
        _opened(visit, on=on)
        details = {"evidence": evidence.pk, "metadata_kept": bool(photo.kept_why)}
        record(events.PHOTO_RECEIVED, visit, by=actor, on=on, details=details)
    return photo


def need_photo(actor: Actor, visit_id: int, mark: str) -> VisitPhoto | None:
    """The photo when it is in already; None when it is to be taken in. Raises when the actor may not, or the visit is
    over, so that nothing is kept as evidence in vain."""
    rows = Visit.objects.visible_to(actor).select_related("contract")
    visit = rows.get(id=visit_id)
    need_controller(actor, visit)
    photos = VisitPhoto.objects.visible_to(actor).filter(visit=visit)
    known = photos.filter(mark=mark).first()
    if known is None:
        need_running(visit)
        if photos.count() >= MOST_PHOTOS:
            raise UserCanFix("visit.photos", N_("The visit has more photos than Ryddig takes in."))
    return known
