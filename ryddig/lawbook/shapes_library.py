"""What a law file may hold: risk rules, methods, sanctions, requirements, checklists, warning signs, words, groups."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from ryddig.domain.law import CountsFrom, Status
from ryddig.lawbook.shapes import (
    CountsFromName,
    CpvPrefix,
    Entries,
    Identifier,
    Model,
    SourceField,
    StatusName,
    Text,
    Theme,
    WordsModel,
)

LevelName = Literal["low", "medium", "high"]
ProductLevel = Literal["low", "medium", "high", "very_high", "unknown", "not_assessed"]
GuideLevel = Literal["basis", "avansert"]


class RiskFactorModel(Model):
    """`what: risk_factor`. `test` and `wanted` name a predicate of `domain/duties.py`; a question only a person answers
    has `test: answer` and its own id as `wanted`. `series` gives the weight, a whole number.
    """

    what: Literal["risk_factor"]
    id: Identifier
    name: WordsModel
    asks: WordsModel
    test: Text
    wanted: object
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class RiskLevelModel(Model):
    """`what: risk_level`. `score_from` is the series of the lowest score that gives the level."""

    what: Literal["risk_level"]
    id: LevelName
    name: WordsModel
    score_from: Entries
    single_weight: int | None = None
    factors_alone: tuple[str, ...] = ()
    steps: tuple[str, ...]
    triggers: Annotated[tuple[WordsModel, ...], Field(min_length=1)]
    counts_from: CountsFromName = CountsFrom.DECIDED


class RedFlagModel(Model):
    """`what: red_flag`. `series` gives the severity: `hard` or 1–4. `test` is left out when no fact shows it today.
    `asks` is the question to a person, left out where nobody is asked.
    """

    what: Literal["red_flag"]
    id: Identifier
    name: WordsModel
    asks: WordsModel | None = None
    data: Annotated[tuple[str, ...], Field(min_length=1)]
    test: str = ""
    wanted: object = None
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class RiskProductModel(Model):
    """`what: risk_product`. `series`: value true since the list said so; `cpv_status`: how sure the prefixes are."""

    what: Literal["risk_product"]
    id: Identifier
    category: WordsModel
    product: WordsModel
    levels: Annotated[Mapping[Literal["raw", "component", "final"], ProductLevel], Field(min_length=1)]
    themes: tuple[WordsModel, ...]
    countries: tuple[str, ...] = ()
    generation: Literal["new", "mid", "old"]
    cpv: tuple[CpvPrefix, ...]
    cpv_status: StatusName = Status.UNVERIFIED
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class MethodStepModel(Model):
    """One step of a method."""

    number: Annotated[int, Field(ge=1, le=20)]
    action: str = ""
    name: WordsModel
    when: WordsModel
    status: StatusName


class MethodModel(Model):
    """`what: method`."""

    what: Literal["method"]
    id: Identifier
    name: WordsModel
    text: WordsModel
    steps: Annotated[tuple[MethodStepModel, ...], Field(min_length=1)]
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class SanctionModel(Model):
    """`what: sanction`."""

    what: Literal["sanction"]
    id: Identifier
    code: Annotated[str, Field(pattern=r"^S[0-9]$")]
    rung: Annotated[int, Field(ge=0, le=8)]
    name: WordsModel
    text: WordsModel
    condition: WordsModel
    needs: tuple[str, ...] = ()
    deadline: str = ""
    confirmed_by_second: bool = False
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class RequirementModel(Model):
    """`what: requirement`. `series`: the target figure in `unit`, or true where no figure is set."""

    what: Literal["requirement"]
    id: Identifier
    name: WordsModel
    theme: Theme
    level: GuideLevel
    kind: Literal["specification", "contract_term", "qualification", "award_criterion", "promise", "incentive"]
    text: WordsModel
    metric: WordsModel
    unit: Text
    operator: Literal["at_least", "at_most", "equals", "shown"]
    evidence: Annotated[tuple[WordsModel, ...], Field(min_length=1)]
    report_interval: Literal["once", "monthly", "quarterly", "yearly", "each_delivery", "at_handover", "on_request"]
    labels: tuple[str, ...] = ()
    evidence_tier: Literal["", "spend_factor", "industry_average", "product_figure", "measured"] = ""
    due: str = ""
    cpv: tuple[CpvPrefix, ...] = ()
    cpv_status: StatusName = Status.UNVERIFIED
    applies_when: Mapping[str, object] = Field(default_factory=dict)
    sanctions: tuple[str, ...] = ()
    counts_from: CountsFromName = CountsFrom.ANNOUNCED
    series: Entries


class AskedWordsModel(WordsModel):
    """A text that is also put to a worker, in Polish and Lithuanian as well where it is."""

    pl: str = ""
    lt: str = ""


class ChecklistItemModel(Model):
    """One point of a checklist."""

    id: Identifier
    text: AskedWordsModel
    phase: Literal["prepare", "start", "run", "change", "end"]
    rules: tuple[str, ...] = ()
    theme: Theme = "follow_up"
    source: SourceField | None = None


class ChecklistModel(Model):
    """`what: checklist`."""

    what: Literal["checklist"]
    id: Identifier
    name: WordsModel
    level: GuideLevel
    purchase: Literal["framework", "single", "any"]
    items: Annotated[tuple[ChecklistItemModel, ...], Field(min_length=1)]
    opening: AskedWordsModel | None = None
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class SiteCheckModel(Model):
    """`what: site_check`. `series`: value true since the point is asked; its status says how sure its basis is."""

    what: Literal["site_check"]
    id: Identifier
    code: Annotated[str, Field(pattern=r"^SITE-[0-9]{2}$")]
    name: WordsModel
    look: WordsModel
    trades: tuple[str, ...] = ()
    kinds: tuple[Literal["goods", "services", "works"], ...] = ()
    counts: Literal["", "crew", "cards"] = ""
    danger: bool = False
    rules: tuple[str, ...] = ()
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class WarningSignModel(Model):
    """One sign of a trade."""

    id: Identifier
    text: WordsModel
    do: WordsModel
    flag: str = ""
    status: StatusName


class WarningSignsModel(Model):
    """`what: warning_signs`."""

    what: Literal["warning_signs"]
    id: Identifier
    name: WordsModel
    cpv_group: str = ""
    signs: Annotated[tuple[WarningSignModel, ...], Field(min_length=1)]
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries


class PayCheckModel(Model):
    """`what: pay_check`. `document`: what to ask the supplier for when the check cannot be tested. `series`: value
    true since the basis holds; its status says how sure the basis is.
    """

    what: Literal["pay_check"]
    id: Identifier
    code: Annotated[str, Field(pattern=r"^(PAY|TIME|OTP|HMS|RF)-[0-9]{2}$")]
    name: WordsModel
    asks: WordsModel
    document: WordsModel
    flag: str = ""
    counts_from: CountsFromName = CountsFrom.WORKED
    series: Entries


class CpvGroupModel(Model):
    """`what: cpv_group`."""

    what: Literal["cpv_group"]
    id: Identifier
    name: WordsModel
    prefixes: Annotated[tuple[CpvPrefix, ...], Field(min_length=1)]
    counts_from: CountsFromName = CountsFrom.ANNOUNCED
    series: Entries


class GlossaryWordModel(Model):
    """`what: glossary`."""

    what: Literal["glossary"]
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    nb: Text
    nn: Text
    en: Text
    meaning: WordsModel
    source: Text
    status: StatusName
    banned: tuple[str, ...] = ()
    not_to_confuse: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    field: str = ""
