"""What a law file may hold: questionnaires, questions, lists of choices, the fixed texts of a form."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ryddig.domain.law import CountsFrom
from ryddig.domain.questionnaire import About, FeedKind, QuestionKind, ReadBy
from ryddig.lawbook.shapes import CountsFromName, Entries, Identifier, Model, Text, WordsModel

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]
KindName = Annotated[QuestionKind, Field(strict=False)]
CellKind = Literal["single", "number", "money", "date", "text", "orgnr"]
TestModel = Annotated[
    Mapping[Literal["is", "above", "below", "rows_above", "rows_below", "above_answer"], int | str | tuple[str, ...]],
    Field(min_length=1, max_length=1),
]
Conditions = Mapping[str, TestModel]
WITH_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.SEVERAL})


class FormWordsModel(WordsModel):
    """One text in the five languages of a form; none may be missing."""

    pl: Text
    lt: Text


class ChoiceModel(FormWordsModel):
    """One alternative."""

    code: Code


class ChoiceListModel(Model):
    """`what: choice_list`."""

    what: Literal["choice_list"]
    id: Code
    choices: Annotated[tuple[ChoiceModel, ...], Field(min_length=2)]


class FormTextModel(FormWordsModel):
    """`what: form_text`: a fixed text of every form, or a sentence about an answer that cannot be used."""

    what: Literal["form_text"]
    code: Code


class FeedModel(Model):
    """One use of an answer. `when`: the test, or for `demand` the answer that is demanded."""

    to: Annotated[FeedKind, Field(strict=False)]
    rules: tuple[Text, ...] = ()
    when: TestModel | None = None


class ColumnModel(Model):
    """A column of a table."""

    id: Code
    kind: CellKind
    text: FormWordsModel
    choices: str = ""
    required: bool = False
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    least: int | None = None
    most: int | None = None


class QuestionModel(Model):
    """`what: question`. `personal`: the answer names or points to a person; `about`: the firm or this contract."""

    what: Literal["question"]
    id: Identifier
    kind: KindName
    text: FormWordsModel
    about: Annotated[About, Field(strict=False)]
    personal: bool
    help: FormWordsModel | None = None
    required: bool = True
    choices: str = ""
    columns: tuple[ColumnModel, ...] = ()
    shown_when: Conditions = Field(default_factory=dict)
    feeds: tuple[FeedModel, ...] = ()
    read_by: tuple[Annotated[ReadBy, Field(strict=False)], ...] = ()
    lead: bool = False
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    least: int | None = None
    most: int | None = None
    keeps: str = ""
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries

    @model_validator(mode="after")
    def _whole(self) -> "QuestionModel":
        """A question is used by a rule or a person, has choices or columns when its kind needs them, and no others."""
        if not (self.feeds or self.read_by):
            raise PydanticCustomError("unused_question", "unused_question")
        has_choices = (self.kind in WITH_CHOICES) is bool(self.choices)
        has_columns = (self.kind is QuestionKind.TABLE) is bool(self.columns)
        cells = all((column.kind == "single") is bool(column.choices) for column in self.columns)
        if not (has_choices and has_columns and cells):
            raise PydanticCustomError("question_parts", "single, several: choices; table: columns; others neither")
        return self


class SectionModel(Model):
    """Questions that belong together, by id."""

    id: Code
    name: FormWordsModel
    questions: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class CrossCheckModel(Model):
    """Answers that contradict each other when every test holds."""

    id: Code
    text: FormWordsModel
    when: Annotated[Conditions, Field(min_length=1)]


class QuestionnaireModel(Model):
    """`what: questionnaire`. `series`: the number of the version since each day."""

    what: Literal["questionnaire"]
    id: Identifier
    name: FormWordsModel
    text: FormWordsModel
    deadline: str
    keeps: str
    missing: str = ""
    not_delivered: tuple[Text, ...] = ()
    sections: Annotated[tuple[SectionModel, ...], Field(min_length=1)]
    cross_checks: tuple[CrossCheckModel, ...] = ()
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries
