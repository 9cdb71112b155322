"""Row of an evidence case -> the case as the core sees it, and back."""

from datetime import date
from typing import Any

from ryddig.domain.evidence_case import AskedCode, CaseState, CodeState, EvidenceCase
from ryddig.domain.serial import plain
from ryddig.records.lookups.case_models import RegisterCase


def case_of_row(row: RegisterCase) -> EvidenceCase:
    """The case as it stands."""
    return EvidenceCase(
        codes=tuple(_code(code) for code in row.codes),
        state=CaseState(row.state),
        accreditation=row.accreditation,
        sent_on=row.sent_on,
        valid_to=row.valid_to,
        reminded_on=tuple(date.fromisoformat(day) for day in row.reminded_on),
        ended_on=row.ended_on,
        retry_on=row.retry_on,
    )


def _code(stored: dict[str, Any]) -> AskedCode:
    answered = stored.get("answered_on")
    return AskedCode(stored["name"], CodeState(stored["state"]), date.fromisoformat(answered) if answered else None)


def set_case(row: RegisterCase, case: EvidenceCase) -> None:
    """Put a case's state into its row. The caller saves."""
    row.codes = plain(case.codes)
    row.state = case.state.value
    row.accreditation = case.accreditation
    row.sent_on, row.valid_to = case.sent_on, case.valid_to
    row.reminded_on = plain(case.reminded_on)
    row.retry_on, row.ended_on = case.retry_on, case.ended_on
