"""Addresses of the buyer's people, and of the way in for those who have no password yet."""

from django.urls import path

from ryddig.office.views import people

urlpatterns = [
    path("settings/people/", people.people, name="people"),
    path("settings/people/<int:user_id>/role/", people.give, name="seat_give"),
    path("settings/people/<int:user_id>/again/", people.again, name="person_again"),
    path("settings/people/roles/<int:seat_id>/end/", people.end, name="seat_end"),
    path("login/recover/", people.recover, name="recover"),
    path("login/password/<str:uidb64>/<str:token>/", people.ChoosePassword.as_view(), name="choose_password"),
]
