"""A positive reference: what was controlled, that it was clean, and what that says nothing about."""

from django.utils import translation
from django.utils.translation import gettext

from ryddig.domain.incentives import CleanResults
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.deviations.letters import Written
from ryddig.reports.formats import day, number


def written_reference(contract: Contract, supplier: Supplier, found: CleanResults, *, language: str) -> Written:
    """The text Ryddig proposes, in the language of the letter."""
    with translation.override(language):
        named = " ".join(part for part in (contract.reference, contract.title) if part)
        opening = gettext("%(supplier)s has delivered under the contract %(contract)s since %(day)s.")
        seen = gettext(
            "We have controlled pay and working conditions %(controls)s times, by documents or on site, and found no "
            "deviation since %(since)s."
        )
        limits = gettext("This builds on what we have controlled. It says nothing of what we have not looked at.")
        parts = [
            {
                "name": "",
                "text": opening
                % {"supplier": supplier.name, "contract": named, "day": day(contract.starts_on or contract.signed_on)},
            },
            {
                "name": gettext("What we have seen"),
                "text": seen % {"controls": number(found.controls), "since": day(found.clean_since)},
            },
            {"name": gettext("What the reference builds on"), "text": limits},
        ]
        subject = gettext("Reference: %(supplier)s") % {"supplier": supplier.name}
        return Written(subject, [(gettext("Contract"), named)], parts)
