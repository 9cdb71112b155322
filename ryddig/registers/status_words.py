"""A register's own words for a status -> the word a rule knows. A text that is not here is unknown, never a guess.

The five statuses of the cleaning register stand in FOR-2012-05-08-408 § 6 (read 2026-11-28 on arbeidstilsynet.no). The
shorter spellings are those of its older data file. The texts of the two other registers are seen in public readers of
them only; each README says where. "Oppfylt registrering" is left out on purpose: it is not an approval.
"""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.register_words import RegisterStatus, SourceState

APPROVED: Final = "approved"
APPLICATION_PENDING: Final = "application_pending"
CARD_ORDER_PENDING: Final = "hms_card_order_pending"
NOT_APPROVED: Final = "not_approved"
NOT_LISTED: Final = "not_listed"

_COMMON: Mapping[str, str] = {
    "godkjent": APPROVED,
    "søknad under behandling": APPLICATION_PENDING,
    "ikke godkjent": NOT_APPROVED,
    "ikke funnet": NOT_LISTED,
    "ikke registrert": NOT_LISTED,
}
_WITH_CARDS: Mapping[str, str] = {
    **_COMMON,
    "godkjent med ansatte": APPROVED,
    "godkjent uten ansatte": APPROVED,
    "under behandling": APPLICATION_PENDING,
    "hms-kortbestilling under behandling": CARD_ORDER_PENDING,
    "under hms-kortbestilling": CARD_ORDER_PENDING,
}
WORDS: Mapping[str, Mapping[str, str]] = {"cleaning": _WITH_CARDS, "car_care": _WITH_CARDS, "staffing": _COMMON}


def code_of(register: str, raw: str) -> str | None:
    """The status that `raw` means in `register` (cleaning, staffing, car_care); None when the text is new to us."""
    return WORDS[register].get(" ".join(raw.split()).casefold())


def not_listed(register: str) -> RegisterStatus:
    """The register was asked and does not have the firm. It said nothing, so there are no words of its own to show."""
    return RegisterStatus(register, NOT_LISTED, "", state=SourceState.NOT_FOUND)
