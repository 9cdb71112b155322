"""One law file -> checked items with their place, or faults that say where and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ryddig.domain.words import Words
from ryddig.lawbook import shapes, shapes_cases, shapes_documents, shapes_library, shapes_questionnaires, shapes_signals
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.shapes import Model
from ryddig.lawbook.strict_yaml import Tree, YamlFault, line_of, read

SHAPES: Mapping[str, type[Model]] = {
    "series": shapes.SeriesModel,
    "duty": shapes.DutyModel,
    "layer": shapes.LayerModel,
    "sources": shapes.SourceRecordModel,
    "notes": shapes.NoteModel,
    "risk_factor": shapes_library.RiskFactorModel,
    "risk_level": shapes_library.RiskLevelModel,
    "red_flag": shapes_library.RedFlagModel,
    "risk_product": shapes_library.RiskProductModel,
    "method": shapes_library.MethodModel,
    "sanction": shapes_library.SanctionModel,
    "requirement": shapes_library.RequirementModel,
    "checklist": shapes_library.ChecklistModel,
    "site_check": shapes_library.SiteCheckModel,
    "warning_signs": shapes_library.WarningSignsModel,
    "pay_check": shapes_library.PayCheckModel,
    "supplier_signal": shapes_signals.SupplierSignalModel,
    "cpv_group": shapes_library.CpvGroupModel,
    "glossary": shapes_library.GlossaryWordModel,
    "document": shapes_documents.DocumentModel,
    "questionnaire": shapes_questionnaires.QuestionnaireModel,
    "question": shapes_questionnaires.QuestionModel,
    "choice_list": shapes_questionnaires.ChoiceListModel,
    "form_text": shapes_questionnaires.FormTextModel,
    "case": shapes_cases.CaseModel,
}
LISTS = frozenset(
    (
        *("sources", "notes", "risk_factor", "red_flag", "risk_product", "requirement", "supplier_signal"),
        *("site_check", "glossary", "case", "question", "choice_list", "form_text", "document"),
    )
)
PLURALS = ("items", "entries")
_TEXT = Words("tekst", "tekst", "text")
_LIST = Words("minst én i en liste: […]", "minst éin i ei liste: […]", "at least one in a list: […]")
WANTS: Mapping[str, Words] = {
    "string_type": _TEXT,
    "string_too_short": _TEXT,
    "string_pattern_mismatch": Words("tekst av riktig slag", "tekst av rett slag", "text of the right kind"),
    "int_type": Words("et helt tall", "eit heilt tal", "a whole number"),
    "bool_type": Words("true eller false", "true eller false", "true or false"),
    "date_type": Words("en dato som 2026-07-01", "ein dato som 2026-07-01", "a day such as 2026-07-01"),
    "tuple_type": _LIST,
    "too_short": _LIST,
    "mapping_type": Words("nøkler og verdier", "nøklar og verdiar", "keys and values"),
    "model_type": Words("nøkler og verdier", "nøklar og verdiar", "keys and values"),
    "law_value": Words(
        "tall, tekst, true, null, {navn: tall} eller [tekst, …]",
        "tal, tekst, true, null, {namn: tal} eller [tekst, …]",
        "number, text, true, null, {name: number} or [text, …]",
    ),
}


@dataclass(frozen=True)
class Document:
    """A read file: `name` as shown to people, its text, its tree, and whether it lies in a buyer's own folder."""

    path: Path
    name: str
    text: str
    tree: Tree
    own: bool

    def fault(self, code: str, place: tuple[str | int, ...], **params: object) -> Fault:
        """A fault at `place` (keys and indexes from the top of the file)."""
        return Fault(self.name, line_of(self.text, place), code, params, own=self.own)


@dataclass(frozen=True)
class Item:
    """One checked rule of a document; `place` leads to it in the file."""

    shape: str
    model: Model
    document: Document
    place: tuple[str | int, ...]

    def fault(self, code: str, path: tuple[str | int, ...], **params: object) -> Fault:
        """A fault at `path` inside this rule."""
        return self.document.fault(code, (*self.place, *path), **params)


