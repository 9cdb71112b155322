"""The registers as this installation has set them, and what the worker does with them besides the daily round."""

import os
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.names import fold
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups import case_steps, services
from ryddig.records.lookups.models import Ask, FeedCursor
from ryddig.registers.brreg.client import UNITS
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.persons import plain_json
from ryddig.registers.brreg.search import candidates
from ryddig.registers.settings import OFF, RegisterSettings, settings_from
from ryddig.worker import watch_evidence
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
        return timezone.localtime(now).hour >= settings.watch_from
    old = Q(failures__gt=0) & Q(tried_at__lt=now - AGAIN_AFTER)
    return FeedCursor.objects.filter(old).exists()


def cases_due(*, now: datetime) -> bool:
    """Whether a request for evidence is to be sent, asked about, reminded of or ended, and eBevis may be asked."""
    return watch_evidence.on_for(register_settings()) and case_steps.any_due(now)


def waiting_asks() -> list[int]:
    """What people have asked for, in the order they asked."""
    rows = Ask.objects.unscoped(_WHY).filter(state=Ask.State.WAITING)
    return list(rows.order_by("id").values_list("id", flat=True))


def put_back(ask_id: int) -> None:
    """Let it wait again: its worker stops or has died."""
    Ask.objects.unscoped(_WHY).filter(id=ask_id, state=Ask.State.RUNNING).update(state=Ask.State.WAITING)


def answer_ask(ask: Ask, *, settings: RegisterSettings) -> None:
    """Ask about the firm now, or look for the firm that a name is, for the buyer who wants it; and keep what came."""
    if ask.kind == Ask.Kind.NAME:
        services.finish_ask(ask, result=_found(ask, settings))
        return
    order = Order(ask.supplier.orgnr or "", ask.organisation_id, tuple(ask.sources))
    result = watch(settings, on=timezone.localdate(), order=order)
    told = {"answered": sum(result.answered.values()), "failed": sum(result.failed.values()), "off": list(result.off)}
    services.finish_ask(ask, result=told)


def _found(ask: Ask, settings: RegisterSettings) -> dict[str, Any]:
    """Firms of the local register that the name may be. Raises UserCanFix when none is loaded."""
    if settings.local_register is None:
        text = N_("Names are looked up in a copy of Enhetsregisteret, and there is none here.")
        hint = N_("Those who run Ryddig load it with `ryddig register load` and set RYDDIG_LOCAL_REGISTER.")
        raise UserCanFix("register.no_local", text, hint=hint)
    names = Supplier.objects.unscoped("names that people of the buyer who asks have confirmed")
    same = names.filter(organisation_id=ask.organisation_id, same_as__orgnr__isnull=False)
    said = {fold(name): orgnr for name, orgnr in same.values_list("name", "same_as__orgnr") if orgnr}
    name = str(ask.words.get("name") or ask.supplier.name)
    place = str(ask.words.get("municipality", ""))
    with LocalRegister.open(settings.local_register) as register:
        proposal = candidates(register, name, place=place, confirmed_before=said)
    return {"outcome": proposal.outcome.value, "candidates": plain_json(plain(proposal.candidates))}
