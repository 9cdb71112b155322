"""A screening as JSON, fast: what follows from the profile alone is written once for all contracts that have it."""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from ryddig.domain.controls import PlanItem
from ryddig.domain.decision import Because, Decision
from ryddig.domain.law import Book, Duty, Source
from ryddig.domain.screening import Screening
from ryddig.domain.serial import plain
from ryddig.intake.as_json import finding_plain
from ryddig.intake.reading import ProposedContract

_Key = tuple[object, ...]
_EMPTY = ("", ())


def dumped(value: object) -> str:
    """JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class ScreeningWriter:
    """Writes the screenings of one book. Keeps the text of each verdict it has met, and of each reason in a plan."""

    def __init__(self, book: Book) -> None:
        self._duties: Mapping[str, Duty] = {duty.id: duty for duty in book.duties}
        self._verdicts: dict[int, tuple[object, str, str]] = {}
        self._reasons: dict[_Key, str] = {}

    def whole(self, contract: ProposedContract, screening: Screening) -> str:
        """One contract as a JSON object with everything in it."""
        verdict = self.verdict(screening)[1]
        return f"{{{self._own(contract, screening)},{verdict[1:-1]}}}"

    def line(self, contract: ProposedContract, screening: Screening) -> str:
        """One contract as a JSON object that names its verdict instead of holding it."""
        return f'{{{self._own(contract, screening)},"verdict":"{self.verdict(screening)[0]}"}}'

    def verdict(self, screening: Screening) -> tuple[str, str]:
        """Key and JSON object of regime, duties, risk and steps: the part that all contracts of one profile share."""
        kept = self._verdicts.get(id(screening.duties))
        if kept is None:
            text = dumped(self._verdict(screening))
            kept = screening.duties, sha256(text.encode()).hexdigest()[:16], text
            self._verdicts[id(screening.duties)] = kept
        return kept[1], kept[2]

    def _verdict(self, screening: Screening) -> dict[str, Any]:
        return {
            "regime": screening.regime,
            "regime_because": plain(screening.regime_because),
            "duties": [self._duty(decision) for decision in screening.duties],
            "risk": plain(screening.risk),
            "steps": plain(screening.steps),
        }

    def _duty(self, decision: Decision) -> dict[str, Any]:
        duty = self._duties[decision.rule]
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
        """What is the contract's own: reference, place, facts, plan and quality, as the inside of a JSON object."""
        where = contract.where
        plan = ",".join(self._item(item) for item in screening.plan)
        quality = dumped([finding_plain(finding) for finding in screening.quality])
        return (
            f'"reference":{dumped(screening.facts.reference)},"file":{dumped(where.file)},"row":{dumped(where.row)},'
            f'"facts":{dumped(facts_plain(screening))},"plan":[{plan}],"quality":{quality}'
        )

    def _item(self, item: PlanItem) -> str:
        because = ",".join(self._reason(reason) for reason in item.because)
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


def facts_plain(screening: Screening) -> dict[str, Any]:
    """The facts that are known, for JSON. The same as `plain(facts)`, without asking for the type of each."""
    facts = screening.facts
    shown: dict[str, Any] = {}
    for name in facts.__slots__:
        value = getattr(facts, name)
        if value is None or value in _EMPTY:
            continue
        kind = type(value)
        if kind is date:
            shown[name] = value.isoformat()
        elif kind is str or kind is int or kind is bool:
            shown[name] = value
        elif isinstance(value, Enum):
            shown[name] = value.value
        elif value:
            shown[name] = plain(value)
    return shown
