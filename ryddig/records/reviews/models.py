"""What the papers show: the chain of subcontractors, document reviews, external auditors' call-offs."""

from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.records.reviews.review_models import ItemOutcome, Review, ReviewFile, ReviewItem, ReviewWorker, Upload

__all__ = [
    "AuditCallOff",
    "ChainFirm",
    "ChainList",
    "ItemOutcome",
    "Review",
    "ReviewFile",
    "ReviewItem",
    "ReviewWorker",
    "Upload",
]
