"""What is wrong in a file, where, what was expected and the cure, as values that a door translates and shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ryddig.domain.errors import RyddigError
from ryddig.domain.words import N_, Message


class Severity(StrEnum):
    """An `error` must be mended before anything is stored; a `note` tells what was skipped or kept, and why."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file. `row` as the spreadsheet program counts (from 1), `column` the header, `letter` A, B, … AA.

    `path` is the place in a notice (XPath-like) or in JSON. Empty: the whole file or sheet.
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    letter: str = ""
    path: str = ""

    def message(self) -> Message:
        """The place in words, without the file name."""
        params = {"sheet": self.sheet, "row": self.row, "column": self.column, "letter": self.letter, "path": self.path}
        return Message(self._sentence(), params)

    def _sentence(self) -> str:
        if self.row is not None and self.column:
            return N_("row %(row)s, column %(column)s (%(letter)s)")
        if self.row is not None:
            return N_("row %(row)s")
        if self.column:
            return N_("column %(column)s (%(letter)s)")
        if self.sheet:
            return N_("sheet %(sheet)s")
        return "%(path)s" if self.path else N_("the whole file")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in what was given.

    `message`, `expected` and `hint` are English msgids with named `%(x)s` places; `params` goes into all three.
    `found` is what stood there, as it stood, cut to 80 characters.
    """

    code: str
    message: str
    where: Where
    found: str = ""
    expected: str = ""
    hint: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def stops(self) -> bool:
        """True when nothing may be stored before this is mended."""
        return self.severity is Severity.ERROR

    def sentences(self) -> tuple[Message, ...]:
        """Message, expectation and cure, those that are not empty."""
        return tuple(Message(text, self.params) for text in (self.message, self.expected, self.hint) if text)


FOUND_MAX = 80


def shown(value: object) -> str:
    """A cell's value for a message: as text, on one line, cut to 80 characters. A date as day.month.year."""
    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else " ".join(str(value).split())
    return text if len(text) <= FOUND_MAX else text[: FOUND_MAX - 1] + "…"


def problem_of(error: RyddigError, where: Where) -> Problem:
    """An error about a whole file as a problem among others, so that one bad file does not stop the rest."""
    return Problem(error.code, error.message, where, hint=error.hint, params=dict(error.params))
