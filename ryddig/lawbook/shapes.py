"""What a law file may hold, checked where foreign text enters: the common parts, series and duties.

pydantic models, strict, unknown keys refused. `build.py` turns them into the frozen values of `domain.law`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ryddig.domain.law import CountsFrom, OwedBy, Status

ID = re.compile(r"[A-Za-z0-9_]+([.\-][A-Za-z0-9_]+)*")


class Model(BaseModel):
    """Strict, closed, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


def _iso(value: object) -> object:
    """A quoted day counts as a day."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _source(value: object) -> object:
    """`source: L-112` is short for `source: {key: L-112}`."""
    return {"key": value} if isinstance(value, str) else value


def _value(value: object) -> object:
    numbers = isinstance(value, Mapping) and bool(value) and all(type(number) is int for number in value.values())
    texts = isinstance(value, tuple) and bool(value) and all(isinstance(item, str) for item in value)
    if value is None or numbers or texts or isinstance(value, int | str):
        return value
    raise PydanticCustomError("law_value", "law_value")


def _identifier(value: object) -> object:
    if isinstance(value, str) and not ID.fullmatch(value):
        raise PydanticCustomError("identifier", "identifier")
    return value


def _link(value: object) -> object:
    if isinstance(value, str) and not value.startswith(("https://", "http://")):
        raise PydanticCustomError("no_link", "no_link")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
Identifier = Annotated[str, BeforeValidator(_identifier), Field(min_length=1)]
Text = Annotated[str, Field(min_length=1)]
Link = Annotated[str, BeforeValidator(_link), Field(min_length=1)]
LawValue = Annotated[int | str | bool | Mapping[str, int] | tuple[str, ...] | None, BeforeValidator(_value)]
CpvPrefix = Annotated[str, Field(pattern=r"^[0-9]{2,8}$")]
StatusName = Annotated[Status, Field(strict=False)]
CountsFromName = Annotated[CountsFrom, Field(strict=False)]
OwedByName = Annotated[OwedBy, Field(strict=False)]
Theme = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]


class WordsModel(Model):
    """One text in all three languages; none may be missing."""

    nb: Text
    nn: Text
    en: Text


class SourceModel(Model):
    """Either the key of a source record, or the act and its link in full."""

    key: str = ""
    act: str = ""
    at: str = ""
    amended_by: str = ""
    link: Link | None = None


SourceField = Annotated[SourceModel, BeforeValidator(_source)]


class ReadingModel(Model):
    """Another reading of a disputed entry."""

    value: LawValue
    note: Text
    source: SourceField | None = None
    at: str = ""
    cpv: tuple[CpvPrefix, ...] = ()


class EntryModel(Model):
    """One dated value. `at` and `amended_by` may stand beside a source that is only a key."""

    since: Day = Field(alias="from")
    value: LawValue
    source: SourceField
    at: str = ""
    amended_by: str = ""
    status: StatusName
    checked_on: Day
    note: str = ""
    readings: tuple[ReadingModel, ...] = ()


Entries = Annotated[tuple[EntryModel, ...], Field(min_length=1)]


class SeriesModel(Model):
    """`what: series`."""

    what: Literal["series"]
    id: Identifier
    name: WordsModel
    unit: Text
    counts_from: CountsFromName
    stricter: Literal["", "lower", "higher"] = ""
    stricter_than: str = ""
    series: Entries


class DutyModel(Model):
    """`what: duty`."""

    what: Literal["duty"]
    id: Identifier
    name: WordsModel
    regime: Literal["R2008", "R2026", "any"]
    theme: Theme
    owed_by: Annotated[tuple[OwedByName, ...], Field(min_length=1)]
    text: WordsModel
    evidence: WordsModel
    deadline: str = ""
    cadence: Literal[
        "once",
        "running",
        "each_pay",
        "each_report_period",
        "yearly",
        "on_request",
        "before_each_new_sub",
        "before_start",
    ]
    sanctions: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    stricter_than: str = ""
    applies_when: Mapping[str, object] = Field(default_factory=dict)
    counts_from: CountsFromName
    series: Entries


class LayerModel(Model):
    """`what: layer`: the first file of a local folder."""

    what: Literal["layer"]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: WordsModel
    text: WordsModel
    counts_from: CountsFromName = CountsFrom.SIGNED
    series: Entries


class SourceRecordModel(Model):
    """One text we lean on."""

    what: Literal["sources"] = "sources"
    key: Text
    act: Text
    title: Text
    kind: Literal["law", "regulation", "guidance", "research", "press", "party", "secondary"]
    link: Link
    dated: Annotated[str, BeforeValidator(lambda day: day.isoformat() if isinstance(day, date) else day)] = ""


class NoteModel(WordsModel):
    """A note in its three languages. Law files write it in bokmål; the text itself is the key."""

    what: Literal["notes"] = "notes"
