"""Worked cases: what a rule gives on a day, what a contract's duties are, what a pure check answers."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ryddig.lawbook.shapes import Day, LawValue, Model, Text

ABSENT = "absent"


class ExpectedDuty(Model):
    """One duty of a case: its outcome and the reason a lawyer would give."""

    outcome: Literal["applies", "does_not_apply", "unknown"]
    may_sanction: bool | None = None
    why: Text


class CaseModel(Model):
    """One worked case, in one of three forms.

    `rule` or `rules` with `expect`: the value on each day (`absent` before the first entry, null after the end).
    `facts` with `on` and `duties`: the duties of one contract; `only: true`: no other duty may apply
    or be unknown. `layers`: the local layers the book is loaded with.
    `check` with `given` and `gives`: a pure function of the domain on one fixture.
    """

    what: Literal["case"]
    id: str = ""
    why: str = ""
    rule: str = ""
    rules: tuple[Text, ...] = ()
    expect: Mapping[str, LawValue] = Field(default_factory=dict)
    on: Day | None = None
    facts: Mapping[str, object] = Field(default_factory=dict)
    duties: Mapping[str, ExpectedDuty] = Field(default_factory=dict)
    only: bool = False
    layers: tuple[str, ...] = ()
    check: str = ""
    given: Mapping[str, object] = Field(default_factory=dict)
    gives: Annotated[str | bool | int | None, Field()] = None

    @model_validator(mode="after")
    def _one_form(self) -> "CaseModel":
        forms = (bool(self.rule or self.rules), bool(self.facts), bool(self.check))
        if sum(forms) != 1 or (forms[0] and not self.expect) or (forms[1] and (self.on is None or not self.duties)):
            raise PydanticCustomError("case_form", "rule(s) + expect | facts + on + duties | check + given + gives")
        return self
