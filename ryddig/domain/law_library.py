"""The rest of the law data: methods, sanctions, requirements, checklists, warning signs, words, sources.

Frozen shapes only. The lawbook room fills them from YAML; `Book.library` holds them by id. Every dated thing carries a
`Series` whose entries say from when it counts, on which source and how sure we are (value None: it ended).
"""

from dataclasses import dataclass

from ryddig.domain.law import Condition, Series, Source, Status
from ryddig.domain.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class MethodStep:
    """One step of a method. `action` is a step id the planner knows (self_report, document_review, …) or empty.

    `when` says in words what leads to the step. `status` is the step's own: a method may be found while a step is ours.
    """

    number: int
    action: str
    name: Words
    when: Words
    status: Status


@dataclass(frozen=True, slots=True)
class Method:
    """A way to follow up (THREE_STEP, DFO_10, AT_CLEANING). It is method, not law. `series`: True from its first
    day."""

    id: str
    name: Words
    text: Words
    steps: tuple[MethodStep, ...]
    series: Series


@dataclass(frozen=True, slots=True)
class Sanction:
    """A reaction on the ladder, S0 (mildest) to S8.

    `code`: S0 … S8. `rung`: 0–8. `condition`: when it may be used, in words; `needs`: the same as named functions of
    `domain.reactions`, all of which must answer yes. `deadline`: id of a deadline series or empty.
    `confirmed_by_second`: a second person must confirm. `series`: True while it may be used; its status decides whether
    it carries a decision.
    """

    id: str
    code: str
    rung: int
    name: Words
    text: Words
    condition: Words
    series: Series
    deadline: str = ""
    confirmed_by_second: bool = False
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement a buyer may set (climate, animal welfare, human rights, …), with how it is followed up.

    `level`: basis or avansert. `kind`: specification, contract_term, qualification, award_criterion, promise,
    incentive.
    `metric`: what is measured. `operator`: at_least, at_most, equals or shown (no figure). `series`: unit and target by
    date; value True where no figure is set. `report_interval`: once, monthly, quarterly, yearly, each_delivery,
    at_handover, on_request. `labels`: label equivalents that prove it. `evidence_tier`: spend_factor,
    industry_average, product_figure, measured or empty. `due`: id of a deadline series or empty. `cpv`: prefixes,
    empty for every purchase; `conditions`: the same predicates as duties.
    """

    id: str
    name: Words
    theme: str
    level: str
    kind: str
    text: Words
    metric: Words
    operator: str
    evidence: tuple[Words, ...]
    report_interval: str
    series: Series
    labels: tuple[str, ...] = ()
    evidence_tier: str = ""
    due: str = ""
    cpv: tuple[str, ...] = ()
    cpv_status: Status = Status.UNVERIFIED
    conditions: tuple[Condition, ...] = ()
    sanctions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point to tick or ask. `phase`: prepare, start, run, change, end. `rules`: duties or series it rests on.

    `theme`: the part of the list it stands in: follow_up, or a theme of the duties (pay, hms_card, …). `source`: where
    the point comes from when that is not the source of the list.
    """

    id: str
    text: Words
    phase: str
    rules: tuple[str, ...] = ()
    theme: str = "follow_up"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Checklist of a level (basis, avansert) for a kind of purchase (framework, single, any). `opening`: what is said
    before the first point, where the points are asked of a person."""

    id: str
    name: Words
    level: str
    purchase: str
    items: tuple[ChecklistItem, ...]
    series: Series
    opening: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """One point of an on-site control. The warning sign with the same `code` (SITE-01 …) says what is wrong and what to
    do about it; `look` says how to look.

    `trades`: ids of CPV groups, `kinds`: kinds of contract; a contract in any of them is meant, and every contract
    where both are empty. `counts`: what is counted for it (crew, cards) or empty. `danger`: where it is found the visit
    stops and the authorities are tipped. `rules`: duties it rests on, where the contract has them.
    """

    id: str
    code: str
    name: Words
    look: Words
    trades: tuple[str, ...]
    kinds: tuple[str, ...]
    counts: str
    danger: bool
    rules: tuple[str, ...]
    series: Series


@dataclass(frozen=True, slots=True)
class WarningSign:
    """A sign to look for, what to do about it, and the red flag it feeds (`flag`: RF-01 …, or empty)."""

    id: str
    text: Words
    do: Words
    flag: str
    status: Status


@dataclass(frozen=True, slots=True)
class WarningSigns:
    """Signs of one trade. `cpv_group`: id of a CPV group, or empty for every trade."""

    id: str
    name: Words
    cpv_group: str
    signs: tuple[WarningSign, ...]
    series: Series


@dataclass(frozen=True, slots=True)
class PayCheck:
    """What a check of a pay control is called, the question it answers, and the document to ask for when it cannot be
    tested. `code`: as people write it, `PAY-02`. `flag`: id of the red flag it shows, or empty."""

    id: str
    code: str
    name: Words
    asks: Words
    document: Words
    flag: str
    series: Series


@dataclass(frozen=True, slots=True)
class SupplierSignal:
    """Something a register's answer may show of a supplier that calls for a question. Never a verdict.

    `test`: name of a function in `signal_tests.py`, `wanted` its argument. `asks`: what to ask or do. `answers`: id of
    the risk factor or red flag a person would answer yes to, or empty. `standing`: holds as long as the register says
    so; otherwise a change that happened. `series`: `severity` (1 note, 2 watch, 3 grave, 4 hard) and the test's limits.
    """

    id: str
    name: Words
    asks: Words
    test: str
    wanted: object
    answers: str
    standing: bool
    series: Series


@dataclass(frozen=True, slots=True)
class CpvGroup:
    """CPV prefixes that a rule names as one thing. `status` tells whether the law or only we put them together."""

    id: str
    name: Words
    prefixes: tuple[str, ...]
    series: Series

    @property
    def status(self) -> Status:
        """Status of the newest entry."""
        return self.series.entries[0].status


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """One word per concept.

    `code`: the word in code. `banned`: English or Norwegian words that identifiers must not use for it.
    `not_to_confuse`:
    codes of other words. `headers`: column headings that mean this concept in a spreadsheet, matched without regard to
    case and signs. `field`: the fact the headings fill (a field of ContractFacts), or empty.
    """

    code: str
    nb: str
    nn: str
    en: str
    meaning: Words
    source: str
    status: Status
    banned: tuple[str, ...] = ()
    not_to_confuse: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A text we lean on. `act`: its id or title; `dated`: last change seen in it, ISO date or year, or empty.

    `kind`: law, regulation, guidance, research, press, party, secondary.
    """

    key: str
    act: str
    title: str
    kind: str
    link: str
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder of local rules a buyer may choose. `prefix` begins every id in it."""

    id: str
    name: Words
    text: Words
    series: Series
