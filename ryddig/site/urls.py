"""Every address of the site."""

from django.urls import include, path

from ryddig.site.file_view import file

urlpatterns = [
    path("files/<str:token>", file, name="file"),
    path("s/", include("ryddig.portal.urls")),
    path("", include("ryddig.office.urls")),
]
handler500 = "ryddig.site.faults.fault"
