"""The questionnaires ask all that the notes list, in five languages, and nothing that must not be asked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ryddig
from ryddig.domain.questionnaire import LANGUAGES, FeedKind, QuestionKind, full
from ryddig.domain.words import Words
from ryddig.lawbook import load

BOOK = load()
LIBRARY = BOOK.library
# every field of the form in the notes on wages (§ 2.3) -> the questions that ask it
FIELDS = {
    "buyer, contract, signing, kind, CPV, value, period": "contract.buyer contract.reference contract.signed_on "
    "contract.kind contract.cpv contract.value contract.starts_on contract.ends_on",
    "supplier": "firm.name firm.orgnr firm.contact firm.email",
    "own employees": "workers.own workers.permanent workers.temporary workers.part_time workers.own_languages",
    "hired-in": "hire.used hire.number hire.agencies",
    "sole traders": "sole.used sole.traders",
    "subcontractors by tier": "chain.used chain.firms",
    "posted workers": "posted.used posted.number",
    "regulation and tariff agreement": "pay.lowest tariff.bound tariff.which",
    "pay form, day, bank": "pay.forms pay.day pay.times pay.bank",
    "hours, averaging, overtime, supplements": "time.week time.averaging time.overtime time.supplements time.night",
    "travel, board, lodging": "away.travel away.board away.lodging away.deductions away.deducted away.standard",
    "holiday pay": "pay.holiday",
    "pension": "pension.has pension.provider pension.number pension.percent pension.cap pension.proof",
    "HMS cards": "hms.all hms.employer",
    "register status": "firm.registers firm.cleaning_status firm.car_care_status",
    "apprentices": "apprentices.scheme apprentices.number apprentices.share apprentices.attempts",
    "contract and language": "workers.contracts workers.working_language workers.safety_languages",
    "control of subcontractors": "chain.control chain.how chain.routine",
    "orders and fines": "orders.any orders.which",
    "declaration": "signer.true signer.control signer.name signer.role signer.on",
}
# roots that may stand only in a sentence that says it is not asked for
HEALTH_OR_UNION = re.compile(
    r"helse|health|zdrowi|sveikat|sykdom|fagforening|union member|związk|profsąjung", re.IGNORECASE
)
MAY_NAME_THEM = {full("tariff.bound"), full("workers.safety_languages")}


def texts() -> Iterator[tuple[str, Words]]:
    """Every text a supplier reads, with where it stands."""
    for question in LIBRARY.questions.values():
        yield question.id, question.text
        if question.help.nb:
            yield question.id, question.help
        for column in question.columns:
            yield f"{question.id} {column.id}", column.text
    for name, choices in LIBRARY.choice_lists.items():
        yield from ((f"{name} {choice.code}", choice.text) for choice in choices)
    yield from LIBRARY.form_texts.items()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_the_notes_is_asked(field: str) -> None:
    asked = set(LIBRARY.questionnaires["questionnaires.pay"].question_ids())
    assert {full(name) for name in FIELDS[field].split()} <= asked


def test_no_question_of_the_pay_form_is_without_a_field_but_for_these() -> None:
    listed = {full(name) for names in FIELDS.values() for name in names.split()}
    more = set(LIBRARY.questionnaires["questionnaires.pay"].question_ids()) - listed
    assert more == {
        full(name)
        for name in [
            "away.used",
            "away.at_one_address",
            "firm.car_care",
            "firm.cleaning",
            "hms.needed",
            "pay.slips",
            "posted.reported",
            "workers.common_language",
            "workers.safety_information",
            "workers.season",
        ]
    }


def test_the_simplified_forms_ask_less_of_the_same() -> None:
    for simple, whole in (("pay_simple", "pay"), ("human_rights_simple", "human_rights")):
        fewer = set(LIBRARY.questionnaires[full(simple, "questionnaires")].question_ids())
        more = set(LIBRARY.questionnaires[full(whole, "questionnaires")].question_ids())
        assert fewer < more


def test_the_six_steps_each_have_a_lead_question_that_must_be_yes() -> None:
    for name in ("human_rights", "human_rights_simple"):
        questionnaire = LIBRARY.questionnaires[full(name, "questionnaires")]
        leads = [LIBRARY.questions[one] for one in questionnaire.question_ids() if LIBRARY.questions[one].lead]
        assert len(leads) == 6
        for number, question in enumerate(leads, start=1):
            assert str(number) in question.text.en
            (feed,) = question.feeds
            assert (feed.to, feed.rules) == (FeedKind.DEMAND, ("req.human_rights.lead_question",))
            assert feed.when is not None
            assert feed.when.wanted == ("yes",)


def test_every_text_stands_in_five_languages_with_the_same_places() -> None:
    for name, words in texts():
        places = {frozenset(re.findall(r"%\((\w+)\)s", words.in_language(spoken))) for spoken in LANGUAGES}
        assert len(places) == 1, name
        assert words.pl, name
        assert words.lt, name
    untold = [name for name, words in texts() if len({words.nb, words.en, words.pl, words.lt}) == 1]
    assert untold == [], "the same text in all languages was hardly translated"


def test_health_and_union_membership_are_never_asked_for() -> None:
    wrong = [
        name
        for name, words in texts()
        if name.partition(" ")[0] not in MAY_NAME_THEM
        and any(HEALTH_OR_UNION.search(words.in_language(spoken)) for spoken in LANGUAGES)
    ]
    assert wrong == []
    assert "Vi spør aldri" in LIBRARY.questions[full("tariff.bound")].help.nb


def test_persons_are_marked_and_few() -> None:
    personal = {question.id for question in LIBRARY.questions.values() if question.personal}
    assert personal == {full(name) for name in ["firm.contact", "firm.email", "sole.traders", "signer.name"]}


def test_nothing_of_ours_is_called_official() -> None:
    series = [one.series for one in LIBRARY.questions.values()]
    series += [one.series for one in LIBRARY.questionnaires.values()]
    assert {entry.status.value for one in series for entry in one.entries} == {"unverified"}


def test_every_text_that_code_asks_for_exists() -> None:
    heads = {name.partition(".")[0] for name in LIBRARY.form_texts}
    root = Path(ryddig.__file__).parent
    asked: set[str] = set()
    for path in (*root.glob("*/self_report*.py"), *root.glob("domain/answer*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "said":
                asked |= {str(part.value) for part in node.args if isinstance(part, ast.Constant)}
    assert {one for one in asked if one.partition(".")[0] in heads} <= LIBRARY.form_texts.keys()
    assert len(asked) > 5
    needed = {f"kind.{kind}" for kind in QuestionKind} | {f"use.{kind}" for kind in FeedKind}
    units = {question.unit for question in LIBRARY.questions.values()} - {""}
    units |= {column.unit for question in LIBRARY.questions.values() for column in question.columns} - {""}
    assert needed | {f"unit.{unit}" for unit in units} <= LIBRARY.form_texts.keys()
    faults = {name.rpartition(".")[0] for name in LIBRARY.form_texts if name.startswith("fault.")}
    assert all(f"{fault}.{part}" in LIBRARY.form_texts for fault in faults for part in ("wrong", "expected", "cure"))
