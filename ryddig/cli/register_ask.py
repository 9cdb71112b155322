"""`ryddig register ask`: what the registers say of one firm now, and which signals that gives. Nothing is stored."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import Final

import click

from ryddig.cli.days import Day, today
from ryddig.cli.pay_speaking import speak_without_records
from ryddig.cli.register_firm import ask_firm
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractKind
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.signal_words import ContractContext
from ryddig.domain.supplier_signals import Severity, Signal, holding, read_signals
from ryddig.domain.words import N_
from ryddig.lawbook import load
from ryddig.lawbook.say import LANGUAGES
from ryddig.registers.asking import Asker
from ryddig.registers.settings import settings_from

EXIT_GRAVE: Final = 3
ORE: Final = 100


@click.command(short_help="What the registers say of a firm now, and what to ask about.")
@click.argument("orgnr")
@click.option("--json", "as_json", is_flag=True, help="Print JSON. Role holders are left out.")
@click.option("--cpv", multiple=True, help="CPV code of the contract. May be given more than once.")
@click.option("--kind", type=click.Choice([kind.value for kind in ContractKind]), help="What the contract is for.")
@click.option("--value", "kroner", type=click.IntRange(0), help="Value of the contract, kroner without VAT.")
@click.option("--begins", type=Day(), help="The contract's first day.")
@click.option("--on", type=Day(), default=today, help="The day of the law. Default: today.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language.")
def ask(
    *,
    orgnr: str,
    as_json: bool,
    cpv: Sequence[str],
    kind: str | None,
    kroner: int | None,
    begins: date | None,
    on: date,
    lang: str,
) -> None:
    """Ask the registers about ORGNR.

    Exit code 0: answered. 3: answered, and a grave signal holds. 1: the question is wrong or a register is off. 75: the
    register did not answer, ask again later.
    """
    speak_without_records(lang)
    from ryddig.cli import register_views as views

    contract = ContractContext(
        kind=ContractKind(kind) if kind else None,
        value_ore=None if kroner is None else kroner * ORE,
        cpv=tuple(code.partition("-")[0] for code in cpv),
        begins_on=begins,
    )
    book = load()
    with Asker(settings_from(os.environ)) as asker:
        asked = ask_firm(asker, _number(orgnr), contract, book=book, on=on)
    signals = read_signals(asked.firm, contract, book=book, on=on)
    if as_json:
        click.echo(json.dumps(views.tree(asked, signals, lang), ensure_ascii=False, indent=2, default=views.number))
    else:
        views.show(asked, signals, lang)
    if asked.unit_fault is not None:
        raise asked.unit_fault
    sys.exit(EXIT_GRAVE if is_grave(signals) else 0)


def is_grave(signals: Sequence[Signal]) -> bool:
    """Whether a signal holds that somebody must look at before anything more is paid or signed."""
    return any(signal.severity.rank >= Severity.GRAVE.rank for signal in holding(signals))


def _number(given: str) -> str:
    digits = read_orgnr(given).digits
    if digits is None:
        raise UserCanFix(
            "register.number",
            N_("“%(given)s” is not an organisation number."),
            hint=N_("Nine digits, the last a check digit. Look the firm up by name when the number is unknown."),
            params={"given": given[:20]},
        )
    return digits
