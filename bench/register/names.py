"""Names of invented firms, with the shares of legal forms and the ways of naming that the real register has."""

from dataclasses import dataclass
from random import Random
from typing import Final

from bench.register import words as w

FORMS: Final = ("ENK", "AS", "FLI", "NUF", "ESEK", "SAM", "DA", "ANS", "BRL", "STI", "SA", "KS", "ASA", "IKS", "KF")
_SHARES: Final = (470, 330, 80, 22, 22, 22, 15, 15, 10, 5, 4, 2, 1, 1, 1)
FORM_WEIGHTS: Final = tuple(sum(_SHARES[: number + 1]) for number in range(len(_SHARES)))
LIMITED: Final = frozenset(("AS", "ASA", "DA", "ANS", "KS", "SA", "IKS", "KF"))
CHAINS: Final = 250


@dataclass(frozen=True, slots=True)
class Made:
    """One invented unit. `core` is the name without its legal form; `place` a number in `words.PLACES`."""

    orgnr: str
    name: str
    core: str
    form: str
    place: int
    former: tuple[str, ...] = ()


class Namer:
    """Gives names; firms of a form that Foretaksregisteret guards get a name of their own."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._taken: set[str] = set()
        self._chains = [w.brand(rng) for _ in range(CHAINS)]

    def form(self) -> str:
        """A legal form by its share."""
        return self.rng.choices(FORMS, cum_weights=FORM_WEIGHTS)[0]

    def place(self) -> int:
        """A place by its share."""
        return self.rng.choices(range(len(w.PLACES)), cum_weights=w.PLACE_WEIGHTS)[0]

    def family(self) -> str:
        """A family name by its share."""
        return self.rng.choices(w.FAMILIES, cum_weights=w.FAMILY_WEIGHTS)[0]

    def trade(self) -> str:
        """A word of trade by its share."""
        return self.rng.choices(w.TRADES, cum_weights=w.TRADE_WEIGHTS)[0]

    def name(self, form: str, place: int) -> tuple[str, str]:
        """The whole name and its core."""
        core = self._free(place) if form in LIMITED else self._any(form, place)
        return self.whole(core, form), core

    def take(self, core: str) -> bool:
        """Keep a core for one guarded firm; False when it is taken."""
        if core in self._taken:
            return False
        self._taken.add(core)
        return True

    def whole(self, core: str, form: str) -> str:
        """The name with its legal form, where names of that form carry it."""
        if form in LIMITED:
            return f"AS {core}" if form == "AS" and self.rng.random() < 0.01 else f"{core} {form}"
        if form == "NUF":
            return f"{core} {self.rng.choice(('NUF', 'LTD', 'AB', 'APS', 'GMBH', 'OY', 'SP Z O O'))}"
        return core

    def _free(self, place: int) -> str:
        core = self._firm(place)
        while not self.take(core):
            core = f"{self._firm(place)} {self.trade()}" if self.rng.random() < 0.5 else self._firm(place)
        return core

    def _any(self, form: str, place: int) -> str:
        if form == "ENK":
            return self._sole()
        if form == "FLI":
            return f"{w.PLACES[place][0].split()[0]} {self.rng.choice(w.CLUBS)}"
        if form in ("ESEK", "BRL"):
            kind = "SAMEIET" if form == "ESEK" else "BORETTSLAGET"
            return f"{kind} {self.rng.choice(w.STREETS)} {self.rng.randint(1, 99)}"
        return self._firm(place)

    def _sole(self) -> str:
        kind = self.rng.random()
        person = f"{self.rng.choice(w.FIRST)} {self.family()}"
        if kind < 0.45:
            return person
        if kind < 0.6:
            return f"{person} {self.trade()}"
        if kind < 0.75:
            return f"{self.family()} {self.trade()}"
        return f"{w.brand(self.rng)} {self.family()}" if kind < 0.85 else f"{w.brand(self.rng)} {self.trade()}"

    def _firm(self, place: int) -> str:  # noqa: PLR0911 - one return for each way of naming
        kind = int(self.rng.random() * 100)
        if kind < 22:
            return w.brand(self.rng)
        if kind < 40:
            return f"{w.brand(self.rng)} {self.trade()}"
        if kind < 52:
            return f"{self.family()} {self.trade()}"
        if kind < 59:
            return f"{w.PLACES[place][0].split()[0]} {self.trade()}"
        if kind < 66:
            return f"{self.family()} {'&' if kind < 63 else 'OG'} {self.rng.choice((self.family(), 'SØNN', 'CO'))}"
        if kind < 76:
            return f"{self._letters()} {self.rng.choice(w.OWNING)}"
        if kind < 86:
            return f"{self.family()} {self.rng.choice(w.OWNING)}"
        if kind < 90:
            return f"{self.rng.choice(w.STREETS)} {self.rng.randint(1, 199)}"
        if kind < 96:
            return f"{self.rng.choice(self._chains)} {w.PLACES[place][0]}"
        return f"{self.rng.choice(w.LEADING)} {self.family()}"

    def _letters(self) -> str:
        return "".join(self.rng.choice("ABCDEFGHIJKLMNOPRSTVØÅ") for _ in range(self.rng.randint(2, 4)))
