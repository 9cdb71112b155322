"""Addresses of the archive."""

from django.urls import path

from ryddig.office.views import archive

urlpatterns = [
    path("contracts/<int:contract_id>/proof/archive/", archive.archive, name="archive"),
    path("contracts/<int:contract_id>/proof/archive/<int:message_id>/", archive.answer, name="archive_answer"),
]
