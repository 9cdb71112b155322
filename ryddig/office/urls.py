"""Addresses of the office."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ryddig.office.views import lawbook, login

app_name = "office"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login.language, name="language"),
    path("law/", lawbook.lawbook, name="lawbook"),
    path("law/<str:rule_id>/", lawbook.rule, name="rule"),
    path("", lawbook.lawbook, name="today"),
    path("contracts/", lawbook.lawbook, name="portfolio"),
    path("contracts/<int:contract_id>/", lawbook.lawbook, name="contract"),
    path("contracts/<int:contract_id>/duties/", lawbook.lawbook, name="duties"),
    path("planner/", lawbook.lawbook, name="planner"),
    path("suppliers/", lawbook.lawbook, name="suppliers"),
    path("quality/", lawbook.lawbook, name="quality"),
    path("imports/", lawbook.lawbook, name="imports"),
    path("account/", lawbook.lawbook, name="account"),
    path("settings/", lawbook.lawbook, name="settings"),
]
