"""The options of `ryddig pay check` that tell of the firm and the contract, and how they become facts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.domain.words import N_
from ryddig.intake.pay_words import pay_words
from ryddig.tables.read.header import fold_heading

Command = Callable[..., Any]
SHARE: Final = click.IntRange(0, 100)
FIRM_OPTIONS: Final = (
    click.option("--sector", help="Trade of rows that state none: bygg, renhold, … or construction, cleaning, …"),
    click.option("--employer", "number", default="", metavar="ORGNR", help="Organisation number of the employer."),
    click.option(
        "--chain", multiple=True, metavar="ORGNR", help="A firm that may work on the contract. May be repeated."
    ),
    click.option(
        "--agreement",
        type=click.Choice([code.value for code in Agreement]),
        default=Agreement.NONE.value,
        show_default=True,
        help="Agreement on working time that a document shows.",
    ),
    click.option(
        "--plan",
        type=click.Choice([code.value for code in WeekPlan]),
        default=WeekPlan.ORDINARY.value,
        show_default=True,
        help="How the week is laid out.",
    ),
    click.option("--averaging/--no-averaging", default=None, help="A written agreement averages the hours."),
    click.option("--average-weeks", type=click.IntRange(1, 52), help="Weeks that the hours are averaged over."),
    click.option("--sunday-average", is_flag=True, help="A written agreement averages Sundays off."),
    click.option("--tariff-bound/--not-tariff-bound", default=None, help="The firm is bound by a tariff agreement."),
    click.option("--tariff-holiday", is_flag=True, help="The tariff agreement gives more holiday pay."),
    click.option("--pension-due/--no-pension-due", default=None, help="The firm must have occupational pension."),
    click.option("--factor", type=click.IntRange(1, 10), help="The contract's own factor of withholding."),
    click.option("--skilled-percent", type=SHARE, help="Least share of hours by skilled workers in the contract."),
    click.option("--apprentice-percent", type=SHARE, help="Least share of hours by apprentices in the contract."),
    click.option(
        "--lodging-room",
        type=click.Choice(["single", "double"]),
        default="single",
        show_default=True,
        help="Room that lodging is deducted for.",
    ),
)


def firm_options(command: Command) -> Command:
    """What is known of the firm and the contract; `firm_of` makes facts of them."""
    for option in reversed(FIRM_OPTIONS):
        command = option(command)
    return command


def firm_of(given: Mapping[str, Any], book: Book) -> Firm:
    """The options as facts. Raises UserCanFix for a sector nobody knows."""
    facts = dict(given)
    sector = facts.pop("sector")
    known = (facts["number"], *facts["chain"]) if facts["chain"] else ()
    facts["chain"] = tuple(dict.fromkeys(number for number in known if number))
    facts["agreement"], facts["plan"] = Agreement(facts["agreement"]), WeekPlan(facts["plan"])
    return Firm(trade=trade_of(sector, book) if sector else None, **facts)


def trade_of(word: str, book: Book) -> Trade:
    """The trade that a word means: its code, its name, or a word of the glossary."""
    found = pay_words(book).trades.get(fold_heading(word))
    if found is None:
        known = sorted(one.nb for one in book.library.glossary.values() if one.field.startswith("trade="))
        raise UserCanFix(
            "pay.unknown_sector",
            N_("“%(word)s” is no trade with a regulation of its own."),
            hint=N_("Use one of: %(known)s. Leave the option out when no such trade fits."),
            params={"word": word, "known": ", ".join(known)},
        )
    return Trade(found)


def given_files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files given; a folder stands for the files in it."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith(".")))
        else:
            files.append(path)
    return tuple(files)
