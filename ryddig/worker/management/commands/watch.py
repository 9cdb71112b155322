"""`ryddig manage watch`, which `ryddig register watch` calls: a round at once, and how old what is known has become."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.core.management.base import BaseCommand
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.lookups.queries import all_source_ages
from ryddig.registers.settings import OFF, RegisterSettings
from ryddig.worker.registers import register_settings
from ryddig.worker.watch import Order, WatchResult, watch


class Command(BaseCommand):
    """Look at every supplier and subcontractor in a running contract."""

    help = "Look at every supplier and subcontractor in a running contract."
    stealth_options = ("registers", "sources", "on", "at")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--now` asks; without it only the age of what is known is told."""
        parser.add_argument("--now", action="store_true", help="Ask now.")
        parser.add_argument("--number", default="", help="Only the firm with this organisation number.")

    def handle(
        self,
        *_arguments: object,
        now: bool,
        number: str,
        registers: RegisterSettings | None = None,
        sources: Collection[str] = (),
        on: date | None = None,
        at: datetime | None = None,
        **_more: object,
    ) -> None:
        """Run. `registers`, `sources`, `on`, `at` are for programs that ask as of another day, such as the demo."""
        if now:
            settings = registers or register_settings()
            if settings.mode == OFF:
                hint = N_("Set RYDDIG_REGISTERS=on, or standin for the demo's stand-ins.")
                raise UserCanFix("register.all_off", N_("No register may be asked."), hint=hint)
            order, day = Order(number, sources=sources), on or timezone.localdate()
            result = watch(settings, on=day, order=order, clock=lambda: at or timezone.now())
            self._say(_told(result))
        self._say(_ages())

    def _say(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _told(result: WatchResult) -> Iterator[str]:
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
    for age in all_source_ages():
        line = f"{age.source}: {age.known} known, oldest answer {_moment(age.oldest)}, newest {_moment(age.newest)}"
        if age.failing:
            text = str(age.failure.get("text", "")) % dict(age.failure.get("params", {}))
            line += f"; {age.failing} tried in vain since: {text}"
        yield line


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "–"
