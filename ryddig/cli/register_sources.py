"""`ryddig register status` and `ryddig register evidence`: approval registers and eBevis by hand, without a database.

Nothing is stored. The buyer's organisation number is that of the Maskinporten client.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Final

import click

from ryddig.cli.days import Day, today
from ryddig.domain.errors import UserCanFix
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.register_words import RegisterStatus
from ryddig.domain.registers_status import RULES, judge_register_status
from ryddig.domain.risk_cpv import risk_cpv
from ryddig.domain.serial import plain
from ryddig.domain.tax_records import Arrears, TaxRecord
from ryddig.domain.words import N_
from ryddig.lawbook import load
from ryddig.registers.asking import Asker
from ryddig.registers.ebevis.client import MOST_DAYS, Ebevis, EvidenceOrder, Harvest
from ryddig.registers.ebevis.records import ARREARS, WITH_CONSENT
from ryddig.registers.settings import settings_from
from ryddig.registers.sources import STATUS_SOURCES, StatusAsker

REQUESTOR: Final = "RYDDIG_REGISTER_REQUESTOR"
_BUYER: Final = click.option(
    "--buyer", envvar=REQUESTOR, metavar="ORGNR", help=f"The buyer's number. Default: {REQUESTOR}."
)


@click.command(short_help="A firm's status in the approval registers.")
@click.argument("orgnr")
@click.option(
    "--source", "sources", multiple=True, type=click.Choice(list(STATUS_SOURCES)), help="Default: all of them."
)
@_BUYER
@click.option("--on", type=Day(), default=today, help="The day of the law. Default: today.")
def status(*, orgnr: str, sources: Sequence[str], buyer: str | None, on: date) -> None:
    """Ask the approval registers about ORGNR: their words and what the law says of them, as JSON lines."""
    number = _number(orgnr)
    with Asker(settings_from(os.environ)) as asker:
        asked = StatusAsker(asker, _number(buyer) if buyer else "")
        for source in sources or STATUS_SOURCES:
            told = asked.ask(source, number)
            line: dict[str, Any] = {"source": source, "way": told.way, **plain(told.status)}
            if told.paper:
                line["ask_for_paper"] = told.paper
            if told.answer is not None:
                line |= {"asked_at": told.answer.asked_at.isoformat(), "sha256": told.answer.sha256}
            line |= _may_buy(told.status, on)
            click.echo(json.dumps(line, ensure_ascii=False))


@click.group()
def evidence() -> None:
    """eBevis by hand: ask a firm's consent, see where it stands, fetch what it allows."""


@evidence.command()
@click.argument("orgnr")
@click.option("--code", "codes", multiple=True, default=(ARREARS,), show_default=True, help="Evidence code.")
@click.option("--cpv", multiple=True, help="CPV codes of the contract; risk codes open the extended certificate.")
@click.option("--reference", required=True, help="What the firm is shown, such as the contract's case number.")
@click.option(
    "--days", type=click.IntRange(1, MOST_DAYS), default=60, show_default=True, help="How long consent holds."
)
@click.option("--apply", "really", is_flag=True, help="Send. Without it the request is shown and nobody is asked.")
@_BUYER
@click.option("--on", type=Day(), default=today, help="Default: today.")
def ask(
    *,
    orgnr: str,
    codes: Sequence[str],
    cpv: Sequence[str],
    reference: str,
    days: int,
    really: bool,
    buyer: str | None,
    on: date,
) -> None:
    """Ask ORGNR for consent. The firm gets a message in Altinn, so it is a dry run until --apply."""
    listed = risk_cpv(cpv, book=load(), on=on)
    order = EvidenceOrder(_number(orgnr), codes, on + timedelta(days=days), reference, reference, cpv=listed)
    requestor = _requestor(buyer)
    if not really:
        click.echo(json.dumps(Ebevis.body_of(order, requestor, on=on), ensure_ascii=False, indent=2))
        return
    with _ebevis(requestor) as client:
        click.echo(json.dumps(plain(client.authorize(order, on=on)), ensure_ascii=False))


