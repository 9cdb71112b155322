"""What changed in law between two days, in words: new rules, changed values, ended rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ryddig.domain.law import Book, Entry
from ryddig.domain.words import Words
from ryddig.lawbook import say
from ryddig.lawbook.catalogue import Rule, catalogue

_NEW = Words("ny regel fra %(day)s", "ny regel frå %(day)s", "new rule from %(day)s")
_NEW_VALUE = Words("ny, %(after)s fra %(day)s", "ny, %(after)s frå %(day)s", "new, %(after)s from %(day)s")
_CHANGED = Words(
    "%(before)s → %(after)s fra %(day)s", "%(before)s → %(after)s frå %(day)s", "%(before)s → %(after)s from %(day)s"
)
_ENDED = Words("opphører %(day)s", "tek slutt %(day)s", "ends on %(day)s")
_SAME = Words("videreført %(day)s", "vidareført %(day)s", "carried on from %(day)s")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind`: new, changed, ended or carried_on (same value on a new ground or with another status)."""

    rule: Rule
    kind: str
    before: Entry | None
    after: Entry

    def sentence(self, language: str = "nb") -> str:
        """The change in words: name, old and new value, day, and the mark when it is not official."""
        unit = self.rule.series.unit
        parts = {
            "day": say.day(self.after.since, language),
            "before": say.value(self.before.value, unit, language) if self.before else "",
            "after": say.value(self.after.value, unit, language),
        }
        words = {"ended": _ENDED, "changed": _CHANGED, "carried_on": _SAME}.get(self.kind)
        words = words or (_NEW if self.after.value is True else _NEW_VALUE)
        mark = "" if self.after.status == "official" else f" ({say.STATUS[self.after.status].in_language(language)})"
        return f"{self.rule.name.in_language(language)}: {words.in_language(language) % parts}{mark}"


def changes(book: Book, start: date, end: date) -> tuple[Change, ...]:
    """Changes that take effect after `start` and not later than `end`, by day, then as the book has them."""
    found = [change for rule in catalogue(book).values() for change in _of(rule, start, end)]
    return tuple(sorted(found, key=lambda change: change.after.since))


def _of(rule: Rule, start: date, end: date) -> Iterator[Change]:
    older = [None, *reversed(rule.series.entries)]
    for before, after in zip(older, reversed(rule.series.entries), strict=False):
        if start < after.since <= end:
            yield Change(rule, _kind(before, after), before, after)


def _kind(before: Entry | None, after: Entry) -> str:
    if after.value is None:
        return "ended"
    if before is None or before.value is None:
        return "new"
    return "carried_on" if before.value == after.value else "changed"
