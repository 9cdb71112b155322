"""What changed in law between two days, in words: new rules, changed values, ended rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ryddig.domain.duties import REGIMES
from ryddig.domain.law import Book, Entry, Status
from ryddig.domain.words import NO_WORDS, Words
from ryddig.lawbook import say
from ryddig.lawbook.catalogue import Rule, catalogue

_NEW = Words("ny regel fra %(day)s", "ny regel frå %(day)s", "new rule from %(day)s")
_NEW_VALUE = Words("ny, %(after)s fra %(day)s", "ny, %(after)s frå %(day)s", "new, %(after)s from %(day)s")
_CHANGED = Words(
    "%(before)s → %(after)s fra %(day)s", "%(before)s → %(after)s frå %(day)s", "%(before)s → %(after)s from %(day)s"
)
_ENDED = Words("opphører %(day)s", "tek slutt %(day)s", "ends on %(day)s")
_WEIGHED = Words(
    "samme innhold, ny status fra %(day)s",
    "same innhald, ny status frå %(day)s",
    "same content, new status from %(day)s",
)
_SAME = Words("videreført %(day)s", "vidareført %(day)s", "carried on from %(day)s")
_RULES_FROM = Words("reglene fra %(day)s", "reglane frå %(day)s", "the rules from %(day)s")
CARRIED_ON = "carried_on"
KINDS: Mapping[str, Words] = {
    "new": _NEW_VALUE,
    "changed": _CHANGED,
    "ended": _ENDED,
    "weighed": _WEIGHED,
    CARRIED_ON: _SAME,
}
SHAPES = ("duty", "thresholds", "series")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind`: new, changed, ended, weighed (same value, other status or readings) or carried_on (the
    same content on a new ground). `apart` tells the rule from others of the same name: its section and its regime.
    """

    rule: Rule
    kind: str
    before: Entry | None
    after: Entry
    apart: Words = NO_WORDS

    def name(self, language: str = "nb") -> str:
        """What the rule is called, with what tells it from others of the same name."""
        apart = self.apart.in_language(language)
        return self.rule.name.in_language(language) + (f" ({apart})" if apart else "")

    def sentence(self, language: str = "nb") -> str:
        """The change in words: name, old and new value, day, and the mark when it is not official."""
        unit = self.rule.series.unit
        parts = {
            "day": say.day(self.after.since, language),
            "before": say.value(self.before.value, unit, language) if self.before else "",
            "after": say.value(self.after.value, unit, language),
        }
        words = _NEW if self.kind == "new" and self.after.value is True else KINDS[self.kind]
        said = self.kind == "weighed" or self.after.status is not Status.OFFICIAL
        mark = f" ({say.STATUS[self.after.status].in_language(language)})" if said else ""
        return f"{self.name(language)}: {words.in_language(language) % parts}{mark}"


def changes(book: Book, start: date, end: date) -> tuple[Change, ...]:
    """Changes that take effect after `start` and not later than `end`, by day. Within a day the news come before what
    is carried on, duties before thresholds, other figures and the library; then new, changed, ended.
    """
    found = [change for rule in catalogue(book).values() for change in _of(rule, start, end)]
    return _told_apart(sorted(found, key=_place), book)


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
    if before.value != after.value:
        return "changed"
    return CARRIED_ON if _weight(before) == _weight(after) else "weighed"


def _weight(entry: Entry) -> object:
    return entry.status, [(reading.value, reading.cpv) for reading in entry.readings]


def _place(change: Change) -> tuple[date, bool, int, int]:
    rule = change.rule
    group = rule.id.partition(".")[0]
    shape = group if group in SHAPES else rule.shape
    rank = SHAPES.index(shape) if shape in SHAPES else len(SHAPES)
    return change.after.since, change.kind == CARRIED_ON, rank, list(KINDS).index(change.kind)


def _told_apart(found: Sequence[Change], book: Book) -> tuple[Change, ...]:
    """The changes, those whose name is not theirs alone with section and regime, or with the id where these do not
    help.
    """
    regimes = {duty.id: duty.regime for duty in book.duties}
    rules = {change.rule.id: change for change in found}
    apart = {rule: _apart(rules[rule], regimes.get(rule, ""), book) for rule in _ambiguous(rules)}
    full = Counter((rules[rule].rule.name.nb, words.nb) for rule, words in apart.items())
    for rule, words in apart.items():
        if not words.nb or full[(rules[rule].rule.name.nb, words.nb)] > 1:
            apart[rule] = Words(rule)
    return tuple(replace(change, apart=apart.get(change.rule.id, NO_WORDS)) for change in found)


def _ambiguous(rules: Mapping[str, Change]) -> set[str]:
    """Rules that share their name with another in some language."""
    found: set[str] = set()
    for language in say.LANGUAGES:
        names = {rule: change.rule.name.in_language(language) for rule, change in rules.items()}
        times = Counter(names.values())
        found.update(rule for rule, name in names.items() if times[name] > 1)
    return found


def _apart(change: Change, regime: str, book: Book) -> Words:
    ground = change.before if change.kind == "ended" and change.before else change.after
    since = next((entry.since for entry in book.need(REGIMES).entries if entry.value == regime), None)

    def said(language: str) -> str:
        of_day = _RULES_FROM.in_language(language) % {"day": say.day(since, language)} if since else ""
        return ", ".join(filter(None, (ground.source.at, of_day)))

    return Words(said("nb"), said("nn"), said("en"))
