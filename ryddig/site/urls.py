"""Every address of the site."""

from django.urls import include, path

from ryddig.site.file_view import file

urlpatterns = [
    path("files/<str:token>", file, name="file"),
    path("api/v1/", include("ryddig.api.urls")),
    path("s/", include("ryddig.portal.urls")),
    path("", include("ryddig.office.urls")),
]
handler500 = "ryddig.site.faults.fault"
