"""`ryddig register read-export`: a list from HMSREG or StartBANK, or a case from HMSREG, read and shown. Nothing is
stored."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES
from ryddig.cli.list_options import layouts_of, list_options, remember_said
from ryddig.cli.pay_speaking import said as error_said
from ryddig.cli.pay_speaking import speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.problems import Problem
from ryddig.domain.words import N_
from ryddig.intake.list_kinds import REGISTER_LISTS
from ryddig.intake.register_exports import ExportSummary, read_export
from ryddig.lawbook import load
from ryddig.registers.hmsreg.parse import HmsregCase, case_of
from ryddig.tables.read.limits import read_bounded

MOST_SHOWN: Final = 50
KINDS: Final[Mapping[str, str]] = {
    "hmsreg_chain": N_("HMSREG: firms in the chain"),
    "hmsreg_crew": N_("HMSREG: crew list days"),
    "hmsreg_cards": N_("HMSREG: HMS cards"),
    "hmsreg_warnings": N_("HMSREG: warnings"),
    "startbank": N_("StartBANK: suppliers"),
    "": N_("not recognised"),
}
STATES: Final[Mapping[str, str]] = {
    "valid": N_("valid"),
    "expired": N_("expired"),
    "blocked": N_("blocked"),
    "missing": N_("missing"),
    "": N_("state not told"),
}


@click.command(name="read-export", short_help="Read a list from HMSREG or StartBANK.")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@list_options
@click.option("--on", type=Day(), default=today, help="The day validity is judged on. Default: today.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people.")
def read_export_command(
    *, path: Path, said: Sequence[str], layout: Path | None, on: date, as_json: bool, lang: str
) -> None:
    """Show what a list (XLSX, CSV) or a case (JSON) from HMSREG, or a list from StartBANK, tells.

    No layout of these exports is published: columns are known by their headings, and what was not recognised is shown.
    Exit code 1: the file, a list or a row could not be read.
    """
    speak_without_records(lang)
    try:
        content = read_bounded(path)
        if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
            _show_case(case_of(content, name=path.name), as_json=as_json)
            return
        layouts = layouts_of(said, layout, REGISTER_LISTS)
        found = read_export(path, book=load(), on=on, layouts=layouts)
        remember_said(layout, layouts, [one.listed for one in found])
    except UserCanFix as error:
        click.echo(error_said(error), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2, default=str))
    else:
        for one in found:
            _show(one)
    if any(problem.stops for one in found for problem in one.listed.problems):
        sys.exit(1)


def _plain(one: ExportSummary) -> dict[str, Any]:
    listed = one.listed
    return {
        "file": listed.file,
        "sheet": listed.sheet,
        "kind": listed.kind,
        "rows": len(listed.rows),
        "rejected": listed.rejected,
        "columns": {match.header: match.field for match in listed.columns if match.field},
        "unread": [match.header for match in listed.unread],
        "firms": [asdict(firm) for firm in one.firms],
        "tiers": one.tiers,
        "crew": [asdict(crew) for crew in one.crew],
        "cards": one.cards,
        "lapsed": one.lapsed,
        "problems": [problem.code for problem in listed.problems],
    }


def _show(one: ExportSummary) -> None:
    from django.utils.translation import gettext

    listed = one.listed
    place = f"{listed.file} [{listed.sheet}]" if listed.sheet else listed.file
    click.secho(f"{place}: {gettext(KINDS[listed.kind])}", bold=True)
    counts = {"rows": len(listed.rows), "rejected": listed.rejected}
    click.echo("  " + gettext("%(rows)s rows read, %(rejected)s left out") % counts)
    names = ", ".join(f"{match.header} ({match.letter})" for match in listed.unread)
    if names:
        click.echo("  " + gettext("Columns not recognised: %(names)s") % {"names": names})
    for problem in listed.problems[:MOST_SHOWN]:
        _show_problem(problem)
    lines = list(_lines(one))
    for line in lines[:MOST_SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > MOST_SHOWN:
        click.echo("  " + gettext("%(count)s more: see --json.") % {"count": len(lines) - MOST_SHOWN})


def _show_problem(problem: Problem) -> None:
    from ryddig.reports.spend import problem_said

    where, said = problem_said(problem)
    click.secho(f"  {where}: {said}", fg="red" if problem.stops else None)


def _lines(one: ExportSummary) -> Iterator[str]:
    """The list in words."""
    from django.utils.translation import gettext

    labels = {name: field.label for kind in REGISTER_LISTS for name, field in kind.fields.items()}
    for tier, count in sorted((one.tiers or {}).items()):
        named = gettext("Tier %(tier)s") % {"tier": tier} if tier else gettext("Tier not told")
        yield f"{named}: {count}"
    for state, count in sorted((one.cards or {}).items()):
        yield f"{gettext(STATES.get(state, state))}: {count}"
    if one.lapsed:
        yield gettext("%(count)s had run out by the day asked for") % {"count": one.lapsed}
    for crew in one.crew:
        days = gettext("%(days)s days of work by %(cards)s cards, %(first)s to %(last)s")
        yield f"{crew.orgnr} {crew.name}: ".lstrip() + days % asdict(crew)
    for firm in one.firms:
        told = ", ".join(f"{gettext(labels[name])} {value}" for name, value in firm.said.items())
        yield f"{firm.orgnr} {firm.name}: {told}".lstrip()


def _show_case(case: HmsregCase, *, as_json: bool) -> None:
    from django.utils.translation import gettext

    tree = case.model_dump(mode="json", exclude_none=True)
    if as_json:
        click.echo(json.dumps(tree | {"one_main": case.one_main}, ensure_ascii=False, indent=2))
        return
    click.secho(gettext("A case from HMSREG"), bold=True)
    for name, value in tree.items():
        if name != "documents" and value:
            click.echo(f"  {name}: {value}")
    for document in case.documents:
        mark = gettext("main document") if document.main else gettext("attachment")
        click.echo(f"  {document.title or document.filename} ({document.mediatype}, {mark})")
    if not case.one_main:
        click.secho(
            "  " + gettext("Not exactly one document is the main one: an archive will refuse the case."), fg="red"
        )
