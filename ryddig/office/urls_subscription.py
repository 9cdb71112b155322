"""Addresses of a person's own calendar and digest."""

from django.urls import path, re_path

from ryddig.office.views import subscription

urlpatterns = [
    path("account/calendar/", subscription.make, name="calendar_make"),
    path("account/calendar/close/", subscription.close, name="calendar_close"),
    path("account/digest/", subscription.digest, name="digest"),
    re_path(r"^calendar/(?P<secret>[A-Za-z0-9_-]{43})\.ics$", subscription.calendar, name="calendar"),
]
