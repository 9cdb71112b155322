"""Words for kinds of letters, terms with amounts, and lines of the ledger."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.contract_terms import AccrualState, Basis, Per, Starts
from ryddig.domain.words import N_
from ryddig.reports.money_said import KINDS, STATES

LETTER: Final = {
    "notice": N_("Notice, and the supplier’s view"),
    "correction": N_("Deviation, with demand for correction"),
    "action_plan": N_("Demand for an action plan"),
    "withholding": N_("Notice of withholding"),
    "daily_penalty": N_("Notice of daily penalty"),
    "termination": N_("Notice of termination"),
    "closing": N_("The matter is closed"),
    "reference": N_("Positive reference"),
}
LETTER_LANGUAGE: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
TERM_BASIS: Final = {
    Basis.ORE.value: N_("kroner"),
    Basis.OF_SUM.value: N_("part of the contract sum"),
    Basis.TIMES_SAVING.value: N_("times what the employer has saved"),
}
TERM_PER: Final = {
    Per.ONCE.value: N_("once"),
    Per.DAY.value: N_("each day"),
    Per.WORKING_DAY.value: N_("each working day"),
    Per.BREACH.value: N_("each breach"),
    Per.WORKER.value: N_("each worker"),
}
TERM_STARTS: Final = {
    Starts.DEADLINE.value: N_("the day after the deadline"),
    Starts.NOTICE.value: N_("the day of the letter"),
    Starts.BREACH.value: N_("the day of the breach"),
    Starts.DECISION.value: N_("the day of the decision"),
}
ENTRY: Final = {
    "deducted": N_("Deducted"),
    "released": N_("Paid out"),
    "waived": N_("Waived"),
    "stopped": N_("Stopped"),
}
INCENTIVE: Final = {"bonus": N_("Bonus"), "lighter": N_("Lighter control")}
INCENTIVE_STATE: Final = {
    "proposed": N_("waits for a second person"),
    "decided": N_("decided"),
    "refused": N_("refused by the second person"),
}
LETTER_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "letter": LETTER,
    "letter_language": LETTER_LANGUAGE,
    "term_kind": {str(kind): text for kind, text in KINDS.items()},
    "term_basis": TERM_BASIS,
    "term_per": TERM_PER,
    "term_starts": TERM_STARTS,
    "claim_state": {str(AccrualState(state)): text for state, text in STATES.items()},
    "entry": ENTRY,
    "incentive": INCENTIVE,
    "incentive_state": INCENTIVE_STATE,
}
