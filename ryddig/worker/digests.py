"""Digests to the buyer's own people: looked at once a day for each, on working days from six in the morning."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import override

from ryddig.records.accounts.access import actor_of
from ryddig.records.correspondence.models import Subscription
from ryddig.records.correspondence.subscriptions import digests_due, finish_digest
from ryddig.reports.digest import digest
from ryddig.reports.law import law_for

FROM_HOUR: Final = 6
SATURDAY: Final = 5


def queue_digests(now: datetime) -> int:
    """Queue the mails that have something to tell. Returns how many."""
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR or local.weekday() >= SATURDAY:
        return 0
    return sum(_queue(row, local) for row in digests_due(local.date()))


def _queue(row: Subscription, local: datetime) -> bool:
    actor, said = actor_of(row.user, organisation_id=row.organisation_id), ""
    if actor is not None and not actor.is_external:
        with override(row.user.language):
            teller = law_for(row.organisation.layers).teller
            said = digest(actor, teller, last=row.digested_on, on=local.date())
    return finish_digest(row, said, on=local.date()) is not None
