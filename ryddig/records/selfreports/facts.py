"""Row -> answers and back: the only translation between what is stored of a self-report and what the core sees."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from ryddig.domain.answers import Answers, Given, answers_from_plain, answers_plain
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form, form_of_version
from ryddig.domain.self_report import Meaning
from ryddig.domain.self_report_plain import meaning_from_plain
from ryddig.domain.self_report_prefill import Prefill, Prefilled
from ryddig.records.selfreports.models import (
    SelfReport,
    SelfReportDraft,
    SelfReportPersons,
    SelfReportRequest,
    SelfReportWeighing,
)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands in a draft from before: where it is from (contract, firm, other), and how good it is."""

    origin: str
    state: Prefill
    given: Given


def form_asked(request: SelfReportRequest, book: Book) -> Form:
    """The form as it was in the version that was sent."""
    return form_of_version(book, request.questionnaire, request.version)


def draft_answers(draft: SelfReportDraft, form: Form) -> Answers:
    """The answers so far."""
    return answers_from_plain(draft.answers, form)


def prefilled_of(draft: SelfReportDraft, form: Form) -> dict[str, Before]:
    """What stands in the draft from before and nobody has looked at yet, by question."""
    stored = {name: {"value": one["value"], "on": one["on"]} for name, one in draft.prefilled.items()}
    shape = {"questionnaire": form.questionnaire.id, "version": form.version, "answers": stored}
    given = answers_from_plain(shape, form).given
    return {
        name: Before(draft.prefilled[name]["from"], Prefill(draft.prefilled[name]["state"]), one)
        for name, one in given.items()
    }


def prefilled_plain(found: Mapping[str, tuple[str, Prefilled]]) -> dict[str, Any]:
    """The same as the draft keeps it. `found`: question -> (origin, what was found)."""
    return {
        name: {**_value(one.given), "from": origin, "state": one.state.value}
        for name, (origin, one) in found.items()
        if one.given is not None
    }


def _value(given: Given) -> dict[str, Any]:
    stored: dict[str, Any] = answers_plain(Answers("", 0, {"": given}))["answers"][""]
    return stored


def report_answers(report: SelfReport, book: Book) -> Answers:
    """The answers of a report, those that name persons among them while they are kept."""
    form = form_of_version(book, report.questionnaire, report.version)
    try:
        persons: dict[str, Any] = report.persons.answers
    except SelfReportPersons.DoesNotExist:
        persons = {}
    return answers_from_plain({**report.answers, "answers": {**report.answers["answers"], **persons}}, form)


def split_persons(form: Form, answers: Answers) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers in the stored shape without those that name persons, and these apart."""
    stored = answers_plain(answers)
    personal = {question.id for question in form.questions if question.personal}
    persons = {name: one for name, one in stored["answers"].items() if name in personal}
    rest = {name: one for name, one in stored["answers"].items() if name not in personal}
    return {**stored, "answers": rest}, persons


def digest(answers: Answers) -> str:
    """SHA-256 of all answers, the same whatever the order."""
    return sha256(json.dumps(answers_plain(answers), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def meaning_of(weighing: SelfReportWeighing) -> Meaning:
    """What the answers led to on the day."""
    return meaning_from_plain(weighing.meaning)


def dated(answers: Answers, names: Collection[str], on: date) -> Answers:
    """The same answers, those named given the day `on`."""
    given = {name: Given(one.value, on) if name in names else one for name, one in answers.given.items()}
    return Answers(answers.questionnaire, answers.version, given)
