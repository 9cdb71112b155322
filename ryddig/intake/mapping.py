"""Which column fills which fact: proposed from the heading with the reason, overruled by what a person chose before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process

from ryddig.domain.words import N_
from ryddig.intake.fields import Field, field_of
from ryddig.intake.words import ImportWords
from ryddig.tables.read.header import Header, Heading
from ryddig.tables.read.raw import letter

CLOSE_ENOUGH: Final = 88
CLEARLY_BEST: Final = 5
SHORTEST_GUESS: Final = 5
KnownFields = Callable[[str], Field | None]


class Why(StrEnum):
    """Why a column is read as it is."""

    SYNONYM = "synonym"
    SPELLING = "spelling"
    CHOSEN = "chosen"
    REMEMBERED = "remembered"
    ONLY_NUMBER = "only_number"
    UNKNOWN = "unknown"
    IGNORED = "ignored"
    WITH_VAT = "with_vat"
    FOREIGN = "foreign"
    EMPTY = "empty"


WHY_SENTENCES: Final[Mapping[Why, str]] = {
    Why.SYNONYM: N_("The heading is a known name for this."),
    Why.SPELLING: N_("The heading is nearly “%(word)s”, a known name for this. Check it."),
    Why.ONLY_NUMBER: N_("The only column with numbers of contracts or cases."),
    Why.CHOSEN: N_("Chosen by a person for this layout."),
    Why.REMEMBERED: N_("Remembered from the previous import."),
    Why.UNKNOWN: N_("The heading is not known, so the column is not read."),
    Why.IGNORED: N_("A person chose not to read this column."),
    Why.WITH_VAT: N_("The heading says that VAT is included, and all amounts here are without VAT. Not read."),
    Why.FOREIGN: N_("The heading names another currency than kroner. Not read."),
    Why.EMPTY: N_("The column has no heading. Not read."),
}


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: number from 0, letter, heading as shown, the field it fills (empty: not read), why, by which word."""

    column: int
    letter: str
    header: str
    field: str
    why: Why
    word: str = ""


def propose(
    header: Header, words: ImportWords, chosen: Mapping[str, str] | None, *, known: KnownFields = field_of
) -> tuple[ColumnMatch, ...]:
    """A match for every column. `chosen`, letter -> field (empty text: do not read), wins over the headings.
    `known`: the field of a name, in another kind of list than contracts."""
    return tuple(
        _chosen(column, heading, chosen[letter(column)], known=known)
        if chosen is not None and letter(column) in chosen
        else _match(column, heading, words, known=known)
        for column, heading in enumerate(header.headings)
    )


def _chosen(column: int, heading: Heading, name: str, *, known: KnownFields) -> ColumnMatch:
    field = name if known(name) else ""
    return ColumnMatch(column, letter(column), heading.shown, field, Why.CHOSEN if field else Why.IGNORED)


def _match(column: int, heading: Heading, words: ImportWords, *, known: KnownFields) -> ColumnMatch:
    unread = ColumnMatch(column, letter(column), heading.shown, "", Why.EMPTY)
    if heading.empty:
        return unread
    found = _by_synonym(heading, words) or _by_spelling(heading, words)
    if found is None:
        return replace(unread, why=Why.UNKNOWN)
    name, why, word = found
    field = known(name)
    if field is not None and field.kind == "amount" and (heading.with_vat or heading.foreign):
        return replace(unread, why=Why.WITH_VAT if heading.with_vat else Why.FOREIGN)
    return replace(unread, field=name, why=why, word=word)


def _by_synonym(heading: Heading, words: ImportWords) -> tuple[str, Why, str] | None:
    for form in heading.words:
        if form in words.columns:
            return words.columns[form], Why.SYNONYM, form
    return None


def _by_spelling(heading: Heading, words: ImportWords) -> tuple[str, Why, str] | None:
    """The nearest known heading, when it is near and no heading of another field is nearly as near."""
    for form in heading.words:
        if len(form) < SHORTEST_GUESS:
            continue
        near = process.extract(form, words.columns.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH - CLEARLY_BEST)
        if near and near[0][1] >= CLOSE_ENOUGH and not _contested(near, words):
            return words.columns[near[0][0]], Why.SPELLING, near[0][0]
    return None


def _contested(near: list[tuple[str, float, int]], words: ImportWords) -> bool:
    best, best_score = words.columns[near[0][0]], near[0][1]
    return any(words.columns[word] != best and best_score - score < CLEARLY_BEST for word, score, _ in near[1:])


def doubly_matched(matches: Iterable[ColumnMatch]) -> Mapping[str, tuple[ColumnMatch, ...]]:
    """Fields that more than one column would fill, with those columns."""
    by_field: dict[str, list[ColumnMatch]] = {}
    for match in matches:
        if match.field:
            by_field.setdefault(match.field, []).append(match)
    return {name: tuple(columns) for name, columns in by_field.items() if len(columns) > 1}
