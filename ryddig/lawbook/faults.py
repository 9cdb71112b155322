"""What is wrong in a law file: where, what was wrong, what was expected, what to do; in three languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_, Words
from ryddig.lawbook.fault_words import FAULT_WORDS


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `file` is shown as the person knows it, `line` counts from one, `warning` does not stop a load."""

    file: str
    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False
    own: bool = False

    def wrong(self, language: str = "nb") -> str:
        """What was wrong."""
        return self._say(0, language)

    def expected(self, language: str = "nb") -> str:
        """What was expected."""
        return self._say(1, language)

    def cure(self, language: str = "nb") -> str:
        """What to do."""
        return self._say(2, language)

    def _say(self, part: int, language: str) -> str:
        params = {name: _in_language(given, language) for name, given in self.params.items()}
        return FAULT_WORDS[self.code][part].in_language(language) % params

    def line_of_text(self, language: str = "nb") -> str:
        """The whole fault on one line."""
        return f"{self.file}:{self.line}: {self.wrong(language)} {self.expected(language)} {self.cure(language)}"


def _in_language(given: object, language: str) -> object:
    return given.in_language(language) if isinstance(given, Words) else given


class Refused(Exception):
    """A piece of a file is wrong: `code`, the `path` to it inside its item, and what goes into the words."""

    def __init__(self, code: str, path: Sequence[str | int], **params: object) -> None:
        self.code, self.path, self.params = code, tuple(path), params
        super().__init__(f"{code} at {'.'.join(map(str, path))}")


def raise_first(faults: Sequence[Fault]) -> None:
    """Raise the first error: UserCanFix when it lies in a buyer's own folder, else OurFault. Warnings pass."""
    errors = [fault for fault in faults if not fault.warning]
    if not errors:
        return
    first = errors[0]
    kind = UserCanFix if first.own else OurFault
    raise kind(
        f"lawbook.{first.code}",
        N_("The law data cannot be used: %(wrong)s %(expected)s"),
        hint="%(cure)s",
        where=f"{first.file}:{first.line}",
        params={"wrong": first.wrong("en"), "expected": first.expected("en"), "cure": first.cure("en")},
    )
