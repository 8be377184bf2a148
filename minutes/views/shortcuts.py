"""Find, or answer 404; check, or answer 403. Every view of a body or a meeting starts here."""

import datetime
from functools import cache
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import get_script_prefix, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from minutes import permissions
from minutes.lib.prepared import Objects
from minutes.models import Body, Meeting, Membership, Organisation, Person, User
from minutes.services import Refused

form_page = require_http_methods(["GET", "HEAD", "POST"])  # shows a form, and takes what is sent


def get_body(request, slug, allowed):
    """The body, 404 when it is not visible to the user, 403 when `allowed(user, body)` says no."""
    permissions.remember(request.user)
    body = _find_body(request.user, slug)
    _check(allowed(request.user, body))
    request.current_body = body
    return body


def _find_body(user, slug):
    if user.is_superuser or not user.is_authenticated:
        return get_object_or_404(Body.objects.visible_to(user).select_related("organisation"), slug=slug)
    return _the(_visible_body.first(slug=slug, user=user.pk, today=timezone.localdate()))


def _body(slug, user, today):
    found = Body.objects.filter(slug=slug).visible_to(User(pk=user), today)
    return found.select_related("organisation").order_by()


_visible_body = Objects(_body, slug=str, user=int, today=datetime.date)


def get_meeting(request, pk, allowed):
    """The meeting, 404 when it is not visible to the user, 403 when `allowed(user, meeting)` says no."""
    permissions.remember(request.user)
    meeting = _find_meeting(request.user, pk)
    _check(allowed(request.user, meeting))
    request.current_body, request.current_meeting = meeting.body, meeting
    return meeting


def _find_meeting(user, pk):
    if not user.is_authenticated:
        raise Http404
    return _the(_visible_meeting.first(pk=pk, user=user.pk, today=timezone.localdate()))


def _the(found):
    if found is None:
        raise Http404
    return found


@cache
def _by_number(model):
    return Objects(lambda pk: model.objects.filter(pk=pk), pk=int)


def _meeting(pk, user, today):
    found = Meeting.objects.filter(pk=pk).visible_to(User(pk=user), today)
    found = found.select_related("body__organisation", "writer").order_by()
    return permissions.with_reader(found, user)


_visible_meeting = Objects(_meeting, pk=int, user=int, today=datetime.date)


def get_part(request, model, pk, allowed):
    """A row of a meeting (an item, a line of the roster, an attachment) by the rules of get_meeting; 404 if unknown."""
    part = _the(_by_number(model).first(pk=pk))
    part.meeting = get_meeting(request, part.meeting_id, allowed)
    return part


def get_organisation(request, slug):
    """The organisation; 404 when the user does not administer it."""
    return get_object_or_404(Organisation.objects.administered_by(request.user).distinct(), slug=slug)


def get_person(request, pk):
    """The person; 404 when not visible to the user, 403 when she may not change their details."""
    permissions.remember(request.user)
    found = Person.objects.visible_to(request.user).select_related("organisation", "user")
    person = get_object_or_404(found, pk=pk)
    _check(permissions.can_manage_person(request.user, person))
    return person


def get_membership(request, pk):
    """The seat; 404 when its body is not visible to the user, 403 when she may not change who sits there."""
    permissions.remember(request.user)
    found = Membership.objects.filter(body__in=Body.objects.visible_to(request.user).values("pk"))
    membership = get_object_or_404(found.select_related("body__organisation", "person"), pk=pk)
    _check(permissions.can_manage_people(request.user, membership.body))
    request.current_body = membership.body
    return membership


def number_of(value):
    """The number that a browser has sent; None when it is none, or greater than any row's."""
    return int(value) if str(value or "").isdecimal() and len(str(value)) < 19 else None


def attempt(request, act, *args, form=None, **kwargs):
    """Call a service; a refusal becomes a message. Returns (result, None) or (None, refusal).

    A refusal that is about a field of the form becomes the error of that field.
    """
    try:
        return act(*args, **kwargs), None
    except Refused as refusal:
        if form is not None and refusal.field in form.fields:
            form.add_error(refusal.field, refusal.message)
        else:
            refuse(request, refusal.message)
        return None, refusal


def shows_now(form, **known):
    """Put into a form that comes back what the page shows now, so that the next try is about what has been seen."""
    form.initial |= known
    if form.is_bound:
        form.data = form.data.copy()
        for name, value in known.items():
            form.data[name] = value


def status_of(request, refusal):
    """Of a page with a form: 200 when it is asked for, 409 when a service has refused what was sent, else 422."""
    return 409 if refusal else 422 if request.method == "POST" else 200


def refuse(request, words, status=409):
    """Say on top of the answer why nothing was done; `back` then answers with this status."""
    messages.error(request, words)
    request.refused = status


def removal(request, template, context, act, thing, *, said, to):
    """The page that asks before something is taken away; the post does it, says so, and leads on to `to`."""
    if request.method == "POST":
        _done, refusal = attempt(request, act, thing, by=request.user)
        if not refusal:
            messages.success(request, said)
            return redirect(to)
    status = 409 if request.method == "POST" else 200
    return render(request, template, context | {"meeting": thing.meeting, "back": to}, status=status)


def back(request, to, *args):
    """The answer to a button that has no page of its own: a redirect to the page where it stands.

    When the act was refused it is that page at once, made as if it had been asked for, with the refusal's status.
    """
    address = resolve_url(to, *args)
    status = getattr(request, "refused", None)
    if status is None:
        return redirect(address)
    parts = urlsplit(address)
    request.method, request.path, request.GET = "GET", parts.path, QueryDict(parts.query)
    request.path_info = "/" + parts.path.removeprefix(get_script_prefix())
    request.META["QUERY_STRING"] = parts.query
    request.resolver_match = match = resolve(request.path_info)
    response = match.func(request, *match.args, **match.kwargs)
    response.status_code = status if response.status_code == 200 else response.status_code
    return response


def _check(allowed):
    if not allowed:
        raise PermissionDenied
