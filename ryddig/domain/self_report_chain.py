"""The table of subcontractors as links of a chain. `works_for` is the number of the firm above; empty: the supplier."""

from collections.abc import Iterable
from typing import Final

from ryddig.domain.answers import Answers, Row
from ryddig.domain.chain import Link, Role
from ryddig.domain.questionnaire import FeedKind, Form

SUPPLIER: Final = "supplier"
FIRM, ABOVE, ROLE = "orgnr", "works_for", "role"
SUPPLIER_ORGNR: Final = "supplier_orgnr"


def links_of(table: Iterable[Row], supplier: str = "") -> tuple[Link, ...]:
    """The supplier and each firm of the table that has a number. `supplier`: its own number, which may stand above."""
    named = [row for row in table if FIRM in row]
    return (Link(SUPPLIER), *(_link(row, supplier) for row in named))


def _link(row: Row, supplier: str) -> Link:
    above = str(row.get(ABOVE, SUPPLIER))
    return Link(str(row[FIRM]), SUPPLIER if above == supplier else above, Role(str(row.get(ROLE, Role.WORK))))


def supplier_number(form: Form, answers: Answers) -> str:
    """The supplier's own number, where the form asks for it and it is answered; else empty."""
    for question in form.questions:
        if any(feed.to is FeedKind.FACT and SUPPLIER_ORGNR in feed.rules for feed in question.feeds):
            return str(answers.value(question.id) or "")
    return ""
