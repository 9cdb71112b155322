"""A case as HMSREG sends it to an archive: the JSON model of one public gateway. The documents' content is not kept."""

import json
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

MOST_BYTES: Final = 100 * 1024 * 1024
_MICROSECONDS: Final = 26  # `2026-09-04T08:39:43.020000`; the gateway writes one digit more


class HmsregDocument(BaseModel):
    """A document in the case; its content stays in the file."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    filename: str
    title: str = ""
    mediatype: str = ""
    main: bool = Field(alias="isMainDocument")
    dated: datetime | None = Field(default=None, alias="documentDatetime")

    @field_validator("dated", mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return value[:_MICROSECONDS] if isinstance(value, str) else value


class HmsregCase(BaseModel):
    """A case. `number`: the buyer's organisation number as written. What we have no name for is in `model_extra`."""

    model_config = ConfigDict(extra="allow", frozen=True)
    instance_id: str = Field(alias="instanceId")
    buyer: str = Field(alias="organizationName")
    number: str = Field(alias="organizationNumber")
    project: str = Field(default="", alias="projectName")
    project_id: str = Field(default="", alias="projectId")
    supplier: str = Field(default="", alias="mainSupplier")
    department: str = ""
    processed_at: datetime | None = Field(default=None, alias="processed")
    status: str = ""
    kind: str = Field(default="", alias="type")
    template: str = ""
    deviation_code: str = Field(default="", alias="deviationCode")
    deviation_code_follow_up: str = Field(default="", alias="deviationCodeFU")
    documents: tuple[HmsregDocument, ...] = ()

    @field_validator("processed_at", mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return value[:_MICROSECONDS] if isinstance(value, str) else value

    @property
    def one_main(self) -> bool:
        """Whether exactly one document is the main one, as the gateway demands."""
        return sum(document.main for document in self.documents) == 1


def case_of(content: bytes, *, name: str) -> HmsregCase:
    """The case in a JSON file. Raises UserCanFix: too large, no JSON, or not such a case."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(name)
        tree: Any = json.loads(content)
        case = HmsregCase.model_validate(tree)
    except (ValueError, RecursionError, ValidationError) as error:
        raise UserCanFix(
            "hmsreg.not_a_case",
            N_("%(file)s is no case from HMSREG."),
            hint=N_("Give the JSON that HMSREG sends to the archive, or a list as XLSX or CSV."),
            params={"file": name},
        ) from error
    (case.model_extra or {}).pop("processedByEmail", None)  # a person's address is no business of ours
    return case
