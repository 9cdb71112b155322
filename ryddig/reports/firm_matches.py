"""A list of names with the firms they may be, as XLSX or CSV, for a person to confirm. Cells are never formulas."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.firm_names import FirmCandidate, NameMatch, ProposalOutcome
from ryddig.domain.words import N_
from ryddig.reports.cells import safe_text
from ryddig.reports.pay_sheet import Sheets

BYTE_ORDER_MARK: Final = "\ufeff"
GIVEN: Final = N_("Name given")
CONFIRMED: Final = N_("Confirmed number")
HEADINGS: Final = (
    *(N_("Row"), GIVEN, N_("Place given"), N_("Outcome"), N_("Proposed number"), N_("Registered name")),
    *(N_("Legal form"), N_("Place"), N_("Why"), N_("Other candidates"), N_("Also spelled in this list"), CONFIRMED),
)
WIDTHS: Final = (6, 34, 16, 14, 16, 34, 10, 18, 60, 70, 40, 18)
OUTCOMES: Final = {
    ProposalOutcome.PROPOSED: N_("one firm"),
    ProposalOutcome.AMBIGUOUS: N_("several firms"),
    ProposalOutcome.NONE: N_("no firm"),
}


def write_matches(matches: Sequence[NameMatch], path: Path) -> None:
    """Write them; the ending of the file says how."""
    if path.suffix.casefold() == ".xlsx":
        _write_xlsx(matches, path)
    else:
        _write_csv(matches, path)


def reasons_said(candidate: FirmCandidate) -> str:
    """Why a firm is a candidate, in sentences."""
    return " ".join(gettext(message.text) % dict(message.params) for message in candidate.sentences)


def _row(match: NameMatch) -> tuple[str, ...]:
    proposal = match.proposal
    best = proposal.proposed
    others = proposal.candidates[1:] if best is not None else proposal.candidates
    return (
        str(match.given.row),
        match.given.name,
        match.given.place,
        gettext(OUTCOMES[proposal.outcome]),
        best.orgnr if best is not None else "",
        best.name if best is not None else "",
        best.form if best is not None else "",
        best.place if best is not None else "",
        reasons_said(best) if best is not None else "",
        "; ".join(f"{one.orgnr} {one.name}, {one.place}" for one in others),
        "; ".join(match.also),
        "",
    )


def _write_csv(matches: Sequence[NameMatch], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK)
        lines = csv.writer(file, delimiter=";")
        lines.writerow([gettext(heading) for heading in HEADINGS])
        lines.writerows([safe_text(cell) for cell in _row(match)] for match in matches)


def _write_xlsx(matches: Sequence[NameMatch], path: Path) -> None:
    with Sheets(path) as sheets:
        sheet = sheets.sheet(gettext("Names"), WIDTHS)
        sheet.head([gettext(heading) for heading in HEADINGS], filtered=len(matches))
        for match in matches:
            sheet.write(_row(match), ["wrap"] * len(HEADINGS))
