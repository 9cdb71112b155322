"""`ryddig register load | find | match`: the whole of Enhetsregisteret on this machine, asked without a network."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from ryddig.cli.pay_speaking import speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.firm_names import FirmCandidate, FirmProposal, ProposalOutcome
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.register_words import Unit
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.lawbook.say import LANGUAGES
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.local_build import FileReport, build
from ryddig.registers.brreg.search import candidates
from ryddig.registers.settings import settings_from

VARIABLE: Final = "RYDDIG_LOCAL_REGISTER"
EXIT_NOT_FOUND: Final = 1
MOST_TOLD: Final = 20
_language = click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language.")
_register = click.option(
    "--register",
    "register_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The local register. Default: {VARIABLE}.",
)


@click.command(short_help="Make the local register from whole files of Enhetsregisteret.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=f"Where to. Default: {VARIABLE}.")
@click.option("--smaller", is_flag=True, help="Take files that hold fewer units than the register in place.")
@_language
def load(*, paths: tuple[Path, ...], out: Path | None, smaller: bool, lang: str) -> None:
    """Load whole files of enheter or underenheter (CSV or JSON, gzip or not) into one local register.

    The register in place stays until the new one is complete. Rows that cannot be used are told with line and reason.
    """
    speak_without_records(lang)
    from django.utils.translation import gettext

    target = _given(out)
    report = build(paths, target, at=datetime.now(UTC), smaller=smaller, progress=_progress)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    for file in report.files:
        _tell(file)
    text = N_("%(file)s holds %(units)s units and %(sub_units)s sub-units in %(size)s MB.")
    told = {"file": target.name, "units": report.units, "sub_units": report.sub_units}
    click.echo(gettext(text) % {**told, "size": round(report.size / 1_000_000)})


@click.command(short_help="Find a firm by its number or its name.")
@click.argument("asked", metavar="NAME|NUMBER")
@click.option("--place", default="", help="Where the firm is said to be.")
@_register
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_language
def find(*, asked: str, place: str, register_path: Path | None, as_json: bool, lang: str) -> None:
    """Find a firm in the local register. Exit code 1: there is none."""
    speak_without_records(lang)
    number = read_orgnr(asked).digits
    with LocalRegister.open(_given(register_path)) as register:
        if number is not None:
            _show_unit(register, number, as_json=as_json)
        else:
            _show_candidates(candidates(register, asked, place=place), as_json=as_json)


@click.command(short_help="Find the firms of a list of names.")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--column", required=True, help="Heading or letter of the column of names.")
@click.option("--place-column", default="", help="Heading or letter of the column of places.")
@click.option(
    "--confirmed", type=click.Path(path_type=Path), help="An earlier result with numbers that were confirmed."
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Result: .xlsx or .csv.")
@_register
@_language
def match(
    *,
    path: Path,
    column: str,
    place_column: str,
    confirmed: Path | None,
    out: Path,
    register_path: Path | None,
    lang: str,
) -> None:
    """Find the firm of each name in a spreadsheet. Nothing is merged: the result is for a person to confirm."""
    speak_without_records(lang)
    from ryddig.intake.firm_lists import match_names, read_names
    from ryddig.reports.firm_matches import write_matches

    if out.suffix.casefold() not in {".xlsx", ".csv"}:
        text = N_("The result must be called .xlsx or .csv, not %(file)s.")
        raise UserCanFix("names.out", text, hint=N_("Choose the ending."), params={"file": out.name})
    names = read_names(path, column, place=place_column)
    before = _confirmed(confirmed)
    with LocalRegister.open(_given(register_path)) as register:
        matches = list(match_names(register, names, before=before))
    write_matches(matches, out)
    _tell_matches([one.proposal.outcome for one in matches], out)


def _confirmed(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    from django.utils.translation import gettext

    from ryddig.intake.firm_lists import confirmed_names, read_names
    from ryddig.reports.firm_matches import CONFIRMED, GIVEN

    return confirmed_names(read_names(path, gettext(GIVEN), confirmed=gettext(CONFIRMED)))


def _given(path: Path | None) -> Path:
    found = path or settings_from(os.environ).local_register
    if found is None:
        text = N_("It was not said where the local register is.")
        cure = N_("Give a path, or set %(variable)s.")
        raise UserCanFix("register.no_path", text, hint=cure, params={"variable": VARIABLE})
    return found


def _progress(records: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{records}", err=True, nl=False)


def _tell(file: FileReport) -> None:
    from django.utils.translation import gettext

    click.echo(
        gettext(N_("%(file)s: %(kept)s of %(records)s rows."))
        % {"file": file.name, "kept": file.kept, "records": file.records}
    )
    for one in file.rejected[:MOST_TOLD]:
        why = gettext(one.text) % {"field": one.field, "found": one.found}
        click.echo(gettext(N_("  row %(at)s left out: %(why)s")) % {"at": one.at or "–", "why": why})
    if file.rejected_count > MOST_TOLD:
        click.echo(gettext(N_("  %(count)s rows more were left out.")) % {"count": file.rejected_count - MOST_TOLD})
    if file.unknown:
        unknown = ", ".join(sorted(file.unknown))
        click.echo(gettext(N_("  fields not known to Ryddig, left out: %(names)s")) % {"names": unknown})


def _show_unit(register: LocalRegister, number: str, *, as_json: bool) -> None:
    from django.utils.translation import gettext

    unit = register.unit(number)
    if unit is None:
        text = gettext(N_("The number %(number)s is not in the local register of %(day)s."))
        click.echo(text % {"number": number, "day": f"{register.loaded_at:%Y-%m-%d}"}, err=True)
        sys.exit(EXIT_NOT_FOUND)
    if as_json:
        told = {"loaded_at": register.loaded_at.isoformat(), "not_told": list(register.untold)}
        click.echo(json.dumps({**plain(unit), **told}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{unit.number}  {unit.name}  {unit.form}")
    address = getattr(unit, "business_address", None) or getattr(unit, "address", None)
    if address is not None:
        click.echo(f"  {', '.join((*address.lines, f'{address.postcode} {address.place}'.strip()))}")
    for warning in getattr(unit, "warnings", ()):
        click.echo(f"  {warning.field} {warning.since or ''}".rstrip())
    click.echo(gettext(N_("As of the local register of %(day)s.")) % {"day": f"{register.loaded_at:%Y-%m-%d}"})
    if register.untold and isinstance(unit, Unit):
        text = N_(
            "Not told by the file it was loaded from: %(fields)s. Ask the register: ryddig register ask %(number)s."
        )
        click.echo(gettext(text) % {"fields": ", ".join(register.untold), "number": number})


def _show_candidates(proposal: FirmProposal, *, as_json: bool) -> None:
    from django.utils.translation import gettext

    if as_json:
        click.echo(json.dumps(_tree(proposal), ensure_ascii=False, indent=2))
    elif not proposal.candidates:
        click.echo(gettext(N_("No firm with a name like that.")), err=True)
    else:
        from ryddig.reports.firm_matches import OUTCOMES, reasons_said

        click.echo(f"{gettext(OUTCOMES[proposal.outcome])}:")
        for one in proposal.candidates:
            click.echo(f"{one.orgnr}  {one.name}  {one.form}  {one.place}")
            click.echo(f"    {reasons_said(one)}")
    if not proposal.candidates:
        sys.exit(EXIT_NOT_FOUND)


def _tree(proposal: FirmProposal) -> dict[str, Any]:
    return {
        "asked": proposal.asked,
        "outcome": proposal.outcome,
        "candidates": [_candidate(one) for one in proposal.candidates],
    }


def _candidate(one: FirmCandidate) -> dict[str, Any]:
    from ryddig.reports.firm_matches import reasons_said

    return {
        "orgnr": one.orgnr,
        "name": one.name,
        "form": one.form,
        "place": one.place,
        "known_as": one.known_as,
        "score": one.score,
        "reasons": list(one.reasons),
        "why": reasons_said(one),
    }


def _tell_matches(outcomes: Sequence[ProposalOutcome], out: Path) -> None:
    from django.utils.translation import gettext

    text = N_(
        "%(names)s names: %(proposed)s with one firm, %(ambiguous)s with several, %(none)s with none. See %(file)s."
    )
    counts = {outcome.value: outcomes.count(outcome) for outcome in ProposalOutcome}
    click.echo(gettext(text) % {"names": len(outcomes), "file": out.name, **counts})
