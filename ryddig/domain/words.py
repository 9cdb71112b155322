"""Marks for texts that a door translates, and texts that the lawbook holds in three languages or five."""

from collections.abc import Mapping
from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - the customary mark for a message that is translated later
    """Mark an English message for translation; the door translates it. Returns the text unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """One text of law or guidance in bokmål (authentic), nynorsk and English; in Polish and Lithuanian where suppliers'
    people read it."""

    nb: str
    nn: str = ""
    en: str = ""
    pl: str = ""
    lt: str = ""

    def in_language(self, language: str) -> str:
        """Text in `nb`, `nn`, `en`, `pl` or `lt`; where it is missing, English for `pl` and `lt`, else bokmål."""
        text = {"nn": self.nn, "en": self.en, "pl": self.pl or self.en, "lt": self.lt or self.en}
        return text.get(language, self.nb) or self.nb


NO_WORDS = Words("")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named `%(x)s` places, untranslated, and what goes into them."""

    text: str
    params: Mapping[str, object]

    def plain(self) -> str:
        """The English sentence."""
        return self.text % dict(self.params)
