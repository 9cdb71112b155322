"""Every dated rule of a book by id, whatever its shape: what lint counts, `show` finds and `diff` compares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ryddig.domain.law import Book, Series
from ryddig.domain.words import Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated rule: its shape, its id, what it is called, its series, its text where it has one, and its layer."""

    shape: str
    id: str
    name: Words
    series: Series
    text: Words | None = None
    layer: str = "national"


def catalogue(book: Book) -> Mapping[str, Rule]:
    """All dated rules by id, in the order of the book."""
    return {rule.id: rule for rule in _rules(book)}


def _rules(book: Book) -> Iterator[Rule]:
    for series in book.series.values():
        yield Rule("series", series.id, series.name, series, layer=_layer(series.id, book))
    for duty in book.duties:
        yield Rule("duty", duty.id, duty.name, duty.series, duty.text, duty.layer)
    yield from _risk(book)
    yield from _library(book)
    yield from _questionnaires(book)


def _layer(name: str, book: Book) -> str:
    prefix = name.partition(".")[0]
    return prefix if prefix in book.layers else "national"


def _risk(book: Book) -> Iterator[Rule]:
    for factor in book.risk_factors:
        yield Rule("risk_factor", factor.id, factor.name, factor.series, factor.asks)
    for level in book.risk_levels:
        yield Rule("risk_level", level.score_from.id, level.name, level.score_from)
    for flag in book.red_flags:
        yield Rule("red_flag", flag.id, flag.name, flag.series, flag.asks if flag.asks.nb else None)
    for product in book.risk_products:
        yield Rule("risk_product", product.id, product.product, product.series, product.category)


def _library(book: Book) -> Iterator[Rule]:
    library = book.library
    for method in library.methods.values():
        yield Rule("method", method.id, method.name, method.series, method.text)
    for sanction in library.sanctions.values():
        yield Rule("sanction", sanction.id, sanction.name, sanction.series, sanction.text)
    for requirement in library.requirements.values():
        yield Rule("requirement", requirement.id, requirement.name, requirement.series, requirement.text)
    for checklist in library.checklists.values():
        yield Rule("checklist", checklist.id, checklist.name, checklist.series)
    for signs in library.warning_signs.values():
        yield Rule("warning_signs", signs.id, signs.name, signs.series)
    yield from _checks(book)
    for signal in library.signals.values():
        yield Rule("supplier_signal", signal.id, signal.name, signal.series, signal.asks)
    for group in library.cpv_groups.values():
        yield Rule("cpv_group", group.series.id, group.name, group.series)
    for layer in library.layers.values():
        yield Rule("layer", layer.series.id, layer.name, layer.series, layer.text, layer.id)


def _checks(book: Book) -> Iterator[Rule]:
    for check in book.library.pay_checks.values():
        yield Rule("pay_check", check.id, check.name, check.series, check.asks)
    for point in book.library.site_checks.values():
        yield Rule("site_check", point.id, point.name, point.series, point.look)


def _questionnaires(book: Book) -> Iterator[Rule]:
    library = book.library
    for document in library.documents.values():
        yield Rule("document", document.id, document.name, document.series, document.text)
    for questionnaire in library.questionnaires.values():
        yield Rule("questionnaire", questionnaire.id, questionnaire.name, questionnaire.series, questionnaire.text)
    for question in library.questions.values():
        yield Rule("question", question.id, question.text, question.series, question.help if question.help.nb else None)
