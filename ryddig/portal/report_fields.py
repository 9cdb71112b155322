"""The questions of a self-report as fields of a page: what stands in them, how to answer, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.answer_checks import AnswerProblem, said
from ryddig.domain.answers import Row, Value, rows, texts
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Column, Form, Question, QuestionKind
from ryddig.domain.self_report_prefill import Prefill
from ryddig.records.selfreports.facts import Before
from ryddig.records.selfreports.prefilling import CONTRACT, OTHER
from ryddig.reports.answers_said import answer_said
from ryddig.reports.formats import day
from ryddig.reports.self_report_looks import NOK, used_for

Raw = Mapping[str, Sequence[str]]
"""What was written on a page: the name of a field -> its values."""
RADIOS: Final = 6
"""So many alternatives stand as buttons; more are a list."""
BLANK_ROWS, MORE_ROWS = 1, 3
UNSAID_KINDS: Final = frozenset(
    {QuestionKind.SINGLE, QuestionKind.SEVERAL, QuestionKind.TABLE, QuestionKind.FILE, QuestionKind.DECLARATION}
)
"""Kinds whose fields show by themselves how to answer."""


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One alternative."""

    code: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One field: a question's own, or one of a table's row. `widget`: text, email, long, number, date, radio, list,
    checks or declare."""

    name: str
    label: str
    widget: str
    value: str = ""
    choices: tuple[ShownChoice, ...] = ()
    required: bool = False
    unit: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table, counted from 1."""

    number: int
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file in an answer: what the answer holds, and what it is called."""

    held: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its field, table or files. `before`: where what stands there is from; `other`: what somebody else
    saved meanwhile."""

    id: str
    text: str
    help: str
    uses: tuple[str, ...]
    required: bool
    kind: str
    cell: ShownCell | None = None
    table: tuple[ShownRow, ...] = ()
    files: tuple[ShownFile, ...] = ()
    before: str = ""
    earlier: str = ""
    other: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of questions is made of. `raw`: what was just written, shown again as it was; None shows what is
    stored. `more`: the table that is to have more rows."""

    form: Form
    book: Book
    language: str
    given: Mapping[str, Value]
    before: Mapping[str, Before] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    raw: Raw | None = None
    problems: Sequence[AnswerProblem] = ()
    others: Mapping[str, Value] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    more: str = ""

    def shown(self, question: Question) -> ShownQuestion:
        """One question."""
        kind = question.kind
        is_table, is_file = kind is QuestionKind.TABLE, kind is QuestionKind.FILE
        return ShownQuestion(
            id=question.id,
            text=question.text.in_language(self.language),
            help=self._help(question),
            uses=tuple(used_for(question, self.book, self.language).split("\n")),
            required=question.required,
            kind=kind.value,
            cell=None if is_table or is_file else self._cell(question, question.id, self.given.get(question.id)),
            table=tuple(self._rows(question)) if is_table else (),
            files=tuple(self._files(question)) if is_file else (),
            before=self._before(question),
            earlier=self._earlier(question),
            other=self._other(question),
            wrong=tuple(self._wrong(question.id, None, "")),
        )

    def _help(self, question: Question) -> str:
        kind = "" if question.kind in UNSAID_KINDS else said(self.book, f"kind.{question.kind}", self.language)
        given = question.help.in_language(self.language)
        return " ".join(filter(None, (given, kind)))

    def _cell(self, asked: Question | Column, name: str, value: object, *, wrong: tuple[str, ...] = ()) -> ShownCell:
        raw = None if self.raw is None else tuple(self.raw.get(name, ()))
        chosen = raw if raw is not None else (texts(value) if isinstance(value, str | tuple) else ())
        choices = tuple(
            ShownChoice(one.code, one.text.in_language(self.language), one.code in chosen)
            for one in self.form.choices_of(asked)
        )
        shown = (raw[0] if raw else "") if raw is not None else written(value)
        return ShownCell(
            name=name,
            label=asked.text.in_language(self.language),
            widget=widget_of(asked, len(choices)),
            value=shown,
            choices=choices,
            required=asked.required,
            unit=self._unit(asked),
            wrong=wrong,
        )

    def _unit(self, asked: Question | Column) -> str:
        if asked.kind is QuestionKind.MONEY and asked.unit in ("", NOK):
            return "kr"
        return said(self.book, f"unit.{asked.unit}", self.language) if asked.unit else ""

    def _rows(self, question: Question) -> Iterator[ShownRow]:
        given = self._table(question)
        blank = MORE_ROWS if self.more == question.id else BLANK_ROWS
        total = max(len(given) + blank, self._rows_written(question))
        for number in range(1, total + 1):
            row = given[number - 1] if number <= len(given) else {}
            yield ShownRow(number, tuple(self._row(question, number, row)))

    def _table(self, question: Question) -> tuple[Row, ...]:
        return rows(self.given.get(question.id))

    def _rows_written(self, question: Question) -> int:
        counted = (self.raw or {}).get(rows_name(question.id), ())
        return int(counted[0]) if counted and counted[0].isdigit() else 0

    def _row(self, question: Question, number: int, row: Row) -> Iterator[ShownCell]:
        for column in question.columns:
            wrong = tuple(self._wrong(question.id, number, column.id))
            name = cell_name(question.id, number, column.id)
            yield self._cell(column, name, row.get(column.id), wrong=wrong)

    def _files(self, question: Question) -> Iterator[ShownFile]:
        for held in texts(self.given.get(question.id)):
            yield ShownFile(held, self.files.get(held, held) or gettext("File %(number)s") % {"number": held})

    def _before(self, question: Question) -> str:
        found = self.before.get(question.id)
        if found is None or found.state is not Prefill.CONFIRM:
            return ""
        when = {"day": day(found.given.on, "short")}
        if found.origin == CONTRACT:
            return gettext("From the buyer’s own register. Correct it if it is wrong.")
        if found.origin == OTHER:
            return gettext("From your report to another buyer, %(day)s. Correct it if it has changed.") % when
        return gettext("From your earlier report, %(day)s. Correct it if it has changed.") % when

    def _earlier(self, question: Question) -> str:
        found = self.before.get(question.id)
        if found is None or found.state is Prefill.CONFIRM:
            return ""
        told = {"value": self.told(question, found.given.value), "day": day(found.given.on, "short")}
        if found.state is Prefill.RATE_CHANGED:
            return gettext("Your earlier answer (%(day)s): %(value)s. The minimum rate has changed since.") % told
        return gettext("Your earlier answer (%(day)s): %(value)s. It is too old to stand.") % told

    def _other(self, question: Question) -> str:
        if question.id not in self.changed:
            return ""
        value = self.others.get(question.id)
        return gettext("no answer") if value is None else self.told(question, value)

    def _wrong(self, name: str, row: int | None, column: str) -> Iterator[str]:
        for one in self.problems:
            if (one.question, one.row, one.column) == (name, row, column) and not one.note:
                yield " ".join(one.told(self.book, self.language))

    def told(self, question: Question, value: Value) -> str:
        """An answer as a reader sees it, on one line."""
        return answer_said(self.form, question, value, language=self.language, files=self.files)


def widget_of(asked: Question | Column, choices: int) -> str:
    """Which field a kind of answer gets."""
    match asked.kind:
        case QuestionKind.SINGLE:
            return "radio" if isinstance(asked, Question) and choices <= RADIOS else "list"
        case QuestionKind.SEVERAL:
            return "checks"
        case QuestionKind.DECLARATION:
            return "declare"
        case QuestionKind.DATE:
            return "date"
        case QuestionKind.EMAIL:
            return "email"
        case QuestionKind.NUMBER | QuestionKind.MONEY | QuestionKind.ORGNR:
            return "number"
    return "long" if isinstance(asked, Question) and not asked.personal and asked.help.nb else "text"


def written(value: object) -> str:
    """A value as it is typed into its field."""
    match value:
        case None | tuple():
            return ""
        case bool():
            return "yes" if value else ""
        case int():
            return f"{value // 100},{value % 100:02d}" if value % 100 else str(value // 100)
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case date():
            return value.isoformat()
    return str(value)


def rows_name(question: str) -> str:
    """The field that tells how many rows of a table stand on the page."""
    return f"{question}-rows"


def cell_name(question: str, row: int, column: str) -> str:
    """The field of a cell of a table."""
    return f"{question}-{row}-{column}"


def remove_name(question: str) -> str:
    """The field that names files to be taken out of an answer."""
    return f"{question}-remove"
