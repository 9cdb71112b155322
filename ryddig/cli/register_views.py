"""What `ryddig register ask` prints: the firm, how each source answered, and the signals with their reasons."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from textwrap import fill
from typing import Any, Final

import click
from django.utils.translation import gettext

from ryddig.cli.register_firm import FirmAsked, SourceAsked
from ryddig.domain.decision import Answer
from ryddig.domain.register_words import SourceState, Unit
from ryddig.domain.serial import plain
from ryddig.domain.signal_tests import address_text
from ryddig.domain.supplier_signals import Severity, Signal, holding
from ryddig.domain.words import N_
from ryddig.lawbook import say

Tree = dict[str, Any]
WIDTH: Final = 100
STATES: Final[Mapping[SourceState, str]] = {
    SourceState.ANSWERED: N_("answered"),
    SourceState.NOT_FOUND: N_("has nothing on the firm"),
    SourceState.NOT_ASKED: N_("was not asked"),
    SourceState.FAILED: N_("did not answer"),
}
SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.NOTE: N_("to know"),
    Severity.WATCH: N_("to follow"),
    Severity.GRAVE: N_("grave"),
    Severity.HARD: N_("most grave"),
}
COLOURS: Final = {Severity.NOTE: None, Severity.WATCH: "yellow", Severity.GRAVE: "red", Severity.HARD: "red"}


def show(asked: FirmAsked, signals: Sequence[Signal], lang: str) -> None:
    """For people."""
    if asked.firm.unit is not None:
        _show_unit(asked.firm.unit)
    for source in asked.sources:
        click.echo(f"  {source.source:22} {_source_line(source)}")
    found = holding(signals)
    click.echo()
    if asked.firm.unit is not None or found:
        click.secho(
            gettext("Signals: %(number)s. Each is a question, none is a verdict.") % {"number": len(found)}, bold=True
        )
    for signal in found:
        _show_signal(signal, lang)
    unknown = [signal.name.in_language(lang) for signal in signals if signal.holds is Answer.UNKNOWN]
    if unknown and asked.firm.unit is not None:
        text = gettext("Not known, since a source or a fact is missing: %(signals)s") % {"signals": ", ".join(unknown)}
        click.echo("\n" + fill(text, WIDTH))


def tree(asked: FirmAsked, signals: Sequence[Signal], lang: str) -> Tree:
    """For programs. Roles stand without those who hold them."""
    firm = asked.firm
    return {
        "number": firm.number,
        "unit": plain(firm.unit) if firm.unit else None,
        "roles": [{"kind": group.kind, "changed_on": plain(group.changed_on)} for group in firm.roles or ()],
        "accounts": [{**plain(one), "other": {}} for one in firm.accounts or ()],
        "statuses": plain(firm.statuses),
        "sources": [_source_tree(source) for source in asked.sources],
        "signals": [signal_tree(signal, lang) for signal in holding(signals)],
        "unknown": [signal.rule for signal in signals if signal.holds is Answer.UNKNOWN],
    }


def signal_tree(signal: Signal, lang: str) -> Tree:
    """One signal as JSON."""
    return {
        "rule": signal.rule,
        "name": signal.name.in_language(lang),
        "severity": signal.severity.value,
        "since": plain(signal.since),
        "answers": signal.answers,
        "says": message(signal),
        "ask": signal.asks.in_language(lang),
        "because": plain(signal.because),
    }


def message(signal: Signal) -> str:
    """The signal's sentence in the language in use."""
    return gettext(signal.message.text) % {name: shown(value) for name, value in signal.message.params.items()}


def number(value: object) -> int | float:
    """An exact amount as JSON holds it."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no place in JSON")
    return int(value) if value == value.to_integral_value() else float(value)


def shown(value: object) -> str:
    """A day as Norwegians write it; anything else as it is."""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _show_unit(unit: Unit) -> None:
    click.secho(f"{unit.name} · {unit.number} · {unit.form_name or unit.form}", bold=True)
    industry = ", ".join(f"{code.code} {code.name} ({code.version})" for code in unit.industries)
    lines = {
        gettext("Registered"): shown(unit.registered_on) if unit.registered_on else "",
        gettext("Address"): address_text(unit.business_address),
        gettext("Industry"): industry,
        gettext("Employees"): _employees(unit),
        gettext("Former names"): ", ".join(name.name for name in unit.former_names),
    }
    for label, text in lines.items():
        if text:
            click.echo(f"  {label:22} {text}")


def _employees(unit: Unit) -> str:
    span = unit.employees.span
    if span is None:
        return ""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"


def _source_line(source: SourceAsked) -> str:
    line = gettext(STATES[source.state])
    if source.answer is not None:
        line += f" · {source.answer.asked_at:%d.%m.%Y %H:%M} UTC"
    if source.fault is not None:
        fault = source.fault
        line += ": " + " ".join(gettext(text) % dict(fault.params) for text in (fault.message, fault.hint) if text)
    return line


def _source_tree(source: SourceAsked) -> Tree:
    found: Tree = {"source": source.source, "state": source.state.value}
    if source.answer is not None:
        answer = source.answer
        found |= {"asked_at": answer.asked_at.isoformat(), "url": answer.url, "sha256": answer.sha256}
    if source.fault is not None:
        found |= {"code": source.fault.code, "fault": str(source.fault)}
    if source.paper:
        found["ask_for_paper"] = source.paper
    return found


def _show_signal(signal: Signal, lang: str) -> None:
    severity = gettext(SEVERITIES[signal.severity])
    click.echo()
    click.secho(f"■ {signal.name.in_language(lang)} ({severity})", fg=COLOURS[signal.severity], bold=True)
    click.echo(fill(message(signal), WIDTH, initial_indent="  ", subsequent_indent="  "))
    click.echo(fill(signal.asks.in_language(lang), WIDTH, initial_indent="  → ", subsequent_indent="    "))
    for reason in signal.because:
        source = f"{reason.source.act} {reason.source.at}".strip() if reason.source else ""
        status = say.STATUS[reason.status].in_language(lang) if reason.status else ""
        click.secho(f"  {reason.rule} · {shown(reason.since)} · {source} · {status}", dim=True)
