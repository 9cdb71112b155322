"""A self-report that came back, as plain values for JSON: answers, problems, what they mean, risk before and after."""

from typing import Any

from ryddig.domain.answer_checks import AnswerProblem
from ryddig.domain.answers import Answers, answers_plain, progress
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form
from ryddig.domain.self_report import Meaning, RiskDifference
from ryddig.domain.self_report_plain import difference_plain, meaning_plain
from ryddig.domain.serial import plain


def report_plain(form: Form, answers: Answers, *, meaning: Meaning, difference: RiskDifference) -> dict[str, Any]:
    """Everything the answers are and lead to."""
    done = progress(form, answers)
    return {
        **answers_plain(answers),
        "asked": done.asked,
        "answered": done.answered,
        "complete": done.complete,
        "meaning": meaning_plain(meaning),
        "risk": difference_plain(difference),
    }


def problem_plain(problem: AnswerProblem, book: Book, language: str) -> dict[str, Any]:
    """One problem with its place and its sentences."""
    wrong, expected, cure = problem.told(book, language)
    return {
        "code": problem.code,
        "question": problem.question,
        "row": problem.row,
        "column": problem.column,
        "note": problem.note,
        "where": plain(problem.where) if problem.where else None,
        "wrong": wrong,
        "expected": expected,
        "cure": cure,
    }
