"""How a firm's name is written in awards and supplier lists, and firms that look like it. Each with its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.register import words as w
from bench.register.names import LIMITED, Made, Namer

TRUNCATED_AT: Final = (20, 25, 30)
PLACE_TOLD: Final = 0.5
PLACE_RIGHT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to find. `orgnr` is the answer; empty when the firm is not in the register. `kind` says what was done."""

    name: str
    place: str
    orgnr: str
    kind: str


Write = Callable[[Made, Random], str]


def _title(text: str) -> str:
    return " ".join(word.capitalize() if len(word) > 3 else word for word in text.split())


def _form(firm: Made) -> str:
    return firm.form if firm.form in LIMITED else ""


def _same(firm: Made, _: Random) -> str:
    return firm.name


def _as_written(firm: Made, _: Random) -> str:
    return _title(firm.name)


def _lower(firm: Made, _: Random) -> str:
    return firm.name.lower()


def _form_missing(firm: Made, _: Random) -> str:
    return _title(firm.core) if _form(firm) else ""


def _form_first(firm: Made, _: Random) -> str:
    return f"{firm.form} {_title(firm.core)}" if _form(firm) else ""


def _form_wrong(firm: Made, _: Random) -> str:
    return f"{_title(firm.core)} {'AS' if firm.form == 'ASA' else 'ASA'}" if firm.form in ("AS", "ASA") else ""


def _main_unit(firm: Made, _: Random) -> str:
    return f"{_title(firm.name)} (hovedenhet)"


def _department(firm: Made, rng: Random) -> str:
    place = _title(rng.choice(w.PLACES)[0])
    return _title(firm.name) + rng.choice((f" avd. {place}", f", avd {place}", f" avdeling {place}"))


def _ampersand(firm: Made, _: Random) -> str:
    if " & " in firm.name:
        return _title(firm.name.replace(" & ", " og "))
    return _title(firm.name.replace(" OG ", " & ")) if " OG " in firm.name else ""


def _double_encoded(firm: Made, rng: Random) -> str:
    text = rng.choice((firm.name, _title(firm.name)))
    if text.isascii():
        return ""
    signs = (bytes([byte]) for byte in text.encode())
    return "".join(_cp1252(sign) for sign in signs)


def _cp1252(sign: bytes) -> str:
    try:
        return sign.decode("cp1252")
    except UnicodeDecodeError:
        return sign.decode("latin-1")


def _truncated(firm: Made, rng: Random) -> str:
    at = rng.choice(TRUNCATED_AT)
    return _title(firm.name)[:at].rstrip() if len(firm.core) > at else ""


def _typo(firm: Made, rng: Random) -> str:
    spots = [
        spot for word in firm.core.split() if len(word) >= 5 and word.isalpha() for spot in (firm.core.find(word),)
    ]
    if not spots:
        return ""
    start = rng.choice(spots)
    length = len(firm.core[start:].split()[0])
    at = start + rng.randrange(1, length)
    core = firm.core
    kind = rng.randrange(4)
    if kind == 0:
        core = core[:at] + core[at + 1 :]
    elif kind == 1:
        core = core[:at] + core[at] + core[at:]
    elif kind == 2:
        core = core[:at] + rng.choice("AEIORSTLN") + core[at + 1 :]
    else:
        core = core[: at - 1] + core[at] + core[at - 1] + core[at + 1 :]
    name = firm.name.replace(firm.core, core)
    return _title(name) if core != firm.core else ""


def _former(firm: Made, rng: Random) -> str:
    return _title(rng.choice(firm.former)) if firm.former else ""


def _with_place(firm: Made, rng: Random) -> str:
    place = _title(w.PLACES[firm.place][0].split()[0])
    return f"{_title(firm.core)} {place}" if rng.random() < 0.5 else f"{_title(firm.name)}, {place}"


