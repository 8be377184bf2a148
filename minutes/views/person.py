"""People of an organisation: the list, one of them, and the invitation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import permissions
from minutes.forms.person import PersonForm
from minutes.lib import text
from minutes.models import Body, Membership, Person
from minutes.services import identity
from minutes.services import person as service

from .shortcuts import attempt, back, form_page, get_organisation, get_person, status_of

PAGE = 50


@require_safe
def list(request, slug):  # noqa: A001 (pages are named after what they show)
    organisation = get_organisation(request, slug)
    wanted = text.line(request.GET.get("q", ""))[:100]
    seats = Membership.objects.on(timezone.localdate()).select_related("body")
    people = organisation.people.select_related("user")
    people = people.prefetch_related(Prefetch("memberships", seats, to_attr="seats"))
    if wanted:
        fields = ("name", "title", "represents", "email")
        people = people.filter(Q(*((f"{field}__icontains", wanted) for field in fields), _connector=Q.OR))
    page = Paginator(people.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation, "page": page, "q": wanted, "section": "administration",
        "query": f"{urlencode({'q': wanted})}&" if wanted else "",
    }
    return render(request, "person/list.html", context)


@form_page
def add(request, slug):
    organisation = get_organisation(request, slug)
    form = PersonForm(request.POST or None, organisation=organisation)
    refusal = None
    if form.is_valid():
        details = form.values() | {"invite": form.cleaned_data["invite"]}
        person, refusal = attempt(request, service.add, organisation, by=request.user, **details)
        if person:
            messages.success(request, _("%(name)s is registered.") % {"name": person.name})
            return redirect("person-list", slug)
    context = {"form": form, "organisation": organisation, "section": "administration", **suggestions(organisation)}
    return render(request, "person/add.html", context, status=status_of(request, refusal))


@form_page
def edit(request, pk):
    person = get_person(request, pk)
    administers = permissions.can_administer(request.user, person.organisation)
    by_number = administers and identity.is_by_number()
    form = PersonForm(request.POST or None, organisation=person.organisation, instance=person, by_number=by_number)
    refusal = None
    if form.is_valid():
        _done, refusal = attempt(request, service.edit, person, by=request.user, **form.values())
        if not refusal:
            if number := form.cleaned_data.get("identity"):
                identity.register(person, number, by=request.user)
            messages.success(request, _("The details are saved."))
            return redirect(_back(request, person))
        person.refresh_from_db()
    visible = Body.objects.visible_to(request.user).values("pk")
    context = {
        "form": form, "person": person, "organisation": person.organisation, "administers": administers,
        "seats": person.memberships.filter(body__in=visible).select_related("body").order_by("-starts", "-pk"),
        "back": _back(request, person), "came_from": request.GET.get("body", ""),
        "section": "administration" if administers else "body", **suggestions(person.organisation),
    }
    return render(request, "person/edit.html", context, status=status_of(request, refusal))


@require_POST
def invite(request, pk):
    person = get_person(request, pk)
    _done, refusal = attempt(request, service.invite, person, by=request.user)
    if not refusal:
        person.refresh_from_db()
        _tell(request, person)
    return back(request, _back(request, person))


def _tell(request, person):
    words = {"name": person.name, "email": person.email}
    if person.invitation_failed:
        messages.error(request, _("The invitation to %(name)s could not be sent. Check the address.") % words)
    else:
        messages.success(request, _("An invitation goes to %(name)s at %(email)s.") % words)


def _back(request, person):
    """Where the visitor came from: a body's people if it is named and hers to change, else the organisation's."""
    slug = text.line(request.GET.get("body", ""))
    body = Body.objects.visible_to(request.user).select_related("organisation").filter(slug=slug).first()
    if body and permissions.can_manage_people(request.user, body):
        return reverse("membership-list", args=[body.slug])
    if permissions.can_administer(request.user, person.organisation):
        return reverse("person-list", args=[person.organisation.slug])
    return reverse("body-list")


def suggestions(organisation):
    """Names of municipalities and organisations that people here represent already."""
    named = Person.objects.filter(organisation=organisation).exclude(represents="")
    return {"represented": named.order_by("represents").values_list("represents", flat=True).distinct()[:200]}
