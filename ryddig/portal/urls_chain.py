"""Addresses of the supplier's chain of subcontractors."""

from django.urls import path

from ryddig.portal.views import chain

urlpatterns = [
    path("subcontractors/", chain.chain, name="chain"),
    path("subcontractors/<int:firm_id>/end/", chain.end, name="chain_end"),
]
