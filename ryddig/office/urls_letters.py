"""Addresses of letters and of the money of a deviation."""

from django.urls import path

from ryddig.office.views import letters

urlpatterns = [
    path(
        "contracts/<int:contract_id>/deviations/<int:deviation_id>/letters/<str:kind>/", letters.new, name="letter_new"
    ),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>/", letters.draft, name="letter_draft"),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>.pdf", letters.preview, name="letter_preview"),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>/discard/", letters.discard, name="letter_discard"),
    path("contracts/<int:contract_id>/letters/<int:letter_id>/", letters.letter, name="letter"),
]
