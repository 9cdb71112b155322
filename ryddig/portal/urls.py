"""Addresses of the portal, all under /s/. An app's own stand in `urls_<app>.py` and are included here."""

from django.urls import path, re_path

from ryddig.portal import urls_chain, urls_deviations, urls_dialogue, urls_reviews, urls_selfreports
from ryddig.portal.views import desk, entry, people

app_name = "portal"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("language/", entry.language, name="language"),
    path("leave/", entry.leave, name="leave"),
    path("other/<int:link_id>/", desk.other, name="other"),
    path("people/", people.people, name="people"),
    *urls_chain.urlpatterns,
    *urls_dialogue.urlpatterns,
    *urls_deviations.urlpatterns,
    *urls_selfreports.urlpatterns,
    *urls_reviews.urlpatterns,
    re_path(r"^(?P<token>[A-Za-z0-9_-]{43})/?$", entry.enter, name="enter"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{43})/new/$", entry.new_link, name="new_link"),
    re_path(r"^.*$", entry.unknown, name="unknown"),
]
