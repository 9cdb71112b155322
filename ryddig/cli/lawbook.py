"""`ryddig lawbook`: lint the law data, list it, show one rule on a day, say what changed. Needs no database."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from ryddig.cli import lawbook_views as views
from ryddig.cli.days import Day, today
from ryddig.cli.law_options import folder_option
from ryddig.domain.law import Book
from ryddig.lawbook import available_layers, load
from ryddig.lawbook.catalogue import catalogue
from ryddig.lawbook.diff import CARRIED_ON, changes
from ryddig.lawbook.lint import lint as run_lint
from ryddig.lawbook.lint import not_official
from ryddig.lawbook.say import LANGUAGES

Command = Callable[..., None]


def _shared(command: Command) -> Command:
    """The options that every command has."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        click.option(
            "--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language of the law texts."
        ),
        folder_option,
    ):
        command = option(command)
    return command


_layers = click.option(
    "--layer", "layers", multiple=True, help="A local layer that comes with Ryddig. May be given more than once."
)


@click.group()
def lawbook() -> None:
    """The law as dated data: what applies, since when, on which source."""


@lawbook.command()
@click.option("--on", type=Day(), default=today, help="The day that age is counted to. Default: today.")
@click.option("--status", is_flag=True, help="Also list every entry that is not official.")
@_shared
def lint(*, on: date, status: bool, as_json: bool, lang: str, folders: Sequence[Path]) -> None:
    """Check every rule: shape, dates, sources, references, worked cases, age, ids in code. Exit code 1 on errors."""
    book, faults = run_lint(on=on, folders=folders)
    marked = list(not_official(book)) if status else []
    if as_json:
        click.echo(_json(views.lint_tree(book, faults, marked, lang=lang)))
    else:
        views.print_lint(book, faults, marked, lang=lang)
    if any(not fault.warning for fault in faults):
        sys.exit(1)


@lawbook.command("list")
@click.option("--shape", help="Only rules of this shape: series, duty, sanction, requirement, …")
@click.option("--on", type=Day(), default=today, help="The day to tell the value of. Default: today.")
@_layers
@_shared
def list_rules(
    *, shape: str | None, on: date, layers: Sequence[str], as_json: bool, lang: str, folders: Sequence[Path]
) -> None:
    """List the rules with their value on a day."""
    rules = [rule for rule in catalogue(load(layers, folders)).values() if shape in (None, rule.shape)]
    if as_json:
        click.echo(_json([views.rule_line(rule, on, lang) for rule in rules]))
    else:
        views.print_list(rules, on, lang)


@lawbook.command()
@click.argument("rule_id", metavar="ID")
@click.option("--on", type=Day(), default=today, help="The day. Default: today.")
@_layers
@_shared
def show(*, rule_id: str, on: date, layers: Sequence[str], as_json: bool, lang: str, folders: Sequence[Path]) -> None:
    """Show one rule as it stands on a day: text, scope, value, source, and its history."""
    layer = rule_id.partition(".")[0]
    wanted = dict.fromkeys([*layers, *(name for name in available_layers() if name == layer)])
    book = load(tuple(wanted), folders)
    tree = views.rule_tree(_known(book, rule_id), book, on, lang=lang)
    if as_json:
        click.echo(_json(tree))
    else:
        views.print_rule(tree, lang)


@lawbook.command()
@click.argument("start", type=Day(), metavar="FROM")
@click.argument("end", type=Day(), metavar="TO")
@click.option("--all", "everything", is_flag=True, help="Also tell what is carried on with the same content.")
@_layers
@_shared
def diff(
    *,
    start: date,
    end: date,
    everything: bool,
    layers: Sequence[str],
    as_json: bool,
    lang: str,
    folders: Sequence[Path],
) -> None:
    """Say in words what changed in law after FROM and up to TO: what is new, changed or ended, duties first."""
    if end < start:
        raise click.UsageError(f"TO ({end}) is before FROM ({start}). Give the earlier day first.")
    found = changes(load(layers, folders), start, end)
    shown = [change for change in found if everything or change.kind != CARRIED_ON]
    if as_json:
        click.echo(_json([views.change_tree(change, lang) for change in shown]))
    else:
        views.print_changes(shown, lang, left_out=len(found) - len(shown))


def _known(book: Book, rule_id: str) -> str:
    rules = catalogue(book)
    if rule_id in rules:
        return rule_id
    raise views.unknown_rule(rule_id, rules)


def _json(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2, default=str)


if __name__ == "__main__":
    lawbook()
