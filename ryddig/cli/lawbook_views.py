"""What `ryddig lawbook` prints: the same facts as trees for JSON and as lines for people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from textwrap import wrap
from typing import Any

import click

from ryddig.cli.lawbook_questions import questionnaire_tree
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book, Duty, Entry, Source
from ryddig.domain.words import N_, Words
from ryddig.lawbook import available_layers, say
from ryddig.lawbook.catalogue import Rule, catalogue
from ryddig.lawbook.diff import Change
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.say_conditions import condition_in_words, series_in_words

Tree = dict[str, Any]
WIDTH = 100
LABELS: Mapping[str, Words] = {
    "shape": Words("Form", "Form", "Shape"),
    "layer": Words("Lag", "Lag", "Layer"),
    "regime": Words("Regelverk", "Regelverk", "Regime"),
    "theme": Words("Tema", "Tema", "Theme"),
    "text": Words("Tekst", "Tekst", "Text"),
    "owed_by": Words("Hvem", "Kven", "Who"),
    "evidence": Words("Dokumentasjon", "Dokumentasjon", "Evidence"),
    "cadence": Words("Når", "Når", "When"),
    "deadline": Words("Frist", "Frist", "Deadline"),
    "limits": Words("Grenser", "Grenser", "Limits"),
    "sanctions": Words("Sanksjoner", "Sanksjonar", "Sanctions"),
    "applies_when": Words("Gjelder når", "Gjeld når", "Applies when"),
    "counts_from": Words("Regnes fra", "Blir rekna frå", "Counts from"),
    "value": Words("Verdi", "Verdi", "Value"),
    "source": Words("Kilde", "Kjelde", "Source"),
    "history": Words("Historikk", "Historikk", "History"),
    "kind": Words("Slag", "Slag", "Kind"),
    "texts": Words("Ordlyd", "Ordlyd", "Wording"),
    "choices": Words("Svarvalg", "Svarval", "Choices"),
    "columns": Words("Kolonner", "Kolonnar", "Columns"),
    "asked_when": Words("Stilles når", "Blir stilt når", "Asked when"),
    "used_for": Words("Brukes til", "Blir brukt til", "Used for"),
    "asked_in": Words("Står i", "Står i", "Stands in"),
    "questions": Words("Spørsmål", "Spørsmål", "Questions"),
}
_NO_FAULTS = Words("Lovboken er i orden", "Lovboka er i orden", "The lawbook is in order")
_FOUND = Words(
    "%(errors)d feil, %(warnings)d varsler",
    "%(errors)d feil, %(warnings)d varsel",
    "%(errors)d errors, %(warnings)d warnings",
)
_RULES = Words(
    "%(rules)d regler, versjon %(version)s",
    "%(rules)d reglar, versjon %(version)s",
    "%(rules)d rules, version %(version)s",
)
_NOTHING = Words("Ingen endringer.", "Ingen endringar.", "No changes.")
_CARRIED_ON = Words(
    "%(number)d oppføringer er videreført med samme innhold; --all viser dem.",
    "%(number)d oppføringar er vidareførte med same innhald; --all viser dei.",
    "%(number)d entries are carried on with the same content; --all shows them.",
)
_WARNING = Words("varsel", "varsel", "warning")
_NOT_OFFICIAL = Words("Ikke offisielle oppføringer", "Ikkje offisielle oppføringar", "Entries that are not official")


def unknown_rule(given: str, rules: Collection[str]) -> UserCanFix:
    """The error for an id that the book does not hold, with the closest ids and the layers one may add."""
    close = ", ".join(get_close_matches(given, rules, n=3, cutoff=0.4)) or "–"
    return UserCanFix(
        "lawbook.unknown_rule",
        N_("The lawbook has no rule %(rule)s. The closest are: %(close)s."),
        hint=N_("Correct the spelling, or add --layer (%(layers)s)."),
        params={"rule": given, "close": close, "layers": ", ".join(available_layers()) or "–"},
    )


def fault_tree(fault: Fault, lang: str) -> Tree:
    """A fault as JSON."""
    return {
        "file": fault.file,
        "line": fault.line,
        "code": fault.code,
        "level": "warning" if fault.warning else "error",
        "wrong": fault.wrong(lang),
        "expected": fault.expected(lang),
        "do": fault.cure(lang),
    }


def lint_tree(book: Book, faults: Sequence[Fault], marked: Sequence[tuple[str, Entry]], *, lang: str) -> Tree:
    """The outcome of lint as JSON."""
    return {
        "version": book.version,
        "rules": len(catalogue(book)),
        "faults": [fault_tree(fault, lang) for fault in faults],
        "not_official": [{"id": name, **entry_tree(entry, "", lang)} for name, entry in marked],
    }


def print_lint(book: Book, faults: Sequence[Fault], marked: Sequence[tuple[str, Entry]], *, lang: str) -> None:
    """The outcome of lint for people."""
    for fault in faults:
        mark = f"{_WARNING.in_language(lang)}: " if fault.warning else ""
        click.echo(mark + fault.line_of_text(lang))
    if marked:
        click.echo(f"\n{_NOT_OFFICIAL.in_language(lang)} ({len(marked)}):")
    for name, entry in marked:
        click.echo(f"  {say.STATUS[entry.status].in_language(lang):18} {entry.since}  {name}")
    warnings = sum(fault.warning for fault in faults)
    numbers = {"errors": len(faults) - warnings, "warnings": warnings}
    outcome = (_FOUND if faults else _NO_FAULTS).in_language(lang) % numbers
    size = _RULES.in_language(lang) % {"rules": len(catalogue(book)), "version": book.version}
    click.echo(f"{outcome}: {size}.")


def rule_line(rule: Rule, on: date, lang: str) -> Tree:
    """One rule of the list, with its value on a day."""
    entry = rule.series.at(on)
    return {
        "id": rule.id,
        "shape": rule.shape,
        "layer": rule.layer,
        "name": rule.name.in_language(lang),
        "value": say.value(entry.value, rule.series.unit, lang) if entry else say.value("absent", "text", lang),
        "since": entry.since if entry else None,
        "status": entry.status if entry else None,
    }


def print_list(rules: Iterable[Rule], on: date, lang: str) -> None:
    """The list for people, grouped by shape."""
    shape = ""
    for rule in rules:
        if rule.shape != shape:
            shape = rule.shape
            click.secho(f"\n{shape}", bold=True)
        line = rule_line(rule, on, lang)
        click.echo(f"  {line['id']:44} {line['name']}: {line['value']}")


def source_tree(source: Source) -> Tree:
    """A source as JSON."""
    return {"act": source.act, "at": source.at, "amended_by": source.amended_by, "link": source.link}


def entry_tree(entry: Entry, unit: str, lang: str) -> Tree:
    """An entry as JSON."""
    return {
        "from": entry.since,
        "value": dict(entry.value) if isinstance(entry.value, Mapping) else entry.value,
        "in_words": say.value(entry.value, unit, lang),
        "status": entry.status,
        "status_in_words": say.STATUS[entry.status].in_language(lang),
        "source": source_tree(entry.source),
        "checked_on": entry.checked_on,
        "note": entry.note.in_language(lang),
        "readings": [
            {
                "value": say.value(r.value, unit, lang),
                "note": r.note.in_language(lang),
                "cpv": r.cpv,
                "source": source_tree(r.source),
            }
            for r in entry.readings
        ],
    }


def rule_tree(rule_id: str, book: Book, on: date, *, lang: str) -> Tree:
    """One rule as it stands on a day, with its history."""
    rule = catalogue(book)[rule_id]
    entry, unit = rule.series.at(on), rule.series.unit
    tree = rule_line(rule, on, lang) | {
        "on": on,
        "text": rule.text.in_language(lang) if rule.text else "",
        "unit": unit,
        "counts_from": say.COUNTS_FROM[rule.series.counts_from].in_language(lang),
        "entry": entry_tree(entry, unit, lang) if entry else None,
        "history": [entry_tree(one, unit, lang) for one in rule.series.entries],
        "lawbook_version": book.version,
    }
    duty = next((duty for duty in book.duties if duty.id == rule_id), None)
    more = _duty_tree(duty, book, on, lang=lang) if duty else questionnaire_tree(rule_id, book, lang)
    return tree | more


def _duty_tree(duty: Duty, book: Book, on: date, *, lang: str) -> Tree:
    sanctions = sorted((book.library.sanctions[name] for name in duty.sanctions), key=lambda sanction: sanction.rung)
    return {
        "regime": duty.regime,
        "theme": duty.theme,
        "owed_by": [say.OWED_BY[who].in_language(lang) for who in duty.owed_by],
        "evidence": duty.evidence.in_language(lang),
        "cadence": say.CADENCE[duty.cadence].in_language(lang) if duty.cadence else "",
        "deadline": series_in_words(duty.deadline, book, on, language=lang) if duty.deadline else "",
        "limits": [series_in_words(name, book, on, language=lang) for name in duty.limits],
        "sanctions": [f"{sanction.code} {sanction.name.in_language(lang)}" for sanction in sanctions],
        "applies_when": [condition_in_words(condition, book, on, language=lang) for condition in duty.conditions],
    }


def print_rule(tree: Tree, lang: str) -> None:
    """One rule for people."""
    click.secho(tree["name"], bold=True)
    click.echo(f"{tree['id']}  ({say.day(tree['on'], lang)})\n")
    for key in ("text", "value", "regime", "owed_by", "cadence", "deadline", "limits"):
        _print_field(key, tree.get(key), lang)
    for key in ("applies_when", "evidence", "sanctions", "counts_from", "layer"):
        _print_field(key, tree.get(key), lang)
    for key in ("kind", "texts", "choices", "columns", "asked_when", "used_for", "asked_in", "questions"):
        _print_field(key, tree.get(key), lang)
    click.echo()
    click.secho(LABELS["history"].in_language(lang), bold=True)
    for entry in tree["history"]:
        _print_entry(entry)


def _print_field(key: str, given: object, lang: str) -> None:
    if not given:
        return
    label = LABELS[key].in_language(lang)
    lines = [str(item) for item in given] if isinstance(given, list) else [str(given)]
    for number, line in enumerate(lines):
        head = f"{label + ':' if number == 0 else '':16}"
        click.echo("\n".join(wrap(line, WIDTH, initial_indent=head, subsequent_indent=" " * 16)))


def _print_entry(entry: Tree) -> None:
    source = entry["source"]
    place = " ".join(part for part in (source["act"], source["at"]) if part)
    amended = f" ({source['amended_by']})" if source["amended_by"] else ""
    click.echo(f"  {entry['from']}  {entry['in_words']}  [{entry['status_in_words']}]  {place}{amended}")
    click.echo(f"              {source['link']}")
    for text in filter(None, [entry["note"], *(f"↔ {r['value']}: {r['note']}" for r in entry["readings"])]):
        click.echo("\n".join(wrap(text, WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 14)))


def change_tree(change: Change, lang: str) -> Tree:
    """A change as JSON."""
    unit = change.rule.series.unit
    return {
        "id": change.rule.id,
        "shape": change.rule.shape,
        "kind": change.kind,
        "since": change.after.since,
        "sentence": change.sentence(lang),
        "before": entry_tree(change.before, unit, lang) if change.before else None,
        "after": entry_tree(change.after, unit, lang),
    }


def print_changes(changes: Sequence[Change], lang: str, *, left_out: int = 0) -> None:
    """The changes for people, by day, and how many rules were carried on and left out."""
    if not changes:
        click.echo(_NOTHING.in_language(lang))
    since: date | None = None
    for change in changes:
        if change.after.since != since:
            since = change.after.since
            click.secho(f"\n{say.day(since, lang)}", bold=True)
        click.echo(f"  • {change.sentence(lang)}")
        source = change.after.source
        click.echo(f"    {' '.join(filter(None, (source.act, source.at)))}  {source.link}  [{change.rule.id}]")
    if left_out:
        click.echo(f"\n{_CARRIED_ON.in_language(lang) % {'number': left_out}}")
