"""A reason as a sentence: the same words on the page, in the report, from the API and in the terminal."""

from collections.abc import Mapping

from ryddig.domain.decision import Answer, Because
from ryddig.domain.deviation_sentences import DEVIATION_SENTENCES
from ryddig.domain.pay_sentences import PAY_SENTENCES
from ryddig.domain.self_report_sentences import SELF_REPORT_SENTENCES
from ryddig.domain.signal_sentences import SIGNAL_SENTENCES
from ryddig.domain.words import N_, Message

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

_NOT_COMPARABLE = N_("The threshold is NOK %(value)s, but a fact needed for the comparison is missing.")

SENTENCES: Mapping[tuple[str, Answer], str] = {
    ("regime", YES): N_("The procurement started on %(fact)s, when these rules were in force."),
    ("regime", NO): N_("The procurement started on %(fact)s, before the first rules in the lawbook."),
    ("regime", UNKNOWN): N_("It is not known when the procurement was announced, so it is open which rules apply."),
    ("in_force", YES): N_("The rule was in force on the day that counts for this contract."),
    ("in_force", NO): N_("The rule was not in force on the day that counts for this contract."),
    ("in_force", UNKNOWN): N_("The day that counts is not known, so it is open whether the rule was in force."),
    ("kind", YES): N_("The contract is for %(fact)s; the rule covers %(wanted)s."),
    ("kind", NO): N_("The contract is for %(fact)s; the rule covers only %(wanted)s."),
    ("kind", UNKNOWN): N_("The kind of contract is not known; the rule covers %(wanted)s."),
    ("buyer_kind", YES): N_("The buyer is a %(fact)s body; the rule covers %(wanted)s."),
    ("buyer_kind", NO): N_("The buyer is a %(fact)s body; the rule covers only %(wanted)s."),
    ("buyer_kind", UNKNOWN): N_("It is not known what kind of buyer this is; the rule covers %(wanted)s."),
    ("sector", YES): N_("The procurement follows the %(fact)s rules; so does this duty."),
    ("sector", NO): N_("The procurement follows the %(fact)s rules; the duty belongs to %(wanted)s."),
    ("sector", UNKNOWN): N_("It is not known which act governs the procurement."),
    ("cpv_in", YES): N_("The CPV code %(fact)s belongs to the group %(wanted)s."),
    ("cpv_in", NO): N_("The CPV code %(fact)s does not belong to the group %(wanted)s."),
    ("cpv_in", UNKNOWN): N_("The contract has no CPV code; the rule asks for the group %(wanted)s."),
    ("high_risk_product", YES): N_("The CPV code %(fact)s lies under a product on the high-risk list."),
    ("high_risk_product", NO): N_("The CPV code %(fact)s lies under a product on the high-risk list."),
    ("high_risk_product", UNKNOWN): N_(
        "No product on the high-risk list was recognised. That is not the same as low risk."
    ),
    ("value_at_least", YES): N_("The value is NOK %(fact)s; the threshold is NOK %(value)s."),
    ("value_at_least", NO): N_("The value is NOK %(fact)s, below the threshold of NOK %(value)s."),
    ("value_at_least", UNKNOWN): _NOT_COMPARABLE,
    ("value_above", YES): N_("The value is NOK %(fact)s, above the limit of NOK %(value)s."),
    ("value_above", NO): N_("The value is NOK %(fact)s, not above the limit of NOK %(value)s."),
    ("value_above", UNKNOWN): _NOT_COMPARABLE,
    ("value_below", YES): N_("The value is NOK %(fact)s, below the threshold of NOK %(value)s."),
    ("value_below", NO): N_("The value is NOK %(fact)s; the threshold is NOK %(value)s."),
    ("value_below", UNKNOWN): _NOT_COMPARABLE,
    ("lasts_longer_than", YES): N_("The contract lasts longer than %(value)s."),
    ("lasts_longer_than", NO): N_("The contract does not last longer than %(value)s."),
    ("lasts_longer_than", UNKNOWN): N_("It is not known whether the contract lasts longer than %(value)s."),
    ("tiers_at_least", YES): N_("%(fact)s tiers of subcontractors are known; the limit is %(wanted)s."),
    ("tiers_at_least", NO): N_("%(fact)s tiers of subcontractors are known, fewer than %(wanted)s."),
    ("tiers_at_least", UNKNOWN): N_("It is not known how many tiers of subcontractors there are."),
    ("county_in", YES): N_("The work is done in %(fact)s."),
    ("county_in", NO): N_("The work is done in %(fact)s; the rule is for %(wanted)s."),
    ("county_in", UNKNOWN): N_("It is not known in which county the work is done."),
    ("answer", YES): N_("The question about this is answered yes."),
    ("answer", NO): N_("The question about this is answered no."),
    ("answer", UNKNOWN): N_("Nobody has answered this yet."),
    ("any", NO): N_("None of the alternatives holds: %(wanted)s."),
    ("any", UNKNOWN): N_("It is not known whether one of the alternatives holds: %(wanted)s."),
    ("trade_certificate_relevant", YES): N_("The work is of a kind where a trade certificate is relevant."),
    ("trade_certificate_relevant", NO): N_("The work is not of a kind where a trade certificate is relevant."),
    ("trade_certificate_relevant", UNKNOWN): N_("It is open whether a trade certificate is relevant for the work."),
    ("apprentice_need", YES): N_("There is a special need for apprentice places in the trade."),
    ("apprentice_need", NO): N_("There is no special need for apprentice places in the trade."),
    ("apprentice_need", UNKNOWN): N_("It is open whether the trade has a special need for apprentice places."),
    ("framework", YES): N_("This is a framework agreement."),
    ("framework", NO): N_("This is not a framework agreement."),
    ("framework", UNKNOWN): N_("It is not known whether this is a framework agreement."),
    ("has_subcontractors", YES): N_("The supplier uses subcontractors."),
    ("has_subcontractors", NO): N_("The supplier uses no subcontractors."),
    ("has_subcontractors", UNKNOWN): N_("It is not known whether the supplier uses subcontractors."),
    ("norwegian_supplier", YES): N_("The supplier is Norwegian."),
    ("norwegian_supplier", NO): N_("The supplier is foreign."),
    ("norwegian_supplier", UNKNOWN): N_("It is not known whether the supplier is Norwegian."),
    ("work_in_scope", NO): N_("No requirement on pay and working conditions applies, so that risk is not assessed."),
    ("score_from", YES): N_("The known risk factors sum to at least %(value)s."),
    ("alone_enough", YES): N_("This factor alone is enough to set the level."),
    ("risk_level", YES): N_("The risk level is %(wanted)s."),
    ("deadline", YES): N_("Follows from the deadline %(value)s."),
    ("stated", YES): N_("Stated in the contract."),
    ("overruled", YES): N_("A person has overruled the assessment; the reason stands with it."),
    ("register_status", YES): N_("The status “%(fact)s” is one that lets us buy."),
    ("register_status", NO): N_("The status “%(fact)s” is not one that lets us buy."),
    ("register_status", UNKNOWN): N_("The status in the register is not known."),
    ("tax_paper_age", YES): N_("The certificate is dated %(fact)s and counts for %(value)s."),
    ("tax_paper_age", NO): N_("The certificate is dated %(fact)s and counted for %(value)s only."),
    ("tax_certificate_age", YES): N_("At the award the certificate was not older than %(value)s."),
    ("tax_certificate_age", NO): N_("At the award the certificate was older than %(value)s."),
    ("tax_certificate_age", UNKNOWN): N_("It is not known from which day the law counts the age of the certificate."),
    **PAY_SENTENCES,
    **SELF_REPORT_SENTENCES,
    **SIGNAL_SENTENCES,
    **DEVIATION_SENTENCES,
}


def sentence(reason: Because, facts: Mapping[str, object]) -> Message:
    """The reason as a message. `facts` is the snapshot stored with the decision; a missing fact reads as None."""
    text = SENTENCES[(reason.test, reason.answer)]
    known = [facts.get(name) for name in reason.facts]
    fact = next((value for value in known if value not in (None, (), [], "")), None)
    return Message(text, {"fact": fact, "wanted": reason.wanted, "value": reason.value})
