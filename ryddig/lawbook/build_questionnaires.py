"""Checked models of questionnaires, questions, choices and form texts -> the frozen values of the domain."""

from ryddig.domain.law import Series
from ryddig.domain.questionnaire import (
    AnswerTest,
    Choice,
    Column,
    CrossCheck,
    Feed,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)
from ryddig.domain.words import NO_WORDS, Words
from ryddig.lawbook import shapes_questionnaires as shapes
from ryddig.lawbook.build import IN_FORCE, Known, entries
from ryddig.lawbook.faults import Refused

VERSION = "version"


def form_words(model: shapes.FormWordsModel) -> Words:
    """The text in its five languages."""
    return Words(model.nb, model.nn, model.en, model.pl, model.lt)


def choice_list(model: shapes.ChoiceListModel) -> tuple[Choice, ...]:
    """A list of choices; each code and each text stands once, or an answer could be read in two ways."""
    for number, one in enumerate(model.choices):
        for other in model.choices[:number]:
            if one.code == other.code or _same_text(one, other):
                raise Refused("duplicate_id", ("choices", number), given=one.code, other=f"choices: {other.code}")
    return tuple(Choice(one.code, form_words(one)) for one in model.choices)


def _same_text(one: shapes.ChoiceModel, other: shapes.ChoiceModel) -> bool:
    pairs = zip(_texts(one), _texts(other), strict=True)
    return any(mine == theirs for mine, theirs in pairs)


def _texts(model: shapes.FormWordsModel) -> tuple[str, ...]:
    return tuple(" ".join(text.casefold().split()) for text in (model.nb, model.nn, model.en, model.pl, model.lt))


def form_text(model: shapes.FormTextModel) -> Words:
    """A fixed text."""
    return form_words(model)


def _tests(given: shapes.Conditions) -> tuple[tuple[str, AnswerTest], ...]:
    return tuple((name, _test(test)) for name, test in given.items())


def _test(given: shapes.TestModel) -> AnswerTest:
    name, wanted = next(iter(given.items()))
    return AnswerTest(name, wanted)


def _feed(model: shapes.FeedModel) -> Feed:
    return Feed(model.to, model.rules, None if model.when is None else _test(model.when))


def _column(model: shapes.ColumnModel) -> Column:
    return Column(
        model.id,
        QuestionKind(model.kind),
        form_words(model.text),
        model.choices,
        model.required,
        model.unit,
        model.decimals,
        model.least,
        model.most,
    )


def question(model: shapes.QuestionModel, known: Known) -> Question:
    """A question."""
    text = form_words(model.text)
    return Question(
        id=model.id,
        kind=model.kind,
        text=text,
        series=Series(model.id, text, IN_FORCE, model.counts_from, entries(model.series, known, ("series",))),
        about=model.about,
        personal=model.personal,
        help=form_words(model.help) if model.help else NO_WORDS,
        required=model.required,
        choices=model.choices,
        columns=tuple(_column(column) for column in model.columns),
        shown_when=_tests(model.shown_when),
        feeds=tuple(_feed(feed) for feed in model.feeds),
        read_by=model.read_by,
        lead=model.lead,
        unit=model.unit,
        decimals=model.decimals,
        least=model.least,
        most=model.most,
        keeps=model.keeps,
    )


def questionnaire(model: shapes.QuestionnaireModel, known: Known) -> Questionnaire:
    """A questionnaire; versions are whole numbers that rise with the dates."""
    name = form_words(model.name)
    series = Series(model.id, name, VERSION, model.counts_from, entries(model.series, known, ("series",)))
    before = 0
    for number, entry in reversed(list(enumerate(series.entries))):
        if entry.value is not None and (type(entry.value) is not int or entry.value <= before):
            raise Refused("wrong_value", ("series", number, "value"), key="value", given=entry.value, want="1, 2, 3 …")
        before = entry.value if type(entry.value) is int else before
    checks = (CrossCheck(one.id, form_words(one.text), _tests(one.when)) for one in model.cross_checks)
    return Questionnaire(
        id=model.id,
        name=name,
        text=form_words(model.text),
        sections=tuple(Section(one.id, form_words(one.name), one.questions) for one in model.sections),
        series=series,
        deadline=model.deadline,
        keeps=model.keeps,
        missing=model.missing,
        not_delivered=model.not_delivered,
        cross_checks=tuple(checks),
    )
