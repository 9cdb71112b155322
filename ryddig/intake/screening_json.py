"""A screening as JSON, fast: a decision that many contracts share is put into words once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from ryddig.domain.controls import PlanItem, Step
from ryddig.domain.decision import Decision
from ryddig.domain.facts import ContractFacts, SupplierFact
from ryddig.domain.law import Book, Duty, Source
from ryddig.domain.risk import RiskAssessment
from ryddig.domain.screening import Screening
from ryddig.domain.serial import plain
from ryddig.intake.as_json import finding_plain
from ryddig.intake.reading import ProposedContract

Told = TypeVar("Told")
LISTS_KEPT = 50_000
GROUPS_KEPT = 20_000


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumped(value: object) -> str:
    """JSON on one line, letters as they are."""
    return _ENCODER.encode(value)


class Shared(NamedTuple):
    """JSON that many contracts share: its key, the text, and what it tells of, kept so that it stays alive."""

    key: str
    text: str
    told: object


class ScreeningWriter:
    """Writes the screenings of one book. Keeps the text of every decision and assessment it has met."""

    def __init__(self, book: Book) -> None:
        self._rules: Mapping[str, Duty] = {duty.id: duty for duty in book.duties}
        self._shared: dict[int, Shared] = {}
        self._lists: dict[int, Shared] = {}
        self._texts: dict[int, Shared] = {}
        self._fresh: dict[str, str] = {}

    def whole(self, contract: ProposedContract, screening: Screening) -> str:
        """One contract as a JSON object with everything in it."""
        duties = ",".join([self._decision(decision).text for decision in screening.duties])
        risk = self._assessment(screening.risk).text
        return f'{{{self._own(contract, screening)},"duties":[{duties}],"risk":{risk}}}'

    def line(self, contract: ProposedContract, screening: Screening) -> str:
        """One contract as a JSON object that names its decisions and its risk assessment by key."""
        return f"{{{self._own(contract, screening)},{self._named(screening)}}}"

    def _named(self, screening: Screening) -> str:
        """Keys of the decisions and the assessment; many contracts have the same ones."""
        kept = self._lists.get(id(screening.duties))
        if kept is None:
            if len(self._lists) >= LISTS_KEPT:
                self._lists.clear()
            keys = '","'.join([self._decision(decision).key for decision in screening.duties])
            kept = self._lists[id(screening.duties)] = Shared("", f'"duties":["{keys}"]', screening.duties)
        return f'{kept.text},"risk":"{self._assessment(screening.risk).key}"'

    def take_fresh(self) -> Mapping[str, str]:
        """Key -> JSON line of every decision and assessment written about since this was asked last."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def _decision(self, decision: Decision) -> Shared:
        shared = self._shared.get(id(decision))
        return shared if shared is not None else self._keep("decision", decision, dumped(self._duty(decision)))

    def _assessment(self, risk: RiskAssessment) -> Shared:
        shared = self._shared.get(id(risk))
        return shared if shared is not None else self._keep("risk", risk, self._risk(risk))

    def _keep(self, kind: str, told: object, text: str) -> Shared:
        key = sha256(text.encode()).hexdigest()[:12]
        self._shared[id(told)] = Shared(key, text, told)
        self._fresh[key] = f'{{"{kind}":"{key}","holds":{text}}}'
        return self._shared[id(told)]

    def _risk(self, risk: RiskAssessment) -> str:
        """What `plain(risk)` gives; most states of factors are those of other contracts too."""
        named = {field.name: getattr(risk, field.name) for field in fields(risk)}
        texts = [
            f'"{name}":[{",".join([self._once(one, _plainly) for one in value])}]'
            if isinstance(value, tuple)
            else f'"{name}":{dumped(value)}'
            for name, value in named.items()
            if value not in ("", ())
        ]
        return f"{{{','.join(texts)}}}"

    def _duty(self, decision: Decision) -> dict[str, Any]:
        duty = self._rules[decision.rule]
        return {
            "rule": decision.rule,
            "name": plain(duty.name),
            "theme": duty.theme,
            "owed_by": [owed.value for owed in duty.owed_by],
            "outcome": decision.outcome.value,
            "may_sanction": decision.may_sanction,
            **({"also_if": decision.also_if} if decision.also_if else {}),
            "source": plain(_source(duty, decision)),
            "because": plain(decision.because),
        }

    def _own(self, contract: ProposedContract, screening: Screening) -> str:
        """What is the contract's own: place, facts, regime, steps, plan, quality, as the inside of a JSON object."""
        where = contract.where
        reference, place = quoted(screening.facts.reference), f'"file":{quoted(where.file)},"row":{where.row or "null"}'
        plan = ",".join([self._item(item) for item in screening.plan])
        quality = dumped([finding_plain(finding) for finding in screening.quality]) if screening.quality else "[]"
        regime = f'"regime":"{screening.regime}","regime_because":{self._once(screening.regime_because, _plainly)}'
        steps = self._once(screening.steps, _steps)
        named = f'"reference":{reference},{place},"facts":{facts_text(screening.facts)}'
        return f'{named},{regime},"steps":{steps},"plan":[{plan}],"quality":{quality}'

    def _item(self, item: PlanItem) -> str:
        because = self._once(item.because, _plainly)
        return f'{{"kind":"{item.kind}","due_on":"{item.due_on}","number":{item.number},"because":{because}}}'

    def _once(self, told: Told, words: Callable[[Told], str]) -> str:
        """The text of what many contracts have in common; `told` is kept with it, so that no other takes its id."""
        kept = self._texts.get(id(told))
        if kept is None:
            if len(self._texts) >= LISTS_KEPT:
                self._texts.clear()
            kept = self._texts[id(told)] = Shared("", words(told), told)
        return kept.text