@evidence.command()
@click.argument("accreditation")
@_BUYER
def state(*, accreditation: str, buyer: str | None) -> None:
    """Where each code of a case stands."""
    with _ebevis(_requestor(buyer)) as client:
        click.echo(json.dumps(plain(client.status(accreditation)), ensure_ascii=False))


@evidence.command()
@click.argument("accreditation")
@click.argument("code")
@click.argument("orgnr")
@click.option("--figures", is_flag=True, help="Show the figures. They are confidential tax data.")
@_BUYER
def harvest(*, accreditation: str, code: str, orgnr: str, figures: bool, buyer: str | None) -> None:
    """Fetch one code of a case."""
    with _ebevis(_requestor(buyer)) as client:
        click.echo(json.dumps(_told(client.harvest(accreditation, code, subject=_number(orgnr)), figures=figures)))


@evidence.command("open")
@click.argument("code")
@click.argument("orgnr")
@_BUYER
def open_set(*, code: str, orgnr: str, buyer: str | None) -> None:
    """Fetch an open set, such as Renholdsregisteret or AnnualFinancialReport."""
    if code in WITH_CONSENT:
        text = N_("%(code)s needs the firm's consent.")
        raise UserCanFix("evidence.needs_consent", text, hint=N_("Use `evidence ask`."), params={"code": code})
    with _ebevis(_requestor(buyer)) as client:
        click.echo(json.dumps(_told(client.direct(code, subject=_number(orgnr)), figures=True), ensure_ascii=False))


@evidence.command()
@click.argument("accreditation")
@_BUYER
def remind(*, accreditation: str, buyer: str | None) -> None:
    """Have the firm reminded in Altinn."""
    with _ebevis(_requestor(buyer)) as client:
        click.echo(json.dumps({"sent": client.remind(accreditation)}))


@evidence.command()
@click.argument("accreditation")
@_BUYER
def end(*, accreditation: str, buyer: str | None) -> None:
    """Delete a case that is done."""
    with _ebevis(_requestor(buyer)) as client:
        client.end(accreditation)


@contextmanager
def _ebevis(requestor: str) -> Iterator[Ebevis]:
    with Asker(settings_from(os.environ)) as asker:
        yield Ebevis(asker, requestor)


def _told(harvested: Harvest, *, figures: bool) -> dict[str, Any]:
    record = harvested.record
    head = {"asked_at": harvested.answer.asked_at.isoformat(), "sha256": harvested.answer.sha256}
    if record is None:
        return {**head, "state": harvested.answer.state.value}
    if isinstance(record, TaxRecord) and not figures:
        due = {"any_due": record.any_due} if isinstance(record, Arrears) else {}
        return {**head, "record": type(record).__name__, "delivered_at": _moment(record), **due}
    return {**head, "record": type(record).__name__, **_figures(record)}


def _figures(record: object) -> dict[str, Any]:
    read: Any = plain(record)
    return {name: value if not hasattr(value, "isoformat") else value.isoformat() for name, value in read.items()}


def _moment(record: TaxRecord) -> str:
    return record.delivered_at.isoformat() if record.delivered_at is not None else ""


def _may_buy(told: RegisterStatus, on: date) -> dict[str, str]:
    if told.register not in RULES:
        return {}
    reason = judge_register_status(told.register, told.code, book=load(), on=on)
    source = f"{reason.source.act} {reason.source.at}".strip() if reason.source is not None else ""
    return {"buyer_may_use": reason.answer.value, "by": source}


def _requestor(buyer: str | None) -> str:
    if not buyer:
        text = N_("eBevis must know which public body asks.")
        hint = N_("Give --buyer, or set %(variable)s.")
        raise UserCanFix("evidence.no_buyer", text, hint=hint, params={"variable": REQUESTOR})
    return _number(buyer)


def _number(given: str) -> str:
    number = read_orgnr(given).digits
    if number is None:
        text = N_("%(number)s is not an organisation number.")
        raise UserCanFix("register.number", text, hint=N_("Give nine digits."), params={"number": given})
    return number