def read_document(path: Path, *, name: str, own: bool) -> Document | Fault:
    """Read one file strictly."""
    text = path.read_text(encoding="utf-8")
    try:
        return Document(path, name, text, read(text), own)
    except YamlFault as error:
        return Fault(name, error.line, error.code, {"given": error.given}, own=own)


def items_of(document: Document) -> Iterator[Item | Fault]:
    """The checked items of a document, or what is wrong with each."""
    tree = document.tree
    shape = tree.get("what") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(shape, str) or shape not in SHAPES:
        yield document.fault("unknown_shape", ("what",), given=shape, known=", ".join(sorted(SHAPES)))
        return
    plural = next((key for key in PLURALS if key in tree), "")
    if shape not in LISTS or not plural:
        yield from _checked(shape, tree, document, place=())
        return
    extra = [key for key in tree if key not in ("what", "common", plural)]
    if extra:
        yield document.fault("unknown_key", (extra[0],), key=extra[0], known=f"what, common, {plural}")
    yield from _listed(shape, tree, document, plural=plural)


def _listed(shape: str, tree: Mapping[str, Tree], document: Document, *, plural: str) -> Iterator[Item | Fault]:
    common, listed = tree.get("common", {}), tree[plural]
    if not isinstance(common, dict) or not isinstance(listed, tuple):
        wrong = plural if isinstance(common, dict) else "common"
        want = "[…]" if wrong == plural else "{…}"
        yield document.fault("wrong_value", (wrong,), key=wrong, given=tree[wrong], want=want)
        return
    for number, one in enumerate(listed):
        if isinstance(one, dict):
            yield from _checked(shape, {"what": shape, **common, **one}, document, place=(plural, number))
        else:
            yield document.fault("wrong_value", (plural, number), key=plural, given=one, want="{…}")


def _checked(
    shape: str, tree: Mapping[str, Tree], document: Document, *, place: tuple[str | int, ...]
) -> Iterator[Item | Fault]:
    model = SHAPES[shape]
    try:
        yield Item(shape, _adapter(model).validate_python(dict(tree)), document, place)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield _fault(model, detail, document, place=place)


@cache
def _adapter(model: type[Model]) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _fault(model: type[Model], detail: ErrorDetails, document: Document, *, place: tuple[str | int, ...]) -> Fault:
    path = tuple(part for part in detail["loc"] if not str(part).startswith(("function-", "str", "tuple[")))
    key = str(path[-1]) if path else document.name
    full, given = (*place, *path), detail.get("input")
    match detail["type"]:
        case "missing":
            above = ".".join(str(part) for part in path[:-1]) or "what"
            return document.fault("missing_key", full, key=key, where=above)
        case "extra_forbidden":
            return document.fault("unknown_key", full, key=key, known=", ".join(_keys_at(model, path[:-1])))
        case "identifier" | "no_link" | "unused_question" | "question_parts" as code:
            return document.fault(code, full, given=given)
        case "law_value":
            want: str | Words = WANTS["law_value"]
        case kind:
            want = WANTS.get(kind) or str(detail.get("ctx", {}).get("expected") or detail["msg"])
    return document.fault("wrong_value", full, key=key, given=_short(given), want=want)


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - a line a person reads


def _keys_at(model: type[Model], path: tuple[str | int, ...]) -> list[str]:
    """The keys that a model knows at `path`."""
    here: type[BaseModel] = model
    for part in path:
        if isinstance(part, str):
            here = _model_in(_annotation(here, part)) or here
    return [field.alias or name for name, field in here.model_fields.items() if name != "what"]


def _annotation(model: type[BaseModel], key: str) -> object:
    return next((f.annotation for name, f in model.model_fields.items() if key in (name, f.alias)), None)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
