"""Once a day: papers that no longer count let go of what they answered."""

from datetime import date

from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.models import Organisation
from ryddig.records.evidence.paper_queries import buyers_with_run_out
from ryddig.records.followup.papers import reopen_run_out
from ryddig.reports.law import law_for


def reopen(on: date) -> int:
    """Open again the questions that run-out papers answered. Returns how many."""
    opened = 0
    for organisation in Organisation.objects.filter(id__in=buyers_with_run_out(on)):
        screener = law_for(organisation.layers).screener
        opened += reopen_run_out(author=Machine(organisation.pk), screener=screener, on=on)
    return opened
