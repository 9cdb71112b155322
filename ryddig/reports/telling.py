"""Messages and reasons in the user's language: places filled in, law words looked up, kroner and days written out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.decision import Because
from ryddig.domain.duties import amounts_for, texts
from ryddig.domain.law import Book, Duty, RedFlag, RiskFactor, Source, Status, Value
from ryddig.domain.sentences import sentence
from ryddig.domain.serial import because_from_plain
from ryddig.domain.words import Message, Words
from ryddig.lawbook.catalogue import Rule, catalogue
from ryddig.reports.conditions import alternatives
from ryddig.reports.formats import amount, as_day, day, kroner, language, number, orgnr
from ryddig.reports.labels import TABLES, label, with_unit
from ryddig.reports.signal_values import UNIT as SIGNAL
from ryddig.reports.signal_values import signal_value_said

KRONER_PLACE = re.compile(r"NOK %\((\w+)\)s")
ORE_UNITS = ("ore", "ore_per_hour")
KINDS_OF_PLACES: Mapping[str, Mapping[str, str]] = {
    "The rules changed from %(before)s to %(after)s.": {"before": "regime", "after": "regime"},
    "The duty %(name)s went from %(before)s to %(after)s.": {"name": "rule", "before": "outcome", "after": "outcome"},
    "The risk factor %(name)s went from %(before)s to %(after)s.": {
        "name": "rule",
        "before": "answer",
        "after": "answer",
    },
    "The risk level changed from %(before)s to %(after)s.": {"before": "level", "after": "level"},
    "The step %(step)s is now recommended.": {"step": "plan"},
    "The step %(step)s is no longer recommended.": {"step": "plan"},
    "Answered the question “%(code)s”: %(value)s.": {"code": "question", "value": "yes_no"},
    "Closed the finding %(code)s.": {"code": "finding"},
    "Overruled the risk: level %(level)s, step %(step)s.": {"level": "level", "step": "plan"},
    "Changed the contract: %(fields)s.": {"fields": "facts"},
    "A register gives reason to ask about %(orgnr)s: %(kind)s.": {"kind": "rule"},
    "The register no longer gives reason to ask about %(orgnr)s: %(kind)s.": {"kind": "rule"},
    "Said what is done about %(kind)s at %(orgnr)s: %(done)s.": {"kind": "rule", "done": "signal_done"},
    "Registered a paper about a supplier: %(kind)s of %(dated)s.": {"kind": "paper"},
    "Withdrew a paper about a supplier: %(kind)s of %(dated)s.": {"kind": "paper"},
}
USUAL_PLACES = {
    "grade": "grade",
    "origin": "origin",
    "step": "deviation_step",
    "measure_state": "measure_state",
    "kind": "plan",
    "level": "level",
    "rule": "rule",
    "in_contract": "answer",
    "roles": "roles",
    "role": "role",
    "choice": "pay_choice",
    "source": "register",
    "orgnr": "orgnr",
    "paper": "paper",
    "letter_kind": "letter",
    "term_kind": "term_kind",
    "entry": "entry",
    "incentive": "incentive",
    "incentive_state": "incentive_state",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason ready to show. `value`: the entry's value in words; `status`: a code of `law.Status` or empty."""

    text: str
    answer: str
    rule: str
    rule_name: str
    since: date | None
    value: str
    status: str
    source: Source | None
    other_reading: bool

    @property
    def since_said(self) -> str:
        """`from 1 July 2026`; empty where no entry was read."""
        return gettext("from %(day)s") % {"day": day(self.since, "short")} if self.since else ""

    @property
    def source_said(self) -> str:
        """Act and place in it; empty where there is none."""
        return f"{self.source.act} {self.source.at}".strip() if self.source else ""

    @property
    def status_said(self) -> str:
        """How sure the entry is, where it is not official; else empty."""
        return label("status", self.status) if self.status not in ("", Status.OFFICIAL.value) else ""


