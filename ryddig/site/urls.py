"""Every address of the site."""

from django.urls import include, path

urlpatterns = [path("s/", include("ryddig.portal.urls")), path("", include("ryddig.office.urls"))]
