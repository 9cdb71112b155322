"""Addresses of self-reports in the office."""

from django.urls import path

from ryddig.office.views import selfreports

ALL = "contracts/<int:contract_id>/self-reports/"
ONE = f"{ALL}<int:request_id>/"
urlpatterns = [
    path(ALL, selfreports.reports, name="self_reports"),
    path(f"{ALL}new/", selfreports.new, name="self_report_new"),
    path(ONE, selfreports.report, name="self_report"),
    path(f"{ONE}close/", selfreports.close, name="self_report_close"),
    path(f"{ONE}remind/", selfreports.remind, name="self_report_remind"),
    path(f"{ONE}move/", selfreports.move, name="self_report_move"),
    path(f"{ONE}withdraw/", selfreports.withdraw, name="self_report_withdraw"),
]
