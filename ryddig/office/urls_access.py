"""Addresses about who may what: rights, conflicts of interest, absence, API keys."""

from django.urls import path

from ryddig.office.views import absence, api_keys, rights

urlpatterns = [
    path("contracts/<int:contract_id>/rights/", rights.rights, name="rights"),
    path("contracts/<int:contract_id>/rights/<int:conflict_id>/lift/", rights.lift, name="conflict_lift"),
    path("absence/", absence.absence, name="absence"),
    path("absence/<int:delegation_id>/end/", absence.take_back, name="absence_end"),
    path("account/keys/", api_keys.api_keys, name="api_keys"),
    path("account/keys/<int:token_id>/revoke/", api_keys.revoke, name="key_revoke"),
    path("account/keys/system/", api_keys.system, name="key_system"),
]
