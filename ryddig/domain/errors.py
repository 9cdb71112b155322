"""Errors in three kinds by what to do: the user mends it, we ask again later, or it is our fault."""

from collections.abc import Mapping


class RyddigError(Exception):
    """An error a person reads.

    `code`: stable, dotted, for programs. `message`: what was wrong, English with named `%(x)s` places, marked with
    `N_`.
    `hint`: what to do. `where`: file, row, column or rule. `params`: what goes into the places.
    """

    def __init__(
        self, code: str, message: str, *, hint: str = "", where: str = "", params: Mapping[str, object] | None = None
    ) -> None:
        self.code = code
        self.message = message
        self.hint = hint
        self.where = where
        self.params: Mapping[str, object] = params or {}
        super().__init__(str(self))

    def __str__(self) -> str:
        sentence = self.message % self.params if self.params else self.message
        cure = self.hint % self.params if self.params else self.hint
        place = f"{self.where}: " if self.where else ""
        return f"{place}{sentence} {cure}".strip()


class UserCanFix(RyddigError):
    """What was given is wrong; the person who gave it can mend it."""


class AskAgainLater(RyddigError):
    """Something outside did not answer; the same question may go through later."""


class OurFault(RyddigError):
    """A fault in Ryddig or in its law data."""
