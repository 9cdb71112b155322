"""Names and small readers for eForms notices in UBL 2.3."""

from collections.abc import Iterable

from ryddig.domain.notices import Amount, Cell
from ryddig.registers.doffin.cells import Cells, Element

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
EXT = "{urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2}"
EFAC = "{http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1}"
EFBC = "{http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1}"
EFEXT = "{http://data.europa.eu/p27/eforms-ubl-extensions/1}"
EXTENSION = f"{EXT}UBLExtensions/{EXT}UBLExtension/{EXT}ExtensionContent/{EFEXT}EformsExtension"
_NORWEGIAN = ("NOR", "NOB", "NNO")


def translated(cells: Cells, elements: Iterable[Element]) -> Cell[str] | None:
    """The Norwegian text of several languages, else the first."""
    found = list(elements)
    for language in _NORWEGIAN:
        for element in found:
            if element.get("languageID") == language and (cell := cells.text(element)) is not None:
                return cell
    return next((cell for cell in map(cells.text, found) if cell is not None), None)


def texts(cells: Cells, elements: Iterable[Element]) -> tuple[Cell[str], ...]:
    """Texts in Norwegian, or in every language when none is Norwegian."""
    found = list(elements)
    own = [element for element in found if element.get("languageID") in _NORWEGIAN]
    return tuple(cell for cell in map(cells.text, own or found) if cell is not None)


def amount(cells: Cells, element: Element | None) -> Cell[Amount] | None:
    """An amount with its currency; eForms amounts are without VAT."""
    return cells.amount(element, element.get("currencyID")) if element is not None else None


def listed(element: Element, path: str, list_name: str) -> Element | None:
    """The code under `path` that belongs to the code list `list_name`."""
    return next((code for code in element.iterfind(path) if code.get("listName") == list_name), None)
