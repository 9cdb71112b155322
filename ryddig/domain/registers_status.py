"""May we buy from this firm, given its status in a public register? The allowed statuses are dated law."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book

RULES: Mapping[str, str] = {
    "cleaning": "register_status.cleaning",
    "staffing": "register_status.staffing",
    "car_care": "register_status.car_care",
}


def judge_register_status(register: str, status: str | None, *, book: Book, on: date) -> Because:
    """Whether `status` in `register` (cleaning, staffing, car_care) is one a buyer may use on the day `on`.

    `status`: approved, application_pending, hms_card_order_pending, not_approved, not_listed (looked up, not there), or
    None when nobody has looked it up: then, and before the first entry of the rule, the answer is unknown.
    """
    rule = RULES[register]
    entry = book.entry(rule, on)
    if entry is None or not isinstance(entry.value, tuple):
        return Because("register_status", Answer.UNKNOWN, ("register_status",), None, rule)
    answer = Answer.UNKNOWN if status is None else Answer.YES if status in entry.value else Answer.NO
    return cite(Because("register_status", answer, ("register_status",), entry.value), rule, entry)
