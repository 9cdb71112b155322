"""What a notice says in free text and in its award criteria. Read for the yearly review, quoted, not stored whole."""

from dataclasses import dataclass
from decimal import Decimal

from ryddig.domain.notices import Cell


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """One award criterion. `code`: of the eForms list or its Norwegian extension. `percent` only where it is one."""

    code: Cell[str] | None
    name: Cell[str] | None
    text: Cell[str] | None
    weight: Cell[Decimal] | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NoticeText:
    """`passages`: texts outside addresses and contacts, without e-mail addresses. `documents`: where the notice says
    that the tender documents lie."""

    passages: tuple[Cell[str], ...] = ()
    criteria: tuple[AwardCriterion, ...] = ()
    documents: tuple[Cell[str], ...] = ()
