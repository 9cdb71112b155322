"""Taking a file in: kept as evidence, put into the control, and looked at when it is small enough for a page."""

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.intake.pay_readings import look_at, reading_plain
from ryddig.office.desk import Desk
from ryddig.records.evidence import files
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.pseudonyms import pseudonym_key
from ryddig.records.evidence.services import TWICE, receive_file
from ryddig.records.followup.pay_controls import add_evidence
from ryddig.records.followup.pay_models import PayControl, PayControlFile

LARGEST_LOOKED_AT: Final = 2_000_000


def take_in(desk: Desk, control: PayControl, sent: "UploadedFile[bytes]") -> PayControlFile:
    """Keep a file that was sent and say what it was understood as. One that another control of the contract has is
    kept once and used by both.

    Raises UserCanFix for one that cannot be kept, or that this control has.
    """
    try:
        evidence = receive_file(
            actor=desk.actor,
            contract_id=control.contract_id,
            name=str(sent.name),
            chunks=sent.chunks(),
            on=desk.on,
        )
    except UserCanFix as error:
        evidence = _kept_elsewhere(desk, control, error)
    reading = reading_of(desk, evidence) if evidence.size <= LARGEST_LOOKED_AT else {}
    return add_evidence(actor=desk.actor, control_id=control.pk, evidence_id=evidence.pk, on=desk.on, reading=reading)


def _kept_elsewhere(desk: Desk, control: PayControl, error: UserCanFix) -> Evidence:
    """The same file from another control; raises the error when that is not what it says."""
    if error.code != TWICE:
        raise error
    kept = int(str(error.params["evidence"]))
    if PayControlFile.objects.visible_to(desk.actor).filter(control=control, evidence_id=kept).exists():
        raise error
    return Evidence.objects.visible_to(desk.actor).get(id=kept)


def reading_of(desk: Desk, evidence: Evidence) -> dict[str, Any]:
    """What the file was understood as; empty when that can only be told by a run."""
    with files.working_folder() as folder:
        path = files.lay_out(evidence, folder / files.name_in_run(evidence.pk, evidence.kind))
        try:
            readings = look_at(path, book=desk.book, key=pseudonym_key(evidence.organisation_id))
        except RyddigError:
            return {}
    return {"parts": [reading_plain(one) for one in readings]}
