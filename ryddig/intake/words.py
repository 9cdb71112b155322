"""The words for columns and values, taken out of the lawbook's glossary as plain mappings that tables understand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ryddig.domain.law import Book
from ryddig.intake.fields import ANSWER_PREFIX, FIELDS
from ryddig.tables.read.header import fold_heading


@dataclass(frozen=True, slots=True)
class ImportWords:
    """`columns`: folded heading -> field. `choices`: field -> folded word -> value, the first word of a value shown."""

    columns: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def choices_of(self, name: str) -> Mapping[str, str]:
        """The words of a field's values, each with the value as the fact holds it."""
        known = FIELDS.get(name)
        values = {value.value: value for value in known.choices} if known is not None else {}
        return {word: values[value] for word, value in self.choices.get(name, {}).items() if value in values}


def words_of(book: Book) -> ImportWords:
    """Headings and values of the glossary: `field: kind` names a column, `field: kind=works` a value of it."""
    columns: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {name: {} for name, known in FIELDS.items() if known.choices}
    for word in book.library.glossary.values():
        name, is_value, value = word.field.partition("=")
        forms = (word.nb, word.nn, word.en, *word.headers)
        if is_value and name in choices:
            _add(choices[name], forms, value)
        elif name in FIELDS:
            _add(columns, word.headers, name)
    for name, known in FIELDS.items():
        _add(columns, (name,), name)
        for value in known.choices:
            _add(choices[name], (value,), value)
    for factor in book.risk_factors:
        _add(columns, (factor.id,), ANSWER_PREFIX + factor.id)
    return ImportWords(columns, choices)


def _add(words: dict[str, str], forms: Iterable[str], meaning: str) -> None:
    for form in forms:
        folded = fold_heading(form)
        if folded:
            words.setdefault(folded, meaning)
