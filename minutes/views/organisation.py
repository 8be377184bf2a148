"""An organisation's letterhead, logo and administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.forms.organisation import AdministratorsForm, LogoForm, OrganisationForm
from minutes.lib import colours, files, http, logos
from minutes.models import Organisation
from minutes.services import Refused
from minutes.services import organisation as service

from .shortcuts import attempt, form_page, get_organisation, status_of


@form_page
def add(request):
    if not permissions.can_add_organisation(request.user):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None)
    refusal = None
    if form.is_valid():
        organisation, refusal = attempt(request, service.add, by=request.user, **form.values())
        if organisation:
            messages.success(request, _("The organisation is there. Choose its administrators, and add its bodies."))
            return redirect("organisation-edit", organisation.slug)
    context = {"form": form, "section": "administration"}
    return render(request, "organisation/add.html", context, status=status_of(request, refusal))


@form_page
def edit(request, slug):
    """Three forms on one page; `part` tells which of them was sent."""
    organisation = get_organisation(request, slug)
    part = request.POST.get("part") if request.method == "POST" else None
    given = {name: request.POST if name == part else None for name in ("letterhead", "logo", "administrators")}
    emails = "\n".join(organisation.administrators.order_by("email").values_list("email", flat=True))
    forms = {
        "form": OrganisationForm(given["letterhead"], instance=organisation),
        "logo": LogoForm(given["logo"], request.FILES if part == "logo" else None),
        "administrators": AdministratorsForm(given["administrators"], initial={"emails": emails}),
    }
    sent, status = forms.get("form" if part == "letterhead" else part), status_of(request, None)
    if sent and sent.is_valid():
        try:
            _save(organisation, part, forms, request.user)
        except Refused as refused:  # said at the form and not on top: the page comes back scrolled to its part
            sent.add_error(None, refused.message)
            organisation, status = get_organisation(request, slug), 409
        else:
            messages.success(request, _("Saved."))
            may_stay = permissions.can_administer(_afresh(request.user), organisation)
            return redirect("organisation-edit", slug) if may_stay else redirect("todo-show")
    context = {"organisation": organisation, "section": "administration", **forms}
    return render(request, "organisation/edit.html", context, status=status)


def _save(organisation, part, forms, user):
    if part == "letterhead":
        return service.edit(organisation, by=user, **forms["form"].values())
    if part == "logo":
        return service.set_logo(organisation, forms["logo"].cleaned_data["logo"], by=user)
    return service.set_administrators(organisation, forms["administrators"].cleaned_data["emails"], by=user)


def _afresh(user):
    """The user without what this request remembers, since she may have taken herself off the list."""
    if hasattr(user, "remembered_organisations"):
        del user.remembered_organisations
    return user


@login_not_required
@require_safe
def logo(request, slug):
    """The picture of the letterhead: printed on public documents, so shown to everybody."""
    digest = get_object_or_404(Organisation, slug=slug).logo
    try:
        data = files.read_stored(digest)
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    return http.send_file(
        request, data, content_type=logos.media_type(data), name="logo", digest=digest, public=True
    )


@login_not_required
@require_safe
def look(request, colour, fingerprint):
    """The style sheet of a colour. The address names what is in it, so whoever has it never asks again."""
    colour = f"#{colour}"
    response = HttpResponse(colours.style_sheet(colour), content_type="text/css; charset=utf-8")
    if fingerprint == colours.fingerprint(colour):
        response["Cache-Control"] = f"public, max-age={http.FOREVER}, immutable"
    else:  # from a page that was made by an earlier release
        response["Cache-Control"] = "no-cache"
    return response