def _joined(firm: Made, rng: Random) -> str:
    words = firm.core.split()
    if len(words) < 2 or not words[0].isalpha():
        return ""
    first = rng.choice(("", "-")).join(words[:2])
    return " ".join((_title(first), *map(_title, words[2:]), _form(firm))).strip()


def _spelled_out(firm: Made, _: Random) -> str:
    plain = firm.name.replace("Æ", "AE").replace("Ø", "OE").replace("Å", "AA")
    return _title(plain) if plain != firm.name else ""


def _with_number(firm: Made, rng: Random) -> str:
    number = f"{firm.orgnr[:3]} {firm.orgnr[3:6]} {firm.orgnr[6:]}"
    return _title(firm.name) + rng.choice((f" ({number})", f", org.nr. {number}", f" NO {firm.orgnr} MVA"))


def _broken_line(firm: Made, _: Random) -> str:
    words = _title(firm.name).split()
    return f"{words[0]},\n      {' '.join(words[1:])}" if len(words) > 2 else f"  {_title(firm.name)} \n"


KINDS: Final[dict[str, Write]] = {
    "same": _same,
    "as_written": _as_written,
    "lower": _lower,
    "form_missing": _form_missing,
    "form_first": _form_first,
    "form_wrong": _form_wrong,
    "main_unit": _main_unit,
    "department": _department,
    "ampersand": _ampersand,
    "double_encoded": _double_encoded,
    "truncated": _truncated,
    "typo": _typo,
    "former": _former,
    "with_place": _with_place,
    "joined": _joined,
    "spelled_out": _spelled_out,
    "with_number": _with_number,
    "broken_line": _broken_line,
}


def asked_of(firm: Made, rng: Random) -> Asked:
    """One spelling of this firm, of a kind that its name can have."""
    while True:
        kind = rng.choice(tuple(KINDS))
        name = KINDS[kind](firm, rng)
        if name:
            return Asked(name, told_place(firm.place, rng), firm.orgnr, kind)


def told_place(place: int, rng: Random) -> str:
    """The place that stands beside the name: often none, at times another one than the register's."""
    if rng.random() > PLACE_TOLD:
        return ""
    right = rng.random() < PLACE_RIGHT
    return _title(w.PLACES[place][0] if right else rng.choice(w.PLACES)[0])


def look_alikes(firm: Made, namer: Namer, rng: Random) -> list[tuple[str, str, int]]:
    """Other firms with nearly this name: name's core, legal form, place."""
    place = namer.place()
    town = w.PLACES[place][0].split()[0]
    first = firm.core.split()[0]
    kind = rng.randrange(5)
    if kind == 0:
        return [(f"{firm.core} {town}", "AS", place)]
    if kind == 1:
        return [(firm.core, "ENK", place)]
    if kind == 2:
        return [(f"{first} {w.PLACES[each][0].split()[0]}", "AS", each) for each in (place, namer.place())]
    if kind == 3:
        return [(f"{first} {namer.trade()}", "AS", firm.place)]
    return [(_one_letter_off(firm.core, rng), "AS", namer.place())]


def absent(firm: Made, namer: Namer, rng: Random) -> tuple[str, str]:
    """A name like this firm's that nobody has, and its kind."""
    words = firm.core.split()
    kind = rng.random()
    if kind < 0.15:
        return _one_letter_off(firm.core, rng), "absent_letter"
    if kind < 0.5 and len(words) > 1:
        return " ".join((words[0], namer.trade(), namer.trade())), "absent_trade"
    if kind < 0.8 and len(words) > 1:
        return " ".join((namer.family(), *words[1:], namer.trade())), "absent_family"
    return w.brand(rng) + w.brand(rng), "absent_word"


def _one_letter_off(core: str, rng: Random) -> str:
    letters = [at for at, sign in enumerate(core) if sign.isalpha()]
    at = rng.choice(letters)
    return core[:at] + rng.choice([letter for letter in "ABEGIKLMNORSTV" if letter != core[at]]) + core[at + 1 :]
