"""Addresses of the supplier's side of the dialogue."""

from django.urls import path

from ryddig.portal.views import dialogue

urlpatterns = [
    path("dialogue/", dialogue.dialogue, name="dialogue"),
    path("dialogue/expectations/<int:expectation_id>/", dialogue.withdraw, name="expectation"),
    path("dialogue/trust/", dialogue.pulse, name="pulse"),
]
