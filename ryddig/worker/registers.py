"""The registers as this installation has set them, and what the worker does with them besides the daily round."""

import os
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from ryddig.records.lookups import services
from ryddig.records.lookups.models import Ask, FeedCursor
from ryddig.registers.brreg.client import UNITS
from ryddig.registers.settings import OFF, RegisterSettings, settings_from
from ryddig.worker.watch import Order, watch

AGAIN_AFTER: Final = timedelta(hours=1)
"""How long a source that failed is left in peace."""
_WHY: Final = "the worker serves every organisation"


def register_settings() -> RegisterSettings:
    """From the environment, as `docs/how-to/registers.md` lists it."""
    return settings_from(os.environ)


def round_due(settings: RegisterSettings, *, now: datetime, on: date) -> bool:
    """Whether today's round is still to be done, or a source that failed may be asked again."""
    if settings.mode == OFF:
        return False
    if not FeedCursor.objects.filter(source=UNITS, round_on=on).exists():
        return True
    old = Q(failures__gt=0) & Q(tried_at__lt=now - AGAIN_AFTER)
    return FeedCursor.objects.filter(old).exists()


def waiting_asks() -> list[int]:
    """What people have asked for, in the order they asked."""
    rows = Ask.objects.unscoped(_WHY).filter(state=Ask.State.WAITING)
    return list(rows.order_by("id").values_list("id", flat=True))


def put_back(ask_id: int) -> None:
    """Let it wait again: its worker stops or has died."""
    Ask.objects.unscoped(_WHY).filter(id=ask_id, state=Ask.State.RUNNING).update(state=Ask.State.WAITING)


def answer_ask(ask: Ask, *, settings: RegisterSettings) -> None:
    """Ask about the firm now, for the buyer who wants it, and keep what came."""
    order = Order(ask.supplier.orgnr or "", ask.organisation_id, tuple(ask.sources))
    result = watch(settings, on=timezone.localdate(), order=order)
    told = {"answered": sum(result.answered.values()), "failed": sum(result.failed.values()), "off": list(result.off)}
    services.finish_ask(ask, result=told)