def _plainly(value: object) -> str:
    return dumped(plain(value))


def _steps(steps: tuple[Step, ...]) -> str:
    return dumped([step.id for step in steps])


def _source(duty: Duty, decision: Decision) -> Source:
    """Where the duty stands: the entry that the decision rests on, else the newest."""
    cited = (reason.source for reason in decision.because if reason.rule == duty.id and reason.source is not None)
    return next(cited, duty.series.entries[0].source)


def facts_text(facts: ContractFacts) -> str:
    """The facts that are known as a JSON object: what `plain(facts)` gives, without asking for the type of each.

    Groups of facts that many contracts share are put into words once.
    """
    texts = (
        *[f"{name}{quoted(text)}" for name, text in zip(_TEXTS.names, _TEXTS.of(facts), strict=True) if text],
        _kind_text(_KIND.of(facts)),
        *[f"{name}{ore}" for name, ore in zip(_AMOUNTS.names, _AMOUNTS.of(facts), strict=True) if ore is not None],
        *[f'{name}"{day}"' for name, day in zip(_DAYS.names, _DAYS.of(facts), strict=True) if day is not None],
        _terms_text(_TERMS.of(facts)),
        _suppliers_text(facts.suppliers),
        f'"answers":{dumped(plain(facts.answers))}' if facts.answers else "",
    )
    return f"{{{','.join(filter(None, texts))}}}"


class _Group(NamedTuple):
    """Facts that follow each other: the beginning of each one's text, and all their values at once."""

    names: tuple[str, ...]
    of: Callable[[ContractFacts], tuple[Any, ...]]

    def text(self, values: tuple[Any, ...]) -> str:
        """Those that are known, in JSON."""
        known = [
            f"{name}{dumped(plain(value))}"
            for name, value in zip(self.names, values, strict=True)
            if value not in (None, "", (), {})
        ]
        return ",".join(known)


def _group(first: str, last: str) -> _Group:
    named = _FIELDS[_FIELDS.index(first) : _FIELDS.index(last) + 1]
    return _Group(tuple(f'"{name}":' for name in named), attrgetter(*named))


quoted = json.encoder.encode_basestring
_FIELDS = tuple(field.name for field in fields(ContractFacts))
_TEXTS = _group("reference", "title")
_KIND = _group("buyer_kind", "cpv")
_AMOUNTS = _group("value_ore", "called_off_ore")
_DAYS = _group("last_call_off_on", "ends_on")
_TERMS = _group("duration_months", "tiers")
_SUPPLIERS = _group("suppliers", "suppliers")


@lru_cache(maxsize=GROUPS_KEPT)
def _kind_text(values: tuple[Any, ...]) -> str:
    return _KIND.text(values)


@lru_cache(maxsize=GROUPS_KEPT)
def _terms_text(values: tuple[Any, ...]) -> str:
    return _TERMS.text(values)


@lru_cache(maxsize=GROUPS_KEPT)
def _suppliers_text(suppliers: tuple[SupplierFact, ...]) -> str:
    return _SUPPLIERS.text((suppliers,))