class Teller:
    """Says things of one book. Keeps the index of its rules."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rules: Mapping[str, Rule] = catalogue(book)
        self.duties: Mapping[str, Duty] = {duty.id: duty for duty in book.duties}
        tested: tuple[RiskFactor | RedFlag, ...] = (*book.risk_factors, *book.red_flags)
        self._tested: Mapping[str, RiskFactor | RedFlag] = {item.id: item for item in tested}
        self.questions: Mapping[str, Words] = {item.id: item.asks for item in tested if item.asks.nb}

    def words(self, text: Words) -> str:
        """Law text in the language in use."""
        return text.in_language(language())

    def name(self, rule: str) -> str:
        """What a rule is called; its id when this book does not hold it (an older book did)."""
        found = self.rules.get(rule)
        return rule if found is None else self.words(found.name)

    def current(self, rule: str, on: date) -> str:
        """What a rule is called and its value as it stands `on`: `Deadline for the self-report (1 month)`."""
        found = self.rules.get(rule)
        entry = found.series.at(on) if found else None
        value = self.value(rule, entry.value) if entry else ""
        return f"{self.name(rule)} ({value})" if value else self.name(rule)

    def tell(self, message: Message | Mapping[str, Any]) -> str:
        """A message, or a stored one (`text`, `params`), translated and filled in."""
        text, params = _parts(message)
        kinds = USUAL_PLACES | dict(KINDS_OF_PLACES.get(text, {}))
        kinds.update(dict.fromkeys(KRONER_PLACE.findall(text), "amount"))
        if text == "%(name)s changed from %(before)s to %(after)s.":
            return gettext(text) % self._changed_fact(params)
        said = gettext(text) % {name: self._place(kinds.get(name, ""), value) for name, value in params.items()}
        return said[:1].upper() + said[1:]

    def reasons(self, stored: Iterable[Because | Mapping[str, Any]], facts: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Reasons as stored with a decision, ready to show. `facts`: the snapshot they rest on."""
        return tuple(self.reason(one, facts) for one in stored)

    def reason(self, stored: Because | Mapping[str, Any], facts: Mapping[str, Any]) -> Reason:
        """One reason ready to show."""
        because = stored if isinstance(stored, Because) else because_from_plain(stored)
        return Reason(
            text=self._sentence(because, facts),
            answer=str(because.answer),
            rule=because.rule,
            rule_name=self.name(because.rule) if because.rule else "",
            since=because.since,
            value=self._value(because, facts),
            status=str(because.status) if because.status else "",
            source=because.source,
            other_reading=because.other_reading,
        )

    def value(self, rule: str, value: Value | object, facts: Mapping[str, Any] | None = None) -> str:
        """An entry's value in words: kroner, months, days. Empty for a bare *in force* and for no value."""
        if value is None or isinstance(value, bool):
            return ""
        found = self.rules.get(rule)
        unit = found.series.unit if found else ""
        if isinstance(value, Mapping):
            return signal_value_said(value) if unit == SIGNAL else self._by_buyer(value, facts)
        if not isinstance(value, int):
            return ", ".join(self._code(code) for code in texts(value))
        if unit in ORE_UNITS:
            return kroner(value)
        return with_unit(value, unit)

    def fact(self, name: str, value: object) -> str:
        """The value of a fact in words."""
        if value in (None, "", (), []):
            return gettext("not known")
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if name.endswith("_ore") and isinstance(value, int):
            return kroner(value)
        if name in TABLES:
            return label(name, value)
        if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
            return ", ".join(self._item(one) for one in value)
        return day(value) or str(value)

    def _sentence(self, because: Because, facts: Mapping[str, Any]) -> str:
        text, params = _parts(sentence(because, facts))
        places = set(KRONER_PLACE.findall(text))
        name = next((name for name in because.facts if facts.get(name) not in (None, "", (), [])), "")
        shown = {
            "fact": self._place("amount", params["fact"]) if "fact" in places else self.fact(name, params["fact"]),
            "wanted": self._all_wanted(because),
            "value": self._limit(because, facts) if "value" in places else self._value(because, facts),
        }
        return gettext(text) % shown

    def _all_wanted(self, because: Because) -> str:
        """What was asked for. Alternatives of a risk factor or red flag are told as its own conditions."""
        item = self._tested.get(because.rule) if because.test == "any" else None
        if item is not None:
            return alternatives(item.wanted, self)
        return ", ".join(self.wanted(because.test, one) for one in texts(because.wanted))

    def _value(self, because: Because, facts: Mapping[str, Any]) -> str:
        return self.value(because.rule, because.value, facts)

    def _limit(self, because: Because, facts: Mapping[str, Any]) -> str:
        limits = because.value
        found = amounts_for(limits, facts.get("buyer_kind")) if isinstance(limits, int | Mapping) else ()
        return " / ".join(amount(limit) for limit in found)

    def _by_buyer(self, value: Mapping[str, int], facts: Mapping[str, Any] | None) -> str:
        kind = (facts or {}).get("buyer_kind")
        if kind is None and {"state", "others"} <= value.keys():
            return gettext("%(state)s for state bodies, %(others)s for others") % {
                "state": kroner(value["state"]),
                "others": kroner(value["others"]),
            }
        return " / ".join(kroner(limit) for limit in amounts_for(value, kind))

    def wanted(self, test: str, wanted: str) -> str:
        """What a predicate asks for, in words."""
        if wanted in TABLES.get(test, ()):
            return label(test, wanted)
        group = self.book.library.cpv_groups.get(wanted)
        return self.words(group.name) if group else self._code(wanted)

    def _code(self, code: object) -> str:
        if str(code) in self.rules:
            return self.name(str(code))
        table = next(
            (table for table in ("kind", "regime", "level", "plan", "law_code") if str(code) in TABLES[table]), ""
        )
        return label(table, code) if table else str(code)

    def _place(self, kind: str, value: object) -> str:
        if kind == "amount":
            return amount(value) if isinstance(value, int) else gettext("not known")
        if kind in self._tellers:
            return self._tellers[kind](value)
        if kind:
            return label(kind, value).lower() if value not in (None, "") else gettext("as calculated")
        if as_day(value):
            return day(value)
        if isinstance(value, list | tuple):
            return ", ".join(str(one) for one in value)
        return number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)

    @property
    def _tellers(self) -> Mapping[str, Callable[[object], str]]:
        """Places that hold an id, a name of a fact, or a list of them."""
        return {
            "rule": lambda value: self.name(str(value)),
            "question": lambda value: self.asked(str(value)),
            "yes_no": lambda value: self.fact("", value),
            "facts": lambda value: ", ".join(label("fact", name) for name in texts(value)).rstrip("."),
            "register": lambda value: label("register", value),
            "orgnr": lambda value: orgnr(str(value)),
            "roles": lambda value: ", ".join(label("role", name).lower() for name in texts(value)),
        }

    def asked(self, code: str) -> str:
        """The question with this code, or what the fact is called."""
        asked = self.questions.get(code)
        if asked is not None:
            return self.words(asked)
        return self.name(code) if code in self.rules else label("fact", code)

    def _changed_fact(self, params: Mapping[str, Any]) -> dict[str, str]:
        name = str(params["name"])
        return {
            "name": label("fact", name),
            "before": self.fact(name, params["before"]),
            "after": self.fact(name, params["after"]),
        }

    def _item(self, one: object) -> str:
        return str(one.get("name", "")) if isinstance(one, Mapping) else str(one)


def _parts(message: Message | Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    if isinstance(message, Message):
        return message.text, message.params
    return str(message["text"]), message.get("params", {})
