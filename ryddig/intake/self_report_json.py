"""A self-report that came back, as plain values for JSON: answers, problems, what they mean, risk before and after."""

from collections.abc import Mapping
from typing import Any

from ryddig.domain.answer_checks import AnswerProblem
from ryddig.domain.answers import Answers, answers_plain, progress
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form
from ryddig.domain.risk import RiskAssessment
from ryddig.domain.self_report import DeviationProposal, Meaning, RiskDifference
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
        "risk": {
            "before": risk_plain(difference.before),
            "after": risk_plain(difference.after),
            "rises": difference.rises,
            "changes": plain(difference.changes),
        },
    }


def meaning_plain(meaning: Meaning) -> dict[str, Any]:
    """What the answers lead to, each with its reasons. Figures are exact, as text `numerator/denominator`."""
    return {
        "facts": plain(meaning.facts),
        "risks": plain(meaning.risks),
        "proposals": [proposal_plain(one) for one in meaning.proposals],
        "untested": plain(meaning.untested),
        "look_ups": plain(meaning.look_ups),
        "differences": [{**plain(one), "stated": plain(one.stated)} for one in meaning.differences],
        "documents": plain(meaning.documents),
        "missing": list(meaning.missing),
        "contradictions": list(meaning.contradictions),
        "for_people": plain(meaning.for_people),
    }


def proposal_plain(proposal: DeviationProposal) -> dict[str, Any]:
    """One proposal of a deviation."""
    figures = {name: str(getattr(proposal, name)) for name in ("found", "due") if getattr(proposal, name) is not None}
    return {**plain(proposal), **figures}


def risk_plain(risk: RiskAssessment) -> Mapping[str, object]:
    """The level and what it sums to."""
    return {"level": risk.level, "work_level": risk.work_level, "chain_level": risk.chain_level, "score": risk.score}


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
