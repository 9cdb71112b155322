"""`ryddig register watch`: the daily round at once, and how old what is known has become."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

if TYPE_CHECKING:
    from ryddig.worker.watch import WatchResult


@click.command()
@click.option("--now", is_flag=True, help="Ask now. Without this, only say how old what is known is.")
@click.option("--number", default="", help="Only the firm with this organisation number.")
def watch(*, now: bool, number: str) -> None:
    """Look at every supplier and subcontractor in a running contract. The worker does it daily."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()
    if now:
        for line in _told(_round(number)):
            click.echo(line)
    for line in _ages():
        click.echo(line)


def _round(number: str) -> "WatchResult":
    from django.utils import timezone

    from ryddig.registers.settings import OFF
    from ryddig.worker.registers import register_settings
    from ryddig.worker.watch import Order
    from ryddig.worker.watch import watch as look

    settings = register_settings()
    if settings.mode == OFF:
        hint = N_("Set RYDDIG_REGISTERS=on, or standin for the demo's stand-ins.")
        raise UserCanFix("register.all_off", N_("No register may be asked."), hint=hint)
    return look(settings, on=timezone.localdate(), order=Order(number))


def _told(result: "WatchResult") -> Iterator[str]:
    yield f"Looked at {result.firms} firms."
    for source in sorted({*result.answered, *result.failed}):
        answered, failed = result.answered.get(source, 0), result.failed.get(source, 0)
        yield f"  {source}: {answered} answered" + (f", {failed} FAILED" if failed else "")
    for source in result.off:
        yield f"  {source}: not asked (off)"
    stored = result.stored
    yield (
        f"New answers: {stored.new}. Signals opened: {stored.opened}, cleared: {stored.cleared}. "
        f"Contracts whose risk was answered anew: {stored.contracts}."
    )


def _ages() -> Iterator[str]:
    from ryddig.records.lookups.queries import all_source_ages

    for age in all_source_ages():
        line = f"{age.source}: {age.known} known, oldest answer {_moment(age.oldest)}, newest {_moment(age.newest)}"
        if age.failing:
            text = str(age.failure.get("text", "")) % dict(age.failure.get("params", {}))
            line += f"; {age.failing} tried in vain since: {text}"
        yield line


def _moment(at: datetime | None) -> str:
    from django.utils import timezone

    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "–"
