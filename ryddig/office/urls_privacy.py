"""Addresses of what is kept of persons."""

from django.urls import path

from ryddig.office.views import privacy

urlpatterns = [
    path("settings/privacy/", privacy.privacy, name="privacy"),
    path("settings/privacy/copy/", privacy.copy, name="privacy_copy"),
    path("settings/privacy/<str:which>.docx", privacy.paper, name="privacy_paper"),
]
