"""Outside services: on the way to one, and back from it to the page where one signs. Nothing is written on the way."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minutes.models import Person
from minutes.notifications.messages import link as full_address
from minutes.permissions import can_sign, can_write
from minutes.services import identity as service
from minutes.services import rounds, signlink
from minutes.services.draft import person_of

from . import proving
from .reply import by_link
from .shortcuts import attempt, get_meeting

LASTS = 15 * 60
SALT = "minutes.identity"
WRITTEN = "written_to_send"


@require_safe
@never_cache
def begin(request, pk, key):
    meeting = get_meeting(request, pk, can_sign)
    sealed, there = rounds.find(meeting), reverse("signoff-show", args=[meeting.pk])
    return _sent(request, key, sealed.content_hash, request.user.person, there) if sealed else redirect(there)


@require_safe
@never_cache
def begin_to_send(request, pk, key):
    """On the way to one before sending and signing in one act; what was written is kept by leave."""
    meeting = get_meeting(request, pk, can_write)
    there, person = reverse("signoff-send", args=[meeting.pk]), person_of(request.user)
    if person is None or not meeting.is_writable:
        return redirect(there)
    return _sent(request, key, proving.draft(meeting, meeting.revision), person, there)


def leave(request, meeting, key, written):
    """A page that leads to the service by itself: no form may, since its way on would be that of a form."""
    chosen = service.services().get(key)
    if chosen is None:
        raise Http404
    request.session[WRITTEN] = {"meeting": meeting.pk, "fields": written, "at": time.time()}
    address = reverse("identity-begin_to_send", args=[meeting.pk, key])
    context = {"meeting": meeting, "service": chosen.name, "address": address}
    return render(request, "identity/leave.html", context)


def written(request, meeting):
    """What was written on the page for sending before the way to a service, by the names of its fields."""
    kept = request.session.get(WRITTEN, {})
    is_of_now = kept.get("meeting") == meeting.pk and time.time() - kept["at"] < 2 * LASTS
    return kept["fields"] if is_of_now else {}


@require_safe
@by_link
def begin_by_link(request, token, key):
    link = signlink.find(token)
    if link is None:
        raise Http404
    there = reverse("signlink-show", args=[token])
    if signlink.is_expired(link):
        return redirect(there)
    with translation.override(link.round.meeting.body.language):
        return _sent(request, key, link.round.content_hash, link.person, f"{there}?text=1")


def _sent(request, key, text, person, there):
    """The browser, sent to the service; what belongs to this question stays in it, readable to nobody else."""
    chosen = service.services().get(key)
    if chosen is None:
        raise Http404
    begun, refusal = attempt(request, service.begin, chosen, full_address("identity-complete"))
    if refusal:
        return redirect(there)
    kept = {"key": key, "text": text, "person": person.pk, "there": there, "kept": begun.kept}
    kept["language"] = translation.get_language()
    response = redirect(begun.address)
    response.set_cookie(
        _cookie(begun.state), signing.dumps(kept, salt=SALT), max_age=LASTS, path=reverse("identity-complete"),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _cookie(state):
    """One for each question, so that two tabs do not disturb each other."""
    return f"identity_{''.join(sign for sign in state[:16] if sign.isalnum())}"


@require_safe
@login_not_required
@never_cache
def complete(request):
    name = _cookie(request.GET.get("state", ""))
    try:
        kept = signing.loads(request.COOKIES.get(name, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return _lost(request)
    chosen = service.services().get(kept["key"])
    person = Person.objects.select_related("user").filter(pk=kept["person"]).first()
    if not (chosen and person):
        return _lost(request)
    with translation.override(kept["language"]):
        given = (chosen, kept["kept"], request.GET.dict(), full_address("identity-complete"), person)
        external, _refusal = attempt(request, service.complete, *given)
    if not external and kept["text"].startswith(proving.DRAFT):
        messages.info(request, _("Nothing is sent. What you have written stands below."))
    response = redirect(f"{kept['there']}#sign" if external else kept["there"])
    response.delete_cookie(name, path=reverse("identity-complete"))
    if external:
        proving.hold(response, urlsplit(kept["there"]).path, person, kept["text"], external)
    return response


def _lost(request):
    words = _("Go back to the page where you were to sign, and begin again there. Nothing is signed.")
    context = {"heading": _("We do not know what this answer belongs to"), "words": words, "everybody": True}
    return render(request, "identity/complete.html", context, status=400)
