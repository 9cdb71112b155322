"""Invented people for demonstration data: names that nobody has, numbers that only a test can hold.

Everything is drawn by SHA-256 from a seed and a label, so the same seed gives the same people on every machine.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from ryddig.domain.pay_facts import Trade

FIRST: Final = (
    "Testulf", "Prøvine", "Demonja", "Fiktolf", "Eksempla", "Skissar", "Utkasta", "Modellfrid",
    "Malvar", "Øvelin", "Kladdrun", "Attrappa", "Fantolv", "Tenkla", "Oppdikta", "Innbilla", "Kulissa",
    "Skyggvar", "Papirella", "Blindprøv",
)  # fmt: skip
LAST: Final = (
    "Oppdiktsen", "Prøvestad", "Fiktivhaug", "Demodal", "Eksempelvik", "Tenktnes", "Skissevoll",
    "Kladdeberg", "Malmerud", "Attrapplid", "Øvelsrud", "Modellmo", "Utkastli", "Kulisseng",
    "Papirsund", "Liksomby",
)  # fmt: skip
FIRM: Final = "319009019"
SUBCONTRACTOR: Final = "319009027"
STRANGER: Final = "319009035"
SYNTHETIC_MONTH: Final = 80  # the tax authorities' test persons have 80 added to the month
NEVER: Final = 10  # a check digit that is never issued
_FIRST_WEIGHTS: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Draw:
    """Whole numbers by seed and label."""

    seed: str

    def below(self, limit: int, *labels: object) -> int:
        """A number from 0 up to, not including, `limit`."""
        text = "\n".join([self.seed, *map(str, labels)])
        return int.from_bytes(sha256(text.encode()).digest()[:8]) % limit


@dataclass(frozen=True, slots=True)
class Person:
    """An invented worker and the terms agreed. `rate`: øre per hour."""

    number: str
    first_name: str
    last_name: str
    national_id: str
    account: str
    card: str
    born_on: date
    started_on: date
    experience_from: date
    trade: Trade
    category: str
    rate: int
    certificate: bool = False
    apprentice: bool = False
    employer: str = FIRM

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def _rest(digits: str, weights: tuple[int, ...]) -> int:
    """Check digit by modulus 11; 10 means that the number is never issued."""
    return -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def national_id(born_on: date, draw: Draw, label: str) -> str:
    """A national identity number of the synthetic series, with right check digits."""
    start = f"{born_on.day:02}{born_on.month + SYNTHETIC_MONTH:02}{born_on.year % 100:02}"
    for attempt in range(1000):
        nine = f"{start}{draw.below(500, label, 'id', attempt):03}"
        first = _rest(nine, _FIRST_WEIGHTS)
        second = _rest(f"{nine}{first}", _SECOND_WEIGHTS) if first < NEVER else NEVER
        if second < NEVER:
            return f"{nine}{first}{second}"
    raise AssertionError("a thousand attempts give a number that is issued")


def account_number(draw: Draw, label: str) -> str:
    """An account number with a right check digit, at a bank that does not exist (0000)."""
    for attempt in range(1000):
        ten = f"0000{draw.below(1_000_000, label, 'account', attempt):06}"
        check = _rest(ten, _SECOND_WEIGHTS)
        if check < NEVER:
            return f"{ten}{check}"
    raise AssertionError("a thousand attempts give a number that is issued")


def born_between(draw: Draw, label: str, years: tuple[int, int]) -> date:
    """A birthday in one of the years, both included."""
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    return first + timedelta(draw.below((last - first).days + 1, label, "born"))


def named(draw: Draw, place: int) -> tuple[str, str]:
    """First and last name of the person with this place in the list; no two within 320 people are alike."""
    turned = place + draw.below(len(FIRST) * len(LAST), "names")
    return FIRST[turned % len(FIRST)], LAST[(turned // len(FIRST) + turned) % len(LAST)]
