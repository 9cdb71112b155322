"""A list from HMSREG or StartBANK as the chain of a contract takes it."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.core.files.base import File

from ryddig.domain.chain_tree import ListedFirm
from ryddig.domain.names import fold
from ryddig.domain.serial import plain
from ryddig.intake.list_kinds import REGISTER_LISTS
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.register_exports import ExportFirm, summary_of
from ryddig.intake.sheet_lists import SheetList, list_words, read_lists
from ryddig.office.desk import Desk
from ryddig.office.importing import opened
from ryddig.records.reviews.chain_lists import HMSREG, STARTBANK, ListRead, key_of

TOLD = ("status", "status_on", "valid_to", "remark")
MOST_NOTES = 50


def read_list(desk: Desk, sent: "File[bytes]") -> ListRead:
    """What the file tells of firms: the first kind found of a chain and of statuses. Raises UserCanFix."""
    given = opened(sent)
    words = list_words(desk.book, REGISTER_LISTS)
    lists = read_lists(given.name, given.content, kinds=REGISTER_LISTS, words=words, layouts=Layouts())
    kind = next((kind for kind in (HMSREG, STARTBANK) if any(one.kind == kind for one in lists)), "")
    firms = [firm for one in lists if one.kind == kind for firm in summary_of(one, on=desk.on).firms]
    return ListRead(
        kind=kind,
        file_name=given.name,
        sha256=sha256(given.content).hexdigest(),
        firms=_listed(firms) if kind == HMSREG else (),
        statuses=_statuses(firms) if kind == STARTBANK else None,
        notes=tuple(_notes(lists)),
    )


def _listed(firms: Iterable[ExportFirm]) -> tuple[ListedFirm, ...]:
    """Each firm once, in the order of the list. A firm above that stands by name is found by its number there."""
    rows = list(firms)
    numbers = {fold(firm.name): firm.orgnr for firm in rows if firm.orgnr}
    found: dict[str, ListedFirm] = {}
    for firm in rows:
        orgnr = firm.orgnr or numbers.get(fold(firm.name), "")
        tier = firm.said.get("tier", "")
        above = firm.said.get("client_orgnr") or numbers.get(fold(firm.said.get("client_name", "")), "")
        key = key_of(orgnr, firm.name)
        listed = ListedFirm(
            key=key,
            orgnr=orgnr,
            name=firm.name or orgnr,
            tier=int(tier) if tier.isdigit() else None,
            above=above or fold(firm.said.get("client_name", "")),
        )
        found.setdefault(key, listed)
    return tuple(found.values())


def _statuses(firms: Iterable[ExportFirm]) -> dict[str, Mapping[str, str]]:
    return {
        key_of(firm.orgnr, firm.name): {name: firm.said[name] for name in TOLD if firm.said.get(name)} for firm in firms
    }


def _notes(lists: Iterable[SheetList]) -> Iterable[Mapping[str, object]]:
    """What was not understood: rows, and columns without a known heading."""
    problems = [problem for one in lists for problem in one.problems][:MOST_NOTES]
    yield from ({"text": problem.message, "params": plain(problem.params)} for problem in problems)
    unread = [match.header for one in lists if one.kind for match in one.unread]
    if unread:
        yield {"text": "", "params": {"columns": ", ".join(unread)}}
