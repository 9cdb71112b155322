"""What a single answer may be, where the eye of a reader would let a slip pass."""

from datetime import date
from typing import Final

import pytest

from ryddig.domain.answer_checks import LONGEST_EMAIL, AnswerProblem, check_answer
from ryddig.domain.questionnaire import LANGUAGES, QuestionKind, form_on
from ryddig.lawbook import load

ON: Final = date(2026, 11, 20)
BOOK: Final = load()
EMAIL: Final = "questions.firm.email"


def problems(given: str) -> tuple[AnswerProblem, ...]:
    form = form_on(BOOK, "questionnaires.pay_simple", ON)
    question = form.question(EMAIL)
    assert question is not None
    return check_answer(form, question, given)


@pytest.mark.parametrize(
    "given", ["ola@prove.example", "o.l+a@sub-firma.prove.no", "øystein@blåfjell.no", "OLA@PROVE.NO", "o'la@prove.no"]
)
def test_an_address_is_taken(given: str) -> None:
    assert problems(given) == ()


@pytest.mark.parametrize(
    "given",
    [
        "feil@@ x",
        "ola",
        "ola@prove",
        "ola@prove.",
        "@prove.no",
        "ola@.no",
        "ola@prove..no",
        "ola prøve@prove.no",
        "ola@prove.no, per@prove.no",
        "ola@prove.no;per@prove.no",
        "Ola <ola@prove.no>",
        "o" * LONGEST_EMAIL + "@prove.no",
    ],
)
def test_what_is_no_address_is_told_with_what_is_expected(given: str) -> None:
    (problem,) = problems(given)
    assert problem.code == "not_an_email"
    for language in LANGUAGES:
        assert all(problem.told(BOOK, language))


def test_every_question_of_an_address_is_of_that_kind() -> None:
    asked = [one for one in BOOK.library.questions.values() if one.id.endswith("email")]
    assert asked
    assert {one.kind for one in asked} == {QuestionKind.EMAIL}
