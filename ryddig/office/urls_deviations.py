"""Addresses of deviations."""

from django.urls import path

from ryddig.office.views import deviation, deviations

ONE = "contracts/<int:contract_id>/deviations/"
urlpatterns = [
    path("deviations/", deviations.all_of_them, name="all_deviations"),
    path(ONE, deviations.deviations, name="deviations"),
    path(f"{ONE}new/", deviations.open_one, name="deviation_open"),
    path(f"{ONE}note/", deviations.noted, name="deviation_note"),
    path(f"{ONE}proposals/<int:proposal_id>/aside/", deviations.aside, name="proposal_aside"),
    path(f"{ONE}<int:deviation_id>/", deviation.deviation, name="deviation"),
    path(f"{ONE}<int:deviation_id>/steps/<str:name>/", deviation.act, name="deviation_act"),
    path("contracts/<int:contract_id>/pay/<int:control_id>/deviation/", deviations.from_pay, name="deviation_from_pay"),
    path("contracts/<int:contract_id>/agreed/", deviations.terms, name="agreed_terms"),
    path("contracts/<int:contract_id>/agreed/<int:term_id>/", deviations.term, name="agreed_term"),
]
