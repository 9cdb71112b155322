"""Checked models of the library and the risk rules -> the frozen values of the domain."""

from collections.abc import Callable, Mapping
from typing import Any

from ryddig.domain.law import CountsFrom, RedFlag, RiskFactor, RiskLevel, RiskProduct, Series
from ryddig.domain.law_library import (
    Checklist,
    ChecklistItem,
    CpvGroup,
    GlossaryWord,
    Layer,
    Method,
    MethodStep,
    PayCheck,
    Requirement,
    Sanction,
    SiteCheck,
    WarningSign,
    WarningSigns,
)
from ryddig.domain.reactions import NEEDS
from ryddig.domain.words import NO_WORDS, Words
from ryddig.lawbook import build_documents, build_questionnaires
from ryddig.lawbook import shapes_library as shapes
from ryddig.lawbook.build import IN_FORCE, Known, entries, source, words
from ryddig.lawbook.build_signals import supplier_signal
from ryddig.lawbook.faults import Refused
from ryddig.lawbook.predicates import condition, conditions
from ryddig.lawbook.shapes import EntryModel, LayerModel


def _dated(model: Any, known: Known, *, unit: str = IN_FORCE, name: Words | None = None) -> Series:  # noqa: ANN401 - every model here has id, counts_from and series
    found: tuple[EntryModel, ...] = model.series
    counts_from: CountsFrom = model.counts_from
    return Series(str(model.id), name or words(model.name), unit, counts_from, entries(found, known, ("series",)))


def risk_factor(model: shapes.RiskFactorModel, known: Known) -> RiskFactor:
    """A risk factor; every weight is a whole number."""
    series = _dated(model, known, unit="weight")
    for number, entry in enumerate(series.entries):
        if entry.value is not None and type(entry.value) is not int:
            raise Refused("wrong_value", ("series", number, "value"), key="value", given=entry.value, want="1, 2, 3 …")
    wanted = condition(model.test, model.wanted, ("wanted",)).wanted
    return RiskFactor(model.id, words(model.name), words(model.asks), model.test, wanted, series)


def risk_level(model: shapes.RiskLevelModel, known: Known) -> RiskLevel:
    """low, medium or high."""
    name = words(model.name)
    found = entries(model.score_from, known, ("score_from",))
    return RiskLevel(
        id=model.id,
        name=name,
        score_from=Series(f"risk_levels.{model.id}", name, "score", model.counts_from, found),
        single_weight=model.single_weight,
        steps=model.steps,
        triggers=tuple(words(text) for text in model.triggers),
        factors_alone=model.factors_alone,
    )


def red_flag(model: shapes.RedFlagModel, known: Known) -> RedFlag:
    """A red flag; severity is `hard` or 1 to 4."""
    series = _dated(model, known, unit="severity")
    for number, entry in enumerate(series.entries):
        if entry.value not in (None, "hard", 1, 2, 3, 4) or isinstance(entry.value, bool):
            raise Refused(
                "wrong_value", ("series", number, "value"), key="value", given=entry.value, want="hard, 1, 2, 3, 4"
            )
    wanted = condition(model.test, model.wanted, ("wanted",)).wanted if model.test else None
    return RedFlag(
        id=model.id,
        name=words(model.name),
        data=model.data,
        severity=str(series.entries[0].value),
        test=model.test,
        wanted=wanted,
        series=series,
        asks=words(model.asks) if model.asks else NO_WORDS,
    )


def risk_product(model: shapes.RiskProductModel, known: Known) -> RiskProduct:
    """A product of the high-risk list."""
    return RiskProduct(
        id=model.id,
        category=words(model.category),
        product=words(model.product),
        levels=dict[str, str](model.levels.items()),
        themes=tuple(words(theme) for theme in model.themes),
        countries=model.countries,
        generation=model.generation,
        cpv=model.cpv,
        series=_dated(model, known, name=words(model.product)),
        cpv_status=model.cpv_status,
    )


def method(model: shapes.MethodModel, known: Known) -> Method:
    """A method version."""
    steps = tuple(MethodStep(s.number, s.action, words(s.name), words(s.when), s.status) for s in model.steps)
    return Method(model.id, words(model.name), words(model.text), steps, _dated(model, known))


def sanction(model: shapes.SanctionModel, known: Known) -> Sanction:
    """A reaction. Raises Refused for a need that `domain/reactions.py` does not know."""
    for number, need in enumerate(model.needs):
        if need not in NEEDS:
            raise Refused("unknown_need", ("needs", number), given=need, known=", ".join(sorted(NEEDS)))
    return Sanction(
        id=model.id,
        code=model.code,
        rung=model.rung,
        name=words(model.name),
        text=words(model.text),
        condition=words(model.condition),
        series=_dated(model, known),
        deadline=model.deadline,
        confirmed_by_second=model.confirmed_by_second,
        needs=model.needs,
    )


