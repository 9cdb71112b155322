"""`report.pdf`: a few pages a tired reader can use, as PDF/A-2a and PDF/UA-1."""

from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_pages import pages
from ryddig.reports.typeset import typeset


def pay_pdf(report: PayReport) -> bytes:
    """The report in the language in use. `pay_told.prepare_told` must have been called."""
    return typeset("pay_control", pages(report))
