"""Reasons about deviations as sentences: why it is graded so, why a step is open or closed."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.words import N_

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

DEVIATION_SENTENCES: Final[Mapping[tuple[str, Answer], str]] = {
    ("severe_harm", YES): N_("Life or health is in danger, or it is forced labour or child labour."),
    ("in_doubt", YES): N_("It is not confirmed that this is a breach."),
    ("confirmed", YES): N_("It is confirmed, and nothing makes it larger."),
    ("documents_withheld", YES): N_("The duty to document is broken."),
    ("repeated_breach", YES): N_("The same firm broke the same rule on %(fact)s. It counts as repeated for %(value)s."),
    ("several_workers", YES): N_("It concerns %(fact)s workers."),
    ("system_fault", YES): N_("It comes of how the firm works, not of one slip."),
    ("pay_held_against", NO): N_("The pay control held pay and hours against this, and it was not kept."),
    ("deviation_open", YES): N_("The deviation is open."),
    ("deviation_open", NO): N_("The deviation is closed."),
    ("step_settled", YES): N_("The step is in use, on an official source."),
    ("step_settled", NO): N_("The source of the step is not official, so it cannot be decided here."),
    ("step_settled", UNKNOWN): N_("The day that counts is not known, so it is open whether the step was in use."),
    ("breach_confirmed", YES): N_("The breach is confirmed."),
    ("breach_confirmed", NO): N_("The breach is not confirmed. Doubt may only be clarified."),
    ("grade_at_least", YES): N_("The deviation is graded %(fact)s."),
    ("grade_at_least", NO): N_("The deviation is graded %(fact)s. The step is for larger ones."),
    ("material_breach", YES): N_("The deviation is graded %(fact)s."),
    ("material_breach", NO): N_("The deviation is graded %(fact)s, not repeated, and documents have been shown."),
    ("rule_carries", YES): N_("The rule that is broken holds for this contract and is official."),
    ("rule_carries", NO): N_("The rule that is broken, or one it rests on, is not official. It may ask, not sanction."),
    ("rule_applies", NO): N_("The rule does not apply to this contract, or no rule is named."),
    ("rule_applies", UNKNOWN): N_("It is open whether the rule applies to this contract. Fill in what is missing."),
    ("both_regimes", NO): N_(
        "It is not known when the procurement was announced, and the rule belongs to one set of rules only."
    ),
    ("named_by_rule", YES): N_("The rule that is broken may lead to this step."),
    ("named_by_rule", NO): N_("The rule that is broken does not lead to this step."),
    ("clause_read", YES): N_("The contract carries the rule."),
    ("clause_read", NO): N_("The contract does not carry the rule."),
    ("clause_read", UNKNOWN): N_("Nobody has said where in the contract the rule stands."),
    ("agreed_term", YES): N_("The contract gives it: %(wanted)s."),
    ("agreed_term", NO): N_("No term of the contract that we know gives it. Write the term down if it is there."),
    ("replace_for_taxes", YES): N_("The law gives it for taxes."),
    ("replace_for_taxes", NO): N_("Under the rules of this contract the contract itself must give it."),
    ("by_subcontractor", YES): N_("A subcontractor did it."),
    ("by_subcontractor", NO): N_("The supplier itself did it."),
    ("heard", YES): N_("The supplier gave its view on %(fact)s."),
    ("heard", NO): N_("The supplier has not been asked for its view."),
    ("view_day_passed", YES): N_("The supplier let the day for its view go by: %(fact)s."),
    ("view_day_passed", NO): N_("The supplier has until %(fact)s to give its view."),
    ("correction_late", YES): N_("It was not corrected by %(fact)s."),
    ("correction_late", NO): N_("The day for correction has not gone by: %(fact)s."),
    ("correction_late", UNKNOWN): N_("No correction has been demanded."),
    ("workers_owed", YES): N_("Workers are owed NOK %(fact)s that is not shown paid back."),
    ("corrected", NO): N_("It was corrected on %(fact)s."),
    ("no_learning_period", YES): N_("No learning period is agreed."),
    ("learning_over", YES): N_("The learning period ended on %(fact)s."),
    ("learning_over", NO): N_("A learning period runs until %(fact)s: measures first."),
}
