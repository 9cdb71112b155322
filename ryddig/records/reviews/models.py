"""What the papers show: the chain of subcontractors, document reviews, external auditors' call-offs."""

from ryddig.records.reviews.chain_models import ChainFirm, ChainList

__all__ = ["ChainFirm", "ChainList"]
