"""The demo's own pages: sign in as anybody with one click, read every mail that was sent. 404 unless DEMO is on."""

import functools

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minutes.lib import mails
from minutes.models import Membership, Person

from .shortcuts import form_page, number_of

MOST_PEOPLE = 8
Role = Membership.Role
# Who has most to do in the product comes first.
ORDER = [Role.SECRETARY, "administrator", Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER, Role.SUBSTITUTE, Role.CO_OPTED]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def only_in_demo(view):
    """404 on a real server, before anything else is looked at."""

    @login_not_required
    @never_cache
    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_demo
@form_page
def sign_in(request):
    """Choose who to be; the sign-in page shows the same buttons."""
    if request.method != "POST":
        return render(request, "demo/sign_in.html", {"demo_people": people_to_be()})
    people = Person.objects.filter(user__is_active=True).select_related("user")
    person = get_object_or_404(people, pk=number_of(request.POST.get("person")))
    login(request, person.user, backend=BACKEND)
    # What is signed now tells that nobody has proved who they are.
    record_authentication(request, person.user, method="demo")
    return redirect("todo-show")


@only_in_demo
@require_safe
def inbox(request):
    return render(request, "demo/inbox.html", {"mails": mails.newest(settings.EMAIL_FILE_PATH)})


@only_in_demo
@require_safe
def mail(request, name):
    found = mails.find(settings.EMAIL_FILE_PATH, name)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


def people_to_be():
    """People with a login, those with most to do first, with their roles in words."""
    today = Membership.objects.on(timezone.localdate()).select_related("body")
    people = (
        Person.objects.filter(user__is_active=True)
        .select_related("user")
        .prefetch_related(Prefetch("memberships", today, to_attr="seats"), "user__administered_organisations")
        .order_by("pk")[:100]
    )
    return sorted(people, key=_rank)[:MOST_PEOPLE]


def _rank(person):
    parts = [seat.role for seat in person.seats]
    if person.user.administered_organisations.all():
        parts.append("administrator")
    return min((ORDER.index(part) for part in parts), default=len(ORDER))
