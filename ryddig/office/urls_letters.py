"""Addresses of letters and of the money of a deviation."""

from django.urls import path

from ryddig.office.views import incentives, letters, money

urlpatterns = [
    path(
        "contracts/<int:contract_id>/deviations/<int:deviation_id>/letters/<str:kind>/", letters.new, name="letter_new"
    ),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>/", letters.draft, name="letter_draft"),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>.pdf", letters.preview, name="letter_preview"),
    path("contracts/<int:contract_id>/letters/drafts/<int:draft_id>/discard/", letters.discard, name="letter_discard"),
    path("contracts/<int:contract_id>/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("contracts/<int:contract_id>/incentives/", incentives.incentives, name="incentives"),
    path("contracts/<int:contract_id>/incentives/lighter/", incentives.lighter, name="incentive_lighter"),
    path("contracts/<int:contract_id>/incentives/bonus/", incentives.bonus, name="incentive_bonus"),
    path("contracts/<int:contract_id>/incentives/reference/", incentives.reference, name="incentive_reference"),
    path(
        "contracts/<int:contract_id>/incentives/<int:incentive_id>/decide/",
        incentives.decide,
        name="incentive_decide",
    ),
    path("contracts/<int:contract_id>/terms/", money.terms, name="terms"),
    path("contracts/<int:contract_id>/terms/<int:term_id>/withdraw/", money.term_withdraw, name="term_withdraw"),
    path("contracts/<int:contract_id>/deviations/<int:deviation_id>/money/", money.money, name="money"),
    path("contracts/<int:contract_id>/deviations/<int:deviation_id>/money/claim/", money.claim, name="money_claim"),
    path(
        "contracts/<int:contract_id>/deviations/<int:deviation_id>/money/repayment/",
        money.repayment,
        name="money_repayment",
    ),
    path("contracts/<int:contract_id>/claims/<int:claim_id>/<str:kind>/", money.entry, name="money_entry"),
]
