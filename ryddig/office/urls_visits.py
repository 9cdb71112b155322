"""Addresses of on-site controls. What lies under `onsite/` works without a network."""

from django.urls import path

from ryddig.office.views import visit_phone, visits

urlpatterns = [
    path("contracts/<int:contract_id>/visits/", visits.visits, name="visits"),
    path("contracts/<int:contract_id>/visits/new/", visits.new, name="visit_new"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/", visits.visit, name="visit"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/edit/", visits.edit, name="visit_edit"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/cancel/", visits.cancel, name="visit_cancel"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/close/", visits.close, name="visit_close"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/talks/", visits.talks, name="visit_talks"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/report.pdf", visits.report, name="visit_report"),
    path("contracts/<int:contract_id>/visits/<int:visit_id>/crew/", visits.crew_list, name="visit_crew"),
    path("onsite/worker.js", visit_phone.worker, name="visit_worker"),
    path("onsite/<int:visit_id>/", visit_phone.phone, name="visit_phone"),
    path("onsite/<int:visit_id>/fields/", visit_phone.fields, name="visit_fields"),
    path("onsite/<int:visit_id>/photos/", visit_phone.photos, name="visit_photos"),
]
