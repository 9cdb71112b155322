"""Every address of the site."""

from django.urls import include, path

from ryddig.office.urls_sign_in import named_by_allauth
from ryddig.site.file_view import file

urlpatterns = [
    path("files/<str:token>", file, name="file"),
    path("api/v1/", include("ryddig.api.urls")),
    path("s/", include("ryddig.portal.urls")),
    path("", include(named_by_allauth)),
    path("", include("ryddig.office.urls")),
]
handler500 = "ryddig.site.faults.fault"
