"""Addresses of document reviews in the portal."""

from django.urls import path

from ryddig.portal.views import reviews, uploads

_ITEM = "reviews/<int:review_id>/documents/<int:item_id>/"
urlpatterns = [
    path("reviews/<int:review_id>/", reviews.review, name="review"),
    path("reviews/<int:review_id>/done/", reviews.hand_in, name="review_done"),
    path(f"{_ITEM}files/", reviews.send_files, name="review_files"),
    path(f"{_ITEM}none/", reviews.explain, name="review_explain"),
    path(f"{_ITEM}uploads/", uploads.begin, name="upload_begin"),
    path("reviews/uploads/<str:key>/", uploads.upload, name="upload"),
    path("reviews/files/<int:file_id>/", reviews.own_file, name="review_file"),
    path("reviews/files/<int:file_id>/take-back/", reviews.take_back, name="review_take_back"),
]
