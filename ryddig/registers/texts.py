"""Texts from outside read as values: amounts, dates, and text that was damaged on the way."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ryddig.domain.notices import Note

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?(?:T\S*)?$")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,256}@[\w-]{1,256}(?:\.[\w-]{1,256}){1,8}")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_MAX_DIGITS = 15
_LONGEST_MENDED = 20_000
_DAMAGE = ("Ã", "Â", "â€")


def squeeze(text: str) -> str:
    """Whitespace collapsed."""
    return " ".join(text.split())


def repair(text: str) -> tuple[str, tuple[Note, ...]]:
    """Undo UTF-8 that was read as Windows-1252, only when the whole text proves it; e-mail addresses are left out."""
    notes: list[Note] = []
    if len(text) <= _LONGEST_MENDED and any(sign in text for sign in _DAMAGE):
        mended = _undouble(text)
        if mended is not None and mended != text:
            text = mended
            notes.append(Note.ENCODING_REPAIRED)
    if "@" in text and _EMAIL.search(text):
        text = without_addresses(text)
        notes.append(Note.CONTACT_REMOVED)
    return text, tuple(notes)


def without_addresses(text: str) -> str:
    """The text with e-mail addresses replaced by an ellipsis."""
    return _EMAIL.sub("…", text) if "@" in text else text


def _undouble(text: str) -> str | None:
    """None when the text is not UTF-8 read as Windows-1252: one wrong byte and nothing is touched."""
    raw = bytearray()
    for mark in text:
        try:
            raw += mark.encode("cp1252")
        except UnicodeEncodeError:
            if ord(mark) > 0xFF:  # noqa: PLR2004 - beyond one byte
                return None
            raw.append(ord(mark))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def hundredths(text: str) -> tuple[int | None, tuple[Note, ...]]:
    """Hundredths from `428000000.00`, `390697.84`, `1 200 000,50`. A negative amount stands for a withheld one."""
    bare = _SPACES.sub("", text)
    if "," in bare and "." not in bare and bare.count(",") == 1:
        bare = bare.replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None, (Note.UNREADABLE,)
    if not number.is_finite() or number.adjusted() >= _MAX_DIGITS:
        return None, (Note.UNREADABLE,)
    if number < 0:
        return None, (Note.WITHHELD,)
    whole = (number * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return int(whole), () if whole == number * 100 else (Note.ROUNDED,)


def day(text: str) -> tuple[date | None, tuple[Note, ...]]:
    """A date from `2024-01-18`, `2024-01-18+00:00`, `2024-01-18Z`; of several, the first."""
    parts = text.split()
    notes: tuple[Note, ...] = (Note.FIRST_OF_SEVERAL,) if len(parts) > 1 else ()
    found = _DATE.match(parts[0]) if parts else None
    if found is None:
        return None, (Note.UNREADABLE,)
    return make_day(found.group(1), found.group(2), found.group(3), notes=notes)


def make_day(
    year: str, month: str, of_month: str, *, notes: tuple[Note, ...] = ()
) -> tuple[date | None, tuple[Note, ...]]:
    """A date from its three parts."""
    try:
        return date(int(year), int(month), int(of_month)), notes
    except ValueError:
        return None, (Note.UNREADABLE,)
