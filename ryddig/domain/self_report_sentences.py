"""Reasons of a self-report as sentences."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.words import N_

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

SELF_REPORT_SENTENCES: Final[Mapping[tuple[str, Answer], str]] = {
    ("self_reported", YES): N_("The supplier’s own answer says so."),
    ("self_reported", NO): N_("The supplier’s own answer says that it is not so."),
    ("self_reported_fact", YES): N_("The supplier has stated it in the self-report."),
    ("contract_differs", NO): N_("The supplier states something else about the contract than what is registered."),
    ("demanded_answer", NO): N_("The contract demands another answer than the supplier has given."),
    ("term_in_contract", YES): N_("The contract holds the term."),
    ("term_in_contract", UNKNOWN): N_("Nobody has confirmed that the contract holds the term."),
    ("figure", NO): N_("The figure in the self-report does not keep the limit of the rule: %(value)s."),
    ("figure", UNKNOWN): N_("The rule gives no figure to compare with on the day that counts."),
    ("answers_late", YES): N_("The self-report was not delivered by %(wanted)s."),
    ("answers_missing", YES): N_("%(wanted)s required answers are missing."),
    ("answers_contradict", YES): N_("%(wanted)s answers contradict each other or what others have said."),
    ("answers_complete", YES): N_("The self-report was delivered in time, complete and without contradictions."),
    ("answer_too_old", YES): N_("The answer from %(wanted)s is older than %(value)s."),
    ("answer_too_old", NO): N_("The answer from %(wanted)s is not older than %(value)s."),
    ("answer_too_old", UNKNOWN): N_("No rule says when the answer from %(wanted)s is too old."),
    ("chain_length", YES): N_("The chain of subcontractors is not longer than %(wanted)s tiers."),
    ("chain_length", NO): N_("The chain of subcontractors is longer than %(wanted)s tiers."),
    ("chain_length", UNKNOWN): N_("It cannot be told whether the chain of subcontractors is too long."),
    ("rate_changed", YES): N_("The minimum rate has changed since the answer from %(wanted)s."),
}
PROPOSAL_WHY: Final[Mapping[str, str]] = {
    "no_term": N_("No term of this contract that we know demands it, but the law may."),
    "term_not_confirmed": N_("Confirm first that the contract holds the term."),
    "duty_unknown": N_("It is open whether the duty applies to this contract."),
    "not_official": N_("The rule is not official, so it asks and does not convict."),
    "chain_broken": N_("The chain does not lead from every firm up to the supplier."),
    "chain_staffing": N_("Only a staffing firm makes the chain too long; whether it counts is not settled."),
    "firm_listed": N_("A list is no proof: ask first whether the firm works on the contract."),
    "not_covered": N_("The general application regulation does not cover this work."),
}
