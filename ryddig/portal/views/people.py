"""Who at the supplier takes part, and letting a colleague in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ryddig.domain.errors import UserCanFix
from ryddig.portal.forms import ColleagueForm, posted
from ryddig.portal.frame import GuestDesk, cure, for_guest, said
from ryddig.records.correspondence import services
from ryddig.records.correspondence.queries import contacts_of


@for_guest
def people(request: HttpRequest, desk: GuestDesk) -> HttpResponse:
    """Who takes part, and the form for one more."""
    form = ColleagueForm(posted(request), initial={"language": desk.language})
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_over(guest=desk.guest, on=desk.on, **form.cleaned_data)
        except UserCanFix as error:
            messages.error(request, f"{said(error)} {cure(error)}".strip())
        else:
            messages.success(request, gettext("Your colleague gets a mail with a link."))
            return redirect("portal:people")
    colleagues = contacts_of(desk.guest, desk.contract.pk, desk.supplier.pk)
    names = [contact.name for contact in colleagues]
    return render(request, "portal/people.html", {"desk": desk, "form": form, "names": names})
