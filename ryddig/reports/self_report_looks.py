"""The looks of the self-report form, and what its cells accept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ryddig.domain.answer_checks import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, said
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Column, Question, QuestionKind

BASE: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
EDGE: Final = {"border": 1, "border_color": "#6b7280"}
OPEN: Final = {**EDGE, "locked": False, "bg_color": "#ffffff"}
LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16},
    "text": {},
    "code": {"font_size": 8, "font_color": "#5b5d60", "text_wrap": False},
    "head": {"bold": True, "bg_color": "#1f3a4d", "font_color": "#ffffff", "valign": "vcenter", **EDGE},
    "section": {"bold": True, "font_size": 13, "bg_color": "#dbe5ec", "text_wrap": False},
    "question": {"bold": True},
    "choice": {"indent": 1},
    "help": {"font_color": "#3b3d40"},
    "state": {"font_color": "#3b3d40", "align": "center"},
    "link": {"font_color": "#0b5394", "underline": 1},
    "none": {**EDGE, "bg_color": "#eef1f3"},
    "answer": OPEN,
    "answer_text": {**OPEN, "num_format": "@"},
    "answer_money": {**OPEN, "num_format": "#,##0.00", "align": "left"},
    "answer_date": {**OPEN, "num_format": "dd.mm.yyyy", "align": "left"},
    "answer_number": {**OPEN, "num_format": "General", "align": "left"},
}
GREY: Final = {"font_color": "#5f6368", "bg_color": "#e5e7eb"}
MISSING: Final = {"font_color": "#7a1f12", "bold": True}
ANSWERED: Final = {"font_color": "#14532d"}
LOOK_OF: Final[Mapping[QuestionKind, str]] = {
    QuestionKind.NUMBER: "answer_number",
    QuestionKind.MONEY: "answer_money",
    QuestionKind.DATE: "answer_date",
    QuestionKind.SINGLE: "answer",
    QuestionKind.DECLARATION: "answer",
}
FREE_TEXT: Final = "answer_text"
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
MOST_NUMBER: Final = 999_999_999
LINE: Final = 15
NOK: Final = "nok"


def look_of(asked: Question | Column) -> str:
    """The look of an answer's cell."""
    return LOOK_OF.get(asked.kind, FREE_TEXT)


def accepted(asked: Question | Column, book: Book, language: str, *, choices: str) -> dict[str, Any]:
    """The validation of an answer's cell, with its hint and its refusal. `choices`: the range of the alternatives."""
    fault = {
        QuestionKind.NUMBER: "not_a_number" if asked.decimals else "not_whole",
        QuestionKind.MONEY: "not_an_amount",
        QuestionKind.DATE: "not_a_date",
        QuestionKind.SINGLE: "unknown_choice",
        QuestionKind.DECLARATION: "unknown_choice",
        QuestionKind.EMAIL: "not_an_email",
    }.get(asked.kind, "too_long")
    told = {
        "input_title": _cut(asked.text.in_language(language), LONGEST_TITLE),
        "input_message": _cut(how(asked, book, language), LONGEST_MESSAGE),
        "error_message": _cut(said(book, f"fault.{fault}.expected", language, most=LONGEST_TEXT), LONGEST_MESSAGE),
    }
    return {**_bounds(asked, choices), **told}


def _bounds(asked: Question | Column, choices: str) -> dict[str, Any]:
    if choices:
        return {"validate": "list", "source": choices}
    if asked.kind in (QuestionKind.NUMBER, QuestionKind.MONEY):
        whole = asked.kind is QuestionKind.NUMBER and not asked.decimals
        least = asked.least if asked.least is not None else 0
        most = asked.most if asked.most is not None else MOST_NUMBER
        return {"validate": "integer" if whole else "decimal", "criteria": "between", "minimum": least, "maximum": most}
    if asked.kind is QuestionKind.DATE:
        first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT}


def how(asked: Question | Column, book: Book, language: str) -> str:
    """How to answer: the help of the question, what kind of answer, and its unit."""
    kind = said(book, f"kind.{asked.kind}", language)
    unit = said(book, f"unit.{asked.unit}", language) if asked.unit not in ("", NOK) else ""
    given = asked.help.in_language(language) if isinstance(asked, Question) else ""
    return " ".join(part for part in (given, kind, f"({unit})" if unit else "") if part)


def used_for(question: Question, book: Book, language: str) -> str:
    """What the answer is used for, each thing once, and whether it is personal data."""
    codes = (*(f"use.{feed.to}" for feed in question.feeds), *(f"read.{reader}" for reader in question.read_by))
    uses: Sequence[str] = [said(book, code, language) for code in codes]
    personal = (said(book, "form.personal", language),) if question.personal else ()
    return "\n".join(dict.fromkeys((*uses, *personal)))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide; a little too many rather than too few."""
    return sum(max(1, -(-len(line) * 11 // (width * 10))) for line in text.split("\n"))


def height(*cells: tuple[str, int]) -> int:
    """Height of a row, by the texts of its cells and the widths of their columns."""
    return 4 + LINE * max(lines_of(text, width) for text, width in cells)
