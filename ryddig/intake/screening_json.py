"""A screening as JSON, fast: a decision that many contracts share is put into words once."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple

from ryddig.domain.controls import PlanItem
from ryddig.domain.decision import Because, Decision
from ryddig.domain.facts import ContractFacts, Option
from ryddig.domain.law import Book, Duty, Source
from ryddig.domain.risk import RiskAssessment
from ryddig.domain.screening import Screening
from ryddig.domain.serial import plain
from ryddig.intake.as_json import finding_plain
from ryddig.intake.reading import ProposedContract

_Key = tuple[object, ...]
LISTS_KEPT = 50_000


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
        self._reasons: dict[_Key, str] = {}
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
        return shared if shared is not None else self._keep("decision", decision, self._duty(decision))

    def _assessment(self, risk: RiskAssessment) -> Shared:
        shared = self._shared.get(id(risk))
        return shared if shared is not None else self._keep("risk", risk, plain(risk))

    def _keep(self, kind: str, told: object, shown: object) -> Shared:
        text = dumped(shown)
        key = sha256(text.encode()).hexdigest()[:12]
        self._shared[id(told)] = Shared(key, text, told)
        self._fresh[key] = f'{{"{kind}":"{key}","holds":{text}}}'
        return self._shared[id(told)]

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
        place = f'"file":{quoted(where.file)},"row":{"null" if where.row is None else where.row}'
        steps = ",".join([f'"{step.id}"' for step in screening.steps])
        plan = ",".join([self._item(item) for item in screening.plan])
        quality = dumped([finding_plain(finding) for finding in screening.quality]) if screening.quality else "[]"
        regime = f'"regime":"{screening.regime}","regime_because":{self._reason(screening.regime_because)}'
        named = f'"reference":{quoted(screening.facts.reference)},{place},"facts":{facts_text(screening.facts)}'
        return f'{named},{regime},"steps":[{steps}],"plan":[{plan}],"quality":{quality}'

    def _item(self, item: PlanItem) -> str:
        because = ",".join([self._reason(reason) for reason in item.because])
        return f'{{"kind":"{item.kind}","due_on":"{item.due_on}","number":{item.number},"because":[{because}]}}'

    def _reason(self, reason: Because) -> str:
        key = (reason.test, reason.answer, reason.rule, reason.since, str(reason.wanted), reason.facts)
        text = self._reasons.get(key)
        if text is None:
            text = self._reasons[key] = dumped(plain(reason))
        return text


def _source(duty: Duty, decision: Decision) -> Source:
    """Where the duty stands: the entry that the decision rests on, else the newest."""
    cited = (reason.source for reason in decision.because if reason.rule == duty.id and reason.source is not None)
    return next(cited, duty.series.entries[0].source)


def facts_text(facts: ContractFacts) -> str:
    """The facts that are known as a JSON object: what `plain(facts)` gives, without asking for the type of each."""
    named = zip(_NAMES, _values(facts), strict=True)
    return "{" + ",".join([name + shown for name, value in named if (shown := _shown(value))]) + "}"


def _shown(value: object) -> str:
    """A fact in JSON; no text for an empty one, which is left out."""
    if value is None:
        return ""
    kind = type(value)
    if kind is date:
        return f'"{value}"'
    if kind is int:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value) if value else ""
    return _structured(value) if value else ""


def _structured(value: object) -> str:
    """Codes and suppliers, which many contracts share; options; answers."""
    return _of_tuple(value) if isinstance(value, tuple) and not isinstance(value[0], Option) else dumped(plain(value))


@lru_cache(maxsize=20_000)
def _of_tuple(value: tuple[object, ...]) -> str:
    return dumped(plain(value))


quoted = json.encoder.encode_basestring
_FIELDS = tuple(field.name for field in fields(ContractFacts))
_NAMES = tuple(f'"{name}":' for name in _FIELDS)
_values = attrgetter(*_FIELDS)
