"""Questionnaires and questions as `ryddig lawbook show` tells them: five languages, uses, order, conditions."""

from typing import Any

from ryddig.domain.law import Book
from ryddig.domain.questionnaire import LANGUAGES, AnswerTest, Question, Questionnaire
from ryddig.domain.words import Words


def questionnaire_tree(rule_id: str, book: Book, lang: str) -> dict[str, Any]:
    """What `show` adds for a questionnaire or a question; nothing for other rules."""
    question = book.library.questions.get(rule_id)
    if question is not None:
        return _question(question, book, lang)
    questionnaire = book.library.questionnaires.get(rule_id)
    return {} if questionnaire is None else _questionnaire(questionnaire, book, lang)


def _in_each(words: Words) -> list[str]:
    return [f"{spoken}: {words.in_language(spoken)}" for spoken in LANGUAGES]


def _question(question: Question, book: Book, lang: str) -> dict[str, Any]:
    choices = book.library.choice_lists.get(question.choices, ())
    uses = [f"{feed.to}: {', '.join(feed.rules)}{_when(feed.when)}" for feed in question.feeds]
    asked_in = [one.id for one in book.library.questionnaires.values() if question.id in one.question_ids()]
    return {
        "kind": f"{question.kind}, {question.about}, {'personal' if question.personal else 'not personal'}",
        "texts": _in_each(question.text),
        "choices": [f"{choice.code}: {choice.text.in_language(lang)}" for choice in choices],
        "columns": [f"{one.id} ({one.kind}): {one.text.in_language(lang)}" for one in question.columns],
        "asked_when": [f"{name}{_when(test)}" for name, test in question.shown_when],
        "used_for": [*uses, *(f"read by: {reader}" for reader in question.read_by)],
        "asked_in": asked_in,
    }


def _when(test: AnswerTest | None) -> str:
    if test is None:
        return ""
    wanted = ", ".join(map(str, test.wanted)) if isinstance(test.wanted, tuple) else str(test.wanted)
    return f" ← {test.name} {wanted}"


def _questionnaire(questionnaire: Questionnaire, book: Book, lang: str) -> dict[str, Any]:
    asked: list[str] = []
    for section in questionnaire.sections:
        asked.append(section.name.in_language(lang))
        for name in section.questions:
            question = book.library.questions[name]
            asked.append(f"  {name} ({question.kind}): {question.text.in_language(lang)}")
    return {"texts": _in_each(questionnaire.name), "questions": asked, "deadline": questionnaire.deadline}
