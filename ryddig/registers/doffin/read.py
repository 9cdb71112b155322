"""One door for every generation of notice XML: finds out which it is and hands it to the reader for it."""

import hashlib
from dataclasses import replace
from typing import Any

from ryddig.domain.errors import UserCanFix
from ryddig.domain.notices import Cell, Generation, Note, Notice
from ryddig.domain.words import N_
from ryddig.registers.doffin import eforms, forms_2004, forms_2014
from ryddig.registers.doffin.cells import Cells, Element
from ryddig.registers.doffin.numbers import doffin_number
from ryddig.registers.xml import parse_xml

_ESENDERS = frozenset({"TED_ESENDERS", "DOFFIN_ESENDERS"})


def read_notice(data: bytes, *, name: str) -> Notice:
    """The notice in `data`. `name` is the file's name: it is kept, shown in messages, and holds the Doffin number where
    the file does not.

    Raises UserCanFix when the file is not a notice, is damaged, too large, or holds entities.
    """
    root = parse_xml(data, name=name)
    cells = Cells(root)
    fields = _fields(cells, root, name)
    number = fields.get("number") or _number_in_name(name, fields.get("notice_id"))
    notice = Notice(name=name, digest=hashlib.sha256(data).hexdigest(), **{**fields, "number": number})
    return replace(notice, remarks=tuple(cells.noted))


def _fields(cells: Cells, root: Element, name: str) -> dict[str, Any]:
    if root.tag in eforms.ROOTS:
        return eforms.fields(cells, root)
    form = _form(root)
    if form is None:
        raise UserCanFix(
            "notice.unknown_root",
            N_("The file is XML, but not a notice: it starts with the element %(root)s."),
            hint=N_("Give a notice from Doffin or TED: eForms, DOFFIN_ESENDERS or TED_ESENDERS."),
            where=name,
            params={"root": root.tag.rpartition("}")[2][:60]},
        )
    if form.tag.endswith("_2014"):
        found, stage, generation = forms_2014.fields(cells, root, form), forms_2014.stage(form), Generation.DOFFIN_V3
    else:
        old = root.tag == "TED_ESENDERS"
        generation = Generation.TED_R208 if old else Generation.DOFFIN_V2
        found, stage = forms_2004.fields(cells, root, form), forms_2004.stage(form)
    return {**found, "generation": generation, "form": cells.keep(form.tag, form.tag, form), "stage": stage}


def _form(root: Element) -> Element | None:
    """The form element: the one in FORM_SECTION that says its language, original before translation."""
    if root.tag not in _ESENDERS:
        return None
    forms = [element for element in root.iterfind("FORM_SECTION/*") if element.get("LG")]
    originals = [element for element in forms if element.get("CATEGORY") == "ORIGINAL"]
    return next(iter(originals or forms), None)


def _number_in_name(name: str, notice_id: Cell[str] | None) -> Cell[str] | None:
    """The Doffin number: the notice id where a converted notice keeps it there, else from the file's name."""
    if notice_id is not None and doffin_number(notice_id.raw) == notice_id.raw:
        return notice_id
    number = doffin_number(name)
    return Cell(number, name, "file name", (Note.FROM_FILE_NAME,)) if number else None
