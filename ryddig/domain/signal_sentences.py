"""What a signal says in words. `%(fact)s` is what the register told, `%(wanted)s` the figure it was held against."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.words import N_

ANY_RULE: Final = "signal"
"""Test name of a rule that has no sentence of its own, such as a buyer's."""
_HOLDS: Final[Mapping[str, str]] = {
    ANY_RULE: N_("What the register answered shows this: %(fact)s."),
    "signals.bankruptcy": N_("The register says that bankruptcy was opened: %(fact)s."),
    "signals.forced_dissolution": N_("The register says that the firm is being dissolved by force: %(fact)s."),
    "signals.deleted": N_("The firm is deleted from Enhetsregisteret: %(fact)s."),
    "signals.not_in_register": N_("Enhetsregisteret does not have the number %(fact)s."),
    "signals.reconstruction": N_("The register says that the firm is under reconstruction: %(fact)s."),
    "signals.foreign_insolvency": N_("The register says that the firm is insolvent abroad: %(fact)s."),
    "signals.winding_up": N_("The register says that the firm is being wound up: %(fact)s."),
    "signals.unnamed_state": N_("The register tells of a state that Ryddig does not know: %(fact)s."),
    "signals.register_note": N_("The register has a note on the firm: %(fact)s"),
    "signals.late_accounts": N_("The latest accounts are those of %(fact)s; those of %(wanted)s are due."),
    "signals.not_vat_registered": N_("The firm is not in Merverdiavgiftsregisteret."),
    "signals.not_in_foretaksregisteret": N_("The firm is not in Foretaksregisteret, and its form (%(fact)s) must be."),
    "signals.weak_equity": N_("Equity is %(fact)s per cent of what the firm owns. Below %(wanted)s per cent we ask."),
    "signals.name_changed": N_("The firm has changed its name: %(fact)s."),
    "signals.address_changed": N_("The firm has moved: %(fact)s."),
    "signals.industry_changed": N_("The firm has changed its industry code: %(fact)s."),
    "signals.roles_changed": N_("The people who run the firm have changed: %(fact)s."),
    "signals.frequent_changes": N_(
        "Name, address or roles changed %(fact)s times in a short time. From %(wanted)s times we ask."
    ),
    "signals.young_firm": N_("The firm was registered on %(fact)s, less than %(wanted)s months before the contract."),
    "signals.new_firm_large_work": N_("The firm was registered on %(fact)s, and the contract is large."),
    "signals.industry_mismatch": N_("The industry code %(fact)s does not fit what the contract buys."),
    "signals.staffing_not_approved": N_("Bemanningsforetaksregisteret says: %(fact)s. We may not buy from the firm."),
    "signals.cleaning_not_approved": N_("Renholdsregisteret says: %(fact)s. We may not buy from the firm."),
    "signals.car_care_not_approved": N_("Bilpleieregisteret says: %(fact)s. We may not buy from the firm."),
    "signals.tax_arrears": N_("The tax certificate of %(fact)s shows something overdue and unpaid."),
    "signals.tax_returns_missing": N_("The evidence of %(fact)s shows that a tax return is missing."),
    "signals.tax_certificate_old": N_("The tax certificate is dated %(fact)s; the oldest allowed is %(wanted)s."),
    "signals.vat_without_registration": N_("An invoice of %(fact)s has VAT, and the firm is not registered for it."),
    "signals.bankruptcy_rider": N_("Someone who leads the firm led others that went bankrupt: %(fact)s."),
    "signals.phoenix": N_("The firm has the address or leaders of one that went bankrupt shortly before: %(fact)s."),
    "signals.shared_with_other": N_("The firm shares address, telephone, e-mail or leaders with %(fact)s."),
    "signals.network_across_trades": N_("Someone who leads the firm leads firms in %(fact)s trades with known risk."),
}
_NO: Final = N_("What the register answered shows nothing of this.")
_UNKNOWN: Final = N_("Not known: the source was not asked, did not answer, or a fact is missing.")

SIGNAL_SENTENCES: Final[Mapping[tuple[str, Answer], str]] = {
    **{(rule, Answer.YES): text for rule, text in _HOLDS.items()},
    **{(rule, Answer.NO): _NO for rule in _HOLDS},
    **{(rule, Answer.UNKNOWN): _UNKNOWN for rule in _HOLDS},
}
