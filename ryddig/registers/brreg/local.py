"""The local file of the register: a unit by its number, and names for the search. Read only; `local_build` makes it."""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ryddig.domain.errors import UserCanFix
from ryddig.domain.register_words import SubUnit, Unit
from ryddig.domain.words import N_
from ryddig.registers.brreg.bulk import FileFormat
from ryddig.registers.brreg.bulk_fields import as_json, from_json
from ryddig.registers.brreg.bulk_lines import BETWEEN_FIELDS
from ryddig.registers.brreg.bulk_rows import BETWEEN_ROWS, name_key
from ryddig.registers.brreg.parse import sub_unit_of, unit_of

APPLICATION: Final = 0x52594447
VERSION: Final = 1
_STARTS: Final = b"SQLite format 3\x00"
_ONE: Final = 1 << 30
_MOST_WORDS: Final = 3000
_STATES: Final = ("underRekonstruksjonsforhandlingDato", "underUtenlandskInsolvensbehandlingDato")


@dataclass(frozen=True, slots=True)
class _Layout:
    format: str
    sub_units: bool
    columns: tuple[str, ...]


class LocalRegister:
    """Enhetsregisteret as it was when its whole files were fetched. One for each thread; opening it takes no time."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path
        self._layouts = {
            number: _Layout(form, bool(sub), tuple(columns.split(BETWEEN_FIELDS)))
            for number, form, sub, columns in db.execute("SELECT id, format, sub_units, columns FROM layout")
        }
        at, origins, self.units, self.sub_units = db.execute(
            "SELECT at, origins, units, sub_units FROM loaded"
        ).fetchone()
        self.loaded_at = datetime.fromisoformat(at)
        self.origins: tuple[str, ...] = tuple(origins.splitlines())

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a local register. Raises UserCanFix when it is not there, not one, or of another version."""
        if not path.is_file():
            text = N_("There is no local register at %(file)s.")
            raise UserCanFix("register.not_loaded", text, hint=_CURE, params={"file": str(path)})
        try:
            db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
            marks = tuple(db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            if marks == (APPLICATION, VERSION):
                db.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
                return cls(db, path)
            db.close()
        except sqlite3.DatabaseError as error:
            raise _other(path) from error
        raise _other(path)

    @staticmethod
    def is_one(path: Path) -> bool:
        """Whether a file bears the mark of a local register, of whatever version."""
        with path.open("rb") as file:
            head = file.read(72)
        return head.startswith(_STARTS) and int.from_bytes(head[68:72], "big") == APPLICATION

    @property
    def untold(self) -> tuple[str, ...]:
        """States of a main unit that the files it was loaded from do not tell, by the register's own field names.

        CSV has no column for reconstruction: a firm may look sound in it that is not. Ask the register itself.
        """
        columns = [
            set(one.columns) for one in self._layouts.values() if one.format == FileFormat.CSV and not one.sub_units
        ]
        return tuple(name for name in _STATES if any(name not in each for each in columns))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def unit(self, number: str) -> Unit | SubUnit | None:
        """The unit of a number, or None when the files did not hold it."""
        found = self.record(number)
        if found is None:
            return None
        record, sub_unit = found
        return sub_unit_of(record) if sub_unit else unit_of(record)

    def record(self, number: str) -> tuple[dict[str, Any], bool] | None:
        """The record of a number in the shape of the register's JSON, and whether it is a sub-unit."""
        if not (number.isascii() and number.isdigit()):
            return None
        row = self._db.execute(
            "SELECT layout, rows FROM unit JOIN block ON block.id = unit.block WHERE number = ?", (int(number),)
        ).fetchone()
        if row is None:
            return None
        layout = self._layouts[row[0]]
        line = _line_of(number, zlib.decompress(row[1]).decode(), layout)
        if layout.format == FileFormat.JSON:
            return from_json(line), layout.sub_units
        return as_json(layout.columns, line.split(BETWEEN_FIELDS), sub_units=layout.sub_units), layout.sub_units

    def numbers_named(self, core: str) -> list[int]:
        """Numbers of units with a name, new or former, that folds to `core` when spaces do not count."""
        first = name_key(core)
        rows = self._db.execute("SELECT key FROM name_key WHERE key BETWEEN ? AND ?", (first, first + _ONE - 1))
        return [key & (_ONE - 1) for (key,) in rows]

    def names(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """The names of units, the present one first."""
        marks = ",".join("?" * len(numbers))
        found = {
            number: [name]
            for number, name in self._db.execute(f"SELECT number, name FROM unit WHERE number IN ({marks})", numbers)  # noqa: S608 - marks only
        }
        for number, name in self._db.execute(f"SELECT number, name FROM former WHERE number IN ({marks})", numbers):  # noqa: S608 - marks only
            found[number].append(name)
        return found

    def numbers_with(self, match: str, limit: int) -> list[int]:
        """Numbers of main units whose names hold words; `match` in the language of FTS5."""
        rows = self._db.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, limit))
        return [number for (number,) in rows]

    def counts_of(self, words: Iterable[str]) -> dict[str, int]:
        """How many units have each word in a name; words that no unit has are left out."""
        asked = list(words)
        marks = ",".join("?" * len(asked))
        return dict(self._db.execute(f"SELECT word, units FROM word WHERE word IN ({marks})", asked))  # noqa: S608 - marks only

    def words_from(self, start: str, lengths: range) -> list[str]:
        """Words of some length that begin with `start`."""
        sql = "SELECT word FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? LIMIT ?"
        return [
            word for (word,) in self._db.execute(sql, (start, f"{start}\x7f", lengths[0], lengths[-1], _MOST_WORDS))
        ]

    def words_ending(self, end: str, lengths: range) -> list[str]:
        """Words of some length that end with `end`."""
        sql = "SELECT word FROM back WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? LIMIT ?"
        turned = end[::-1]
        rows = self._db.execute(sql, (turned, f"{turned}\x7f", lengths[0], lengths[-1], _MOST_WORDS))
        return [word[::-1] for (word,) in rows]


_CURE: Final = N_("Load it: `ryddig register load FILE --out PATH` with the whole file of Enhetsregisteret.")


def _line_of(number: str, text: str, layout: _Layout) -> str:
    if layout.format == FileFormat.JSON:
        at = text.index(f'"organisasjonsnummer":"{number}"')
    elif layout.columns[0] == "organisasjonsnummer":
        at = 0 if text.startswith(number) else text.index(f"{BETWEEN_ROWS}{number}{BETWEEN_FIELDS}") + 1
    else:
        column = layout.columns.index("organisasjonsnummer")
        return next(line for line in text.split(BETWEEN_ROWS) if line.split(BETWEEN_FIELDS)[column] == number)
    start = text.rfind(BETWEEN_ROWS, 0, at) + 1
    end = text.find(BETWEEN_ROWS, at)
    return text[start:] if end < 0 else text[start:end]


def _other(path: Path) -> UserCanFix:
    text = N_("%(file)s is not a local register of this version of Ryddig.")
    return UserCanFix("register.other_version", text, hint=_CURE, params={"file": str(path)})
