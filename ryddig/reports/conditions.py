"""When a duty applies, in words: one phrase for each predicate of `applies_when`."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.translation import gettext

from ryddig.domain.duties import texts
from ryddig.domain.law import Condition
from ryddig.domain.words import N_

PHRASES = {
    "kind": N_("the contract is for %(wanted)s"),
    "buyer_kind": N_("the buyer is one of: %(wanted)s"),
    "sector": N_("the procurement follows the rules for %(wanted)s"),
    "cpv_in": N_("the CPV code belongs to: %(wanted)s"),
    "value_at_least": N_("the value ex VAT reaches: %(wanted)s"),
    "value_above": N_("the value ex VAT is above: %(wanted)s"),
    "value_below": N_("the value ex VAT is below: %(wanted)s"),
    "lasts_longer_than": N_("the contract lasts longer than: %(wanted)s"),
    "tiers_at_least": N_("there are at least %(wanted)s tiers of subcontractors"),
    "county_in": N_("the work is done in %(wanted)s"),
    "answer": N_("the answer is yes to: %(wanted)s"),
}
YES_NO_PHRASES = {
    "high_risk_product": (
        N_("a CPV code lies under a product on the high-risk list"),
        N_("no CPV code lies under a product on the high-risk list"),
    ),
    "trade_certificate_relevant": (
        N_("a trade certificate is relevant for the work"),
        N_("a trade certificate is not relevant for the work"),
    ),
    "apprentice_need": (
        N_("there is a special need for apprentice places in the trade"),
        N_("there is no special need for apprentice places in the trade"),
    ),
    "framework": (N_("it is a framework agreement"), N_("it is not a framework agreement")),
    "has_subcontractors": (N_("the supplier uses subcontractors"), N_("the supplier uses no subcontractors")),
    "norwegian_supplier": (N_("the supplier is Norwegian"), N_("the supplier is foreign")),
}


class SaysWanted(Protocol):
    """Says what a predicate asks for: a `Teller`."""

    def wanted(self, test: str, wanted: str) -> str: ...


def conditions(given: Iterable[Condition], teller: SaysWanted) -> tuple[str, ...]:
    """Each condition in words. All must hold."""
    return tuple(condition(one, teller) for one in given)


def condition(one: Condition, teller: SaysWanted) -> str:
    """One condition in words; alternatives are joined with *or*."""
    if one.test == "any":
        return gettext("one of these holds: %(alternatives)s") % {"alternatives": alternatives(one.wanted, teller)}
    if one.test in YES_NO_PHRASES:
        holds, holds_not = YES_NO_PHRASES[one.test]
        return gettext(holds if one.wanted else holds_not)
    wanted = ", ".join(teller.wanted(one.test, text) for text in texts(one.wanted))
    return gettext(PHRASES[one.test]) % {"wanted": wanted}


def alternatives(wanted: object, teller: SaysWanted) -> str:
    """Groups of conditions of which one must hold, in words."""
    groups = wanted if isinstance(wanted, Sequence) else ()
    return gettext(", or ").join(gettext(" and ").join(conditions(group, teller)) for group in groups)
