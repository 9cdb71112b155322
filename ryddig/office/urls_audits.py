"""Addresses of external audits."""

from django.urls import path

from ryddig.office.views import audits

urlpatterns = [
    path("contracts/<int:contract_id>/audits/<str:kind>/<int:control_id>/", audits.ordered, name="audit_orders"),
    path("audits/", audits.audits, name="audits"),
    path("audits/<int:audit_id>/", audits.audit, name="audit"),
    path("audits/<int:audit_id>/seat/", audits.seat, name="audit_seat"),
    path("audits/<int:audit_id>/close/", audits.close, name="audit_close"),
    path("audits/<int:audit_id>/files/<int:evidence_id>/", audits.audit_file, name="audit_file"),
]
