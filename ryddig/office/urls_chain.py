"""Addresses of the chain of subcontractors."""

from django.urls import path

from ryddig.office.views import chain, chain_lists

urlpatterns = [
    path("contracts/<int:contract_id>/chain/", chain.chain, name="chain"),
    path("contracts/<int:contract_id>/chain/<int:firm_id>/", chain.decide, name="chain_decide"),
    path("contracts/<int:contract_id>/chain/<int:firm_id>/end/", chain.end, name="chain_end"),
    path("contracts/<int:contract_id>/chain/stated/", chain_lists.stated, name="chain_stated"),
    path("contracts/<int:contract_id>/chain/lists/", chain_lists.read, name="chain_read"),
    path("contracts/<int:contract_id>/chain/lists/<int:list_id>/", chain.listed, name="chain_list"),
    path("contracts/<int:contract_id>/chain/lists/<int:list_id>/store/", chain_lists.store, name="chain_store"),
    path("contracts/<int:contract_id>/chain/lists/<int:list_id>/discard/", chain_lists.discard, name="chain_discard"),
]
