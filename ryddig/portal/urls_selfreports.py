"""Addresses of self-reports in the portal."""

from django.urls import path

from ryddig.portal.views import report_files, reports

urlpatterns = [
    path("reports/<int:request_id>/", reports.report, name="report"),
    path("reports/<int:request_id>/check/", reports.check, name="report_check"),
    path("reports/<int:request_id>/deliver/", reports.deliver, name="report_deliver"),
    path("reports/<int:request_id>/sheet/", report_files.sheet, name="report_sheet"),
    path("reports/<int:request_id>/sheet/fill/", report_files.fill_in, name="report_fill_in"),
    path("reports/<int:request_id>/all/", report_files.all_of_it, name="report_all"),
    path("reports/<int:request_id>/reuse/", report_files.reuse, name="report_reuse"),
    path("reports/<int:request_id>/forget/", report_files.forget, name="report_forget"),
    path("reports/<int:request_id>/part/<str:name>/", reports.section, name="report_section"),
]
