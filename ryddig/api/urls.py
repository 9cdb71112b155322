"""Addresses of the API."""

from ryddig.api.door import addresses

app_name = "api"
urlpatterns = addresses()
