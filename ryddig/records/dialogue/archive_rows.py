"""What of a contract's files may go to an archive: each file once, with what it is to the contract."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ryddig.domain.papers import USES
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations.models import Letter, Repayment, StepFile
from ryddig.records.evidence.models import ArchiveMessage, Evidence, Paper
from ryddig.records.followup.pay_models import PayControlFile
from ryddig.records.reviews.review_models import ReviewFile
from ryddig.records.selfreports.models import SelfReportFile
from ryddig.records.visits.models import VisitPhoto


class Belongs(StrEnum):
    """What a file is to the contract."""

    LETTER = "letter"
    STEP = "step"
    SELF_REPORT = "self_report"
    REVIEW = "review"
    PAY = "pay"
    PHOTO = "photo"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Archivable:
    """A file, what it is to the contract, and a code that tells which (a letter's subject, a document's id)."""

    evidence: Evidence
    belongs: Belongs
    code: str = ""


def archivable(viewer: Actor, contract: Contract) -> list[Archivable]:
    """Files that are kept, oldest first; not messages to an archive, Word copies of letters, and what is tax secret."""
    rows = Evidence.objects.visible_to(viewer).filter(contract=contract, shredded_on=None)
    rows = rows.filter(scan__in=(Evidence.Scan.NONE, Evidence.Scan.CLEAN))
    hidden = _ids(viewer, contract)
    known = _known(viewer, contract)
    return [
        Archivable(row, *known.get(row.pk, (Belongs.OTHER, "")))
        for row in rows.select_related("supplier").order_by("id")
        if row.pk not in hidden
    ]


def _ids(viewer: Actor, contract: Contract) -> set[int]:
    """Files that are never offered."""
    secret = [kind.value for kind, use in USES.items() if use.secret]
    papers = Paper.objects.visible_to(viewer).filter(contract=contract, kind__in=secret, evidence__isnull=False)
    packages = ArchiveMessage.objects.visible_to(viewer).filter(contract=contract)
    words = Letter.objects.visible_to(viewer).filter(contract=contract)
    return {
        *papers.values_list("evidence_id", flat=True),
        *packages.values_list("package_id", flat=True),
        *words.values_list("word_id", flat=True),
    }


def _known(viewer: Actor, contract: Contract) -> dict[int, tuple[Belongs, str]]:
    """What each file is. One that is several things is the most private of them."""
    return {number: (belongs, code) for number, belongs, code in _told(viewer, contract)}


def _told(viewer: Actor, contract: Contract) -> Iterator[tuple[int, Belongs, str]]:
    letters = Letter.objects.visible_to(viewer).filter(contract=contract)
    yield from ((pk, Belongs.LETTER, subject) for pk, subject in letters.values_list("pdf_id", "subject"))
    steps = StepFile.objects.visible_to(viewer).filter(step__deviation__contract=contract)
    yield from ((pk, Belongs.STEP, kind) for pk, kind in steps.values_list("evidence_id", "step__kind"))
    sent = SelfReportFile.objects.visible_to(viewer).filter(request__contract=contract)
    yield from ((pk, Belongs.SELF_REPORT, "") for pk in sent.values_list("evidence_id", flat=True))
    came = ReviewFile.objects.visible_to(viewer).filter(review__contract=contract)
    yield from ((pk, Belongs.REVIEW, code) for pk, code in came.values_list("evidence_id", "item__document"))
    paid = Repayment.objects.visible_to(viewer).filter(deviation__contract=contract, evidence__isnull=False)
    yield from ((pk, Belongs.PAY, "") for pk in paid.values_list("evidence_id", flat=True))
    pay = PayControlFile.objects.visible_to(viewer).filter(control__contract=contract)
    yield from ((pk, Belongs.PAY, "") for pk in pay.values_list("evidence_id", flat=True))
    photos = VisitPhoto.objects.visible_to(viewer).filter(visit__contract=contract)
    yield from ((pk, Belongs.PHOTO, caption) for pk, caption in photos.values_list("evidence_id", "caption"))