def requirement(model: shapes.RequirementModel, known: Known) -> Requirement:
    """A requirement of the library."""
    return Requirement(
        id=model.id,
        name=words(model.name),
        theme=model.theme,
        level=model.level,
        kind=model.kind,
        text=words(model.text),
        metric=words(model.metric),
        operator=model.operator,
        evidence=tuple(words(text) for text in model.evidence),
        report_interval=model.report_interval,
        series=_dated(model, known, unit=model.unit),
        labels=model.labels,
        evidence_tier=model.evidence_tier,
        due=model.due,
        cpv=model.cpv,
        cpv_status=model.cpv_status,
        conditions=conditions(model.applies_when, ("applies_when",)),
        sanctions=model.sanctions,
    )


def checklist(model: shapes.ChecklistModel, known: Known) -> Checklist:
    """A checklist; its points have ids of their own."""
    items = tuple(_point(item, known, number) for number, item in enumerate(model.items))
    _once(tuple(item.id for item in items), "items")
    opening = _asked(model.opening) if model.opening else NO_WORDS
    return Checklist(model.id, words(model.name), model.level, model.purchase, items, _dated(model, known), opening)


def _asked(model: shapes.AskedWordsModel) -> Words:
    return Words(model.nb, model.nn, model.en, model.pl, model.lt)


def site_check(model: shapes.SiteCheckModel, known: Known) -> SiteCheck:
    """A point of an on-site control."""
    return SiteCheck(
        id=model.id,
        code=model.code,
        name=words(model.name),
        look=words(model.look),
        trades=model.trades,
        kinds=model.kinds,
        counts=model.counts,
        danger=model.danger,
        rules=model.rules,
        series=_dated(model, known),
    )


def _point(item: shapes.ChecklistItemModel, known: Known, number: int) -> ChecklistItem:
    found = source(item.source, known, ("items", number, "source")) if item.source else None
    return ChecklistItem(item.id, _asked(item.text), item.phase, item.rules, item.theme, found)


def pay_check(model: shapes.PayCheckModel, known: Known) -> PayCheck:
    """A check of the pay control."""
    name, asks, document = words(model.name), words(model.asks), words(model.document)
    return PayCheck(model.id, model.code, name, asks, document, model.flag, _dated(model, known))


def warning_signs(model: shapes.WarningSignsModel, known: Known) -> WarningSigns:
    """The warning signs of one trade."""
    signs = tuple(WarningSign(s.id, words(s.text), words(s.do), s.flag, s.status) for s in model.signs)
    _once(tuple(sign.id for sign in signs), "signs")
    return WarningSigns(model.id, words(model.name), model.cpv_group, signs, _dated(model, known))


def _once(ids: tuple[str, ...], key: str) -> None:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            raise Refused("duplicate_id", (key, number, "id"), given=one, other=f"{key}[{ids.index(one)}]")


def cpv_group(model: shapes.CpvGroupModel, known: Known) -> CpvGroup:
    """CPV prefixes under one name. The id of its series begins with `cpv_groups.`, so that it can have worked cases."""
    name = words(model.name)
    found = entries(model.series, known, ("series",))
    return CpvGroup(
        model.id, name, model.prefixes, Series(f"cpv_groups.{model.id}", name, IN_FORCE, model.counts_from, found)
    )


def glossary(model: shapes.GlossaryWordModel, known: Known) -> GlossaryWord:
    """A word of the glossary."""
    if model.source not in known.sources:
        raise Refused("unknown_source", ("source",), given=model.source, close="–")
    return GlossaryWord(
        code=model.code,
        nb=model.nb,
        nn=model.nn,
        en=model.en,
        meaning=words(model.meaning),
        source=model.source,
        status=model.status,
        banned=model.banned,
        not_to_confuse=model.not_to_confuse,
        headers=model.headers,
        field=model.field,
    )


def layer(model: LayerModel, known: Known) -> Layer:
    """A local layer. The id of its series begins with `layers.`."""
    name = words(model.name)
    found = entries(model.series, known, ("series",))
    return Layer(
        model.id, name, words(model.text), Series(f"layers.{model.id}", name, IN_FORCE, model.counts_from, found)
    )


MAKERS: Mapping[str, Callable[[Any, Known], Any]] = {
    "risk_factor": risk_factor,
    "risk_level": risk_level,
    "red_flag": red_flag,
    "risk_product": risk_product,
    "method": method,
    "sanction": sanction,
    "requirement": requirement,
    "checklist": checklist,
    "site_check": site_check,
    "warning_signs": warning_signs,
    "pay_check": pay_check,
    "supplier_signal": supplier_signal,
    "cpv_group": cpv_group,
    "glossary": glossary,
    "layer": layer,
    "document": build_documents.document,
    "questionnaire": build_questionnaires.questionnaire,
    "question": build_questionnaires.question,
    "choice_list": lambda model, _: build_questionnaires.choice_list(model),
    "form_text": lambda model, _: build_questionnaires.form_text(model),
}
