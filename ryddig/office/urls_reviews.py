"""Addresses of document reviews."""

from django.urls import path

from ryddig.office.views import review_steps, reviews

_REVIEW = "contracts/<int:contract_id>/reviews/<int:review_id>/"
_ITEM = f"{_REVIEW}documents/<int:item_id>/"
urlpatterns = [
    path("contracts/<int:contract_id>/reviews/", reviews.reviews, name="reviews"),
    path("contracts/<int:contract_id>/reviews/new/", reviews.new, name="review_new"),
    path(_REVIEW, reviews.review, name="review"),
    path(f"{_REVIEW}edit/", reviews.edit, name="review_edit"),
    path(f"{_REVIEW}send/", review_steps.send, name="review_send"),
    path(f"{_REVIEW}workers/", review_steps.pick, name="review_pick"),
    path(f"{_REVIEW}again/", review_steps.again, name="review_again"),
    path(f"{_REVIEW}withdraw/", review_steps.withdraw, name="review_withdraw"),
    path(f"{_REVIEW}close/", review_steps.close, name="review_close"),
    path(f"{_REVIEW}pay/", review_steps.pay, name="review_pay"),
    path(_ITEM, review_steps.decide, name="review_decide"),
    path(f"{_ITEM}files/", review_steps.add_files, name="review_add"),
    path(f"{_ITEM}paper/", review_steps.use_paper, name="review_paper"),
]
