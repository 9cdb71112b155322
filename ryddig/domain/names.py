"""Names of firms and buyers: one name spelled in several ways, and what stands in a name field without being one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ryddig.domain.facts import BuyerKind

_NORWEGIAN_FORMS = frozenset(
    (
        "as",
        "asa",
        "ans",
        "da",
        "ba",
        "sa",
        "ks",
        "enk",
        "sf",
        "hf",
        "rhf",
        "iks",
        "kf",
        "fkf",
        "nuf",
        "stiftelse",
        "fli",
    )
)
_FOREIGN_FORMS = frozenset(
    ("ab", "oy", "oyj", "aps", "a/s", "gmbh", "ag", "ltd", "limited", "plc", "llp", "inc", "corp", "bv", "nv", "uab")
)
LEGAL_FORMS = _NORWEGIAN_FORMS | _FOREIGN_FORMS
_LONGEST = 300
_BRACKETS = re.compile(r"\s*[\(\[][^)\]]*[\)\]]\s*")
_WORDS = re.compile(r"[^\W_]+(?:/[^\W_]+)?", re.UNICODE)
_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_CANCELLED = re.compile(
    r"\b(?:avlyst|avlyses|avlysning|avlysing|kansellert|kanselleres|annullert|annulleres|cancelled|canceled|cancellation)\b"
)
_REMARK = re.compile(
    r"^(?:(?:se|sjå|see|jf\.?|jfr\.?|viser til|det vises til)\b.*"
    r"|(?:flere|fleire|several|diverse|ulike) (?:leverandører|leverandørar|suppliers|tilbydere|firma(?:er)?)\b.*"
    r"|flere|diverse|ukjent|unknown|ikke (?:oppgitt|aktuelt|relevant)|ingen|none|n/?a\.?|not available|tba|tbd|[\W_]*)$"
)


@dataclass(frozen=True, slots=True)
class FirmName:
    """A firm's name taken apart: `core` folded for comparison, the legal form, and what stood in brackets."""

    raw: str
    core: str
    legal_form: str
    bracket: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """Names that fold to the same core, each with how often it was seen, most used first."""

    core: str
    names: tuple[tuple[str, int], ...]


def take_apart(name: str) -> FirmName:
    """The parts of a firm's name: `Sopra Steria AS (hovedenhet)` is `sopra steria`, form `as`, bracket `hovedenhet`."""
    return FirmName(name, *_parts(name[:_LONGEST]))


@lru_cache(maxsize=65536)
def _parts(name: str) -> tuple[str, str, str]:
    text = unicodedata.normalize("NFKC", name).casefold()
    bracket = ""
    if "(" in text or "[" in text:
        bracket = " ".join(part.strip(" ()[]") for part in _BRACKETS.findall(text))
        text = _BRACKETS.sub(" ", text)
    words = _WORDS.findall(text.replace("&", " og "))  # folded below: the place Ås is no form
    form = ""
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        form = words.pop()
    if not form and len(words) > 1 and words[0] in LEGAL_FORMS:
        form = words.pop(0)
    return _bare(" ".join(words)), form, bracket


def _bare(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


def fold(text: str) -> str:
    """Any text folded for comparison, its first 300 signs: case, accents, æøå, punctuation, spacing do not count."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("&", " og "))
    return _bare(" ".join(words))


def collapse_spellings(names: Iterable[str]) -> tuple[Spellings, ...]:
    """Spellings that fold to the same core, side by side, for a person to see. Nothing is merged by this."""
    groups: dict[str, dict[str, int]] = {}
    for name in names:
        group = groups.setdefault(take_apart(name).core, {})
        group[name] = group.get(name, 0) + 1
    ordered = ((core, sorted(seen.items(), key=lambda item: (-item[1], item[0]))) for core, seen in groups.items())
    return tuple(Spellings(core, tuple(seen)) for core, seen in sorted(ordered))


def says_cancelled(name: str) -> bool:
    """True when a text in a name field says that the competition was cancelled. With a legal form it is a firm."""
    return bool(_CANCELLED.search(name[:_LONGEST].casefold())) and not take_apart(name).legal_form


def is_remark(name: str) -> bool:
    """True when a name field holds a pointer or a filler (`Se vedlegg`, `Flere leverandører`, `-`), not a name."""
    return bool(_REMARK.match(" ".join(name[:_LONGEST].casefold().split()))) and not take_apart(name).legal_form


def kind_by_name(name: str) -> BuyerKind | None:
    """What a buyer's name says of its kind: `… fylkeskommune` is a county, `… kommune` a municipality. Else None."""
    words = take_apart(name).core.split()
    if any(word.endswith("fylkeskommune") for word in words):
        return BuyerKind.COUNTY
    if "kommune" in words:
        return BuyerKind.MUNICIPAL
    return None
