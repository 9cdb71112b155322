"""Letters for the office and for the supplier."""

from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.deviations.letter_models import Letter, LetterDraft


def letters_of(viewer: Viewer, deviation_id: int) -> ScopedQuerySet[Letter]:
    """Letters that were sent about the deviation, oldest first, with what shows whether they arrived."""
    rows = Letter.objects.visible_to(viewer).filter(deviation_id=deviation_id)
    return rows.select_related("actor", "mail", "opened").order_by("number")


def drafts_of(viewer: Viewer, deviation_id: int) -> ScopedQuerySet[LetterDraft]:
    """Letters somebody is working on."""
    rows = LetterDraft.objects.visible_to(viewer).filter(deviation_id=deviation_id)
    return rows.select_related("written_by").order_by("id")


def letters_to(guest: Guest) -> ScopedQuerySet[Letter]:
    """Every letter to the guest's firm on the guest's contract, newest first."""
    rows = Letter.objects.visible_to(guest).filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    return rows.select_related("opened", "deviation").order_by("-number")
