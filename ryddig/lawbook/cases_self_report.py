"""Worked cases of self-reports: which questions are asked, and what answers lead to."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from ryddig.domain.answers import Answers, answers_from_plain, asked
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form, form_on, full, short
from ryddig.domain.screening import Screener
from ryddig.domain.self_report import Meaning, ReportCase
from ryddig.domain.self_report_weighing import weigh

Given = Mapping[str, Any]
NOTHING: Final = "–"


def _form(given: Given, book: Book) -> tuple[Form, Answers]:
    """The form on the day, and the answers; questions are named without their first part."""
    form = form_on(book, given["questionnaire"], given["on"])
    values = {full(name): {"value": value, "on": given["on"].isoformat()} for name, value in given["answers"].items()}
    stored = {"questionnaire": form.questionnaire.id, "version": form.version, "answers": values}
    return form, answers_from_plain(stored, form)


def _asked(given: Given, book: Book) -> str:
    """{questionnaire, on, section, answers}: the questions of the section that are asked"""
    form, answers = _form(given, book)
    section = next(section for section in form.sections if section.id == given["section"])
    shown = {question.id for question in asked(form, answers)}
    return " ".join(short(one.id) for one in section.questions if one.id in shown) or NOTHING


def _meaning(given: Given, book: Book) -> Meaning:
    form, answers = _form(given, book)
    on: date = given["on"]
    facts = TypeAdapter(ContractFacts).validate_python({"reference": "case", **given.get("facts", {})})
    terms = frozenset(given["terms"]) if "terms" in given else None
    screening = Screener(book).screen(facts, on=on)
    case = ReportCase(book, on, screening, terms, given.get("due_on"), given.get("delivered_on"))
    return weigh(form, answers, case)


def _proposals(given: Given, book: Book) -> str:
    """{questionnaire, on, answers, facts, terms, due_on, delivered_on}: outcome, rule and row of each proposal"""
    found = _meaning(given, book).proposals
    return (
        "; ".join(" ".join(filter(None, (one.outcome, one.rule, str(one.row or ""), one.why))) for one in found)
        or NOTHING
    )


def _risks(given: Given, book: Book) -> str:
    """{questionnaire, on, answers, facts, due_on, delivered_on}: the yes and no under each risk factor and flag"""
    found = _meaning(given, book).risks
    told = (f"{one.factor} {'yes' if one.known.value else 'no'}{' kept' if one.kept else ''}" for one in found)
    return "; ".join(sorted(told)) or NOTHING


SELF_REPORT_CHECKS: Mapping[str, Callable[[Given, Book], str]] = {
    "self_report_asked": _asked,
    "self_report_proposals": _proposals,
    "self_report_risks": _risks,
}
