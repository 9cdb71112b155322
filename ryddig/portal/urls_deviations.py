"""Addresses of deviations and letters in the portal."""

from django.urls import path

from ryddig.portal.views import deviations

urlpatterns = [
    path("deviations/<int:deviation_id>/", deviations.deviation, name="deviation"),
    path("deviations/<int:deviation_id>/files/<int:evidence_id>/", deviations.own_file, name="deviation_file"),
    path("letters/<int:letter_id>/", deviations.letter, name="letter"),
    path("letters/<int:letter_id>/letter.pdf", deviations.letter_file, {"ending": "pdf"}, name="letter_pdf"),
    path("letters/<int:letter_id>/letter.docx", deviations.letter_file, {"ending": "docx"}, name="letter_word"),
]
