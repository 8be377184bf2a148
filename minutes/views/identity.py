"""Outside services: on the way to one, and back from it to the page where one signs. Nothing is written on the way."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minutes.models import Person, SignoffRound
from minutes.notifications.messages import link as full_address
from minutes.permissions import can_sign
from minutes.services import identity as service
from minutes.services import rounds, signlink

from . import proving
from .reply import by_link
from .shortcuts import attempt, get_meeting

LASTS = 15 * 60
SALT = "minutes.identity"


@require_safe
@never_cache
def begin(request, pk, key):
    meeting = get_meeting(request, pk, can_sign)
    sealed, there = rounds.find(meeting), reverse("signoff-show", args=[meeting.pk])
    return _sent(request, key, sealed, request.user.person, there) if sealed else redirect(there)


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
        return _sent(request, key, link.round, link.person, f"{there}?text=1")


def _sent(request, key, sealed, person, there):
    """The browser, sent to the service; what belongs to this question stays in it, readable to nobody else."""
    chosen = service.services().get(key)
    if chosen is None:
        raise Http404
    begun, refusal = attempt(request, service.begin, chosen, full_address("identity-complete"))
    if refusal:
        return redirect(there)
    kept = {"key": key, "round": sealed.pk, "person": person.pk, "there": there, "kept": begun.kept}
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
    sealed = SignoffRound.objects.filter(pk=kept["round"]).first()
    person = Person.objects.select_related("user").filter(pk=kept["person"]).first()
    if not (chosen and sealed and person):
        return _lost(request)
    with translation.override(kept["language"]):
        given = (chosen, kept["kept"], request.GET.dict(), full_address("identity-complete"), person)
        external, _refusal = attempt(request, service.complete, *given)
    response = redirect(f"{kept['there']}#sign" if external else kept["there"])
    response.delete_cookie(name, path=reverse("identity-complete"))
    if external:
        proving.hold(response, urlsplit(kept["there"]).path, person, sealed.content_hash, external)
    return response


def _lost(request):
    words = _("Go back to the page where you were to sign, and begin again there. Nothing is signed.")
    context = {"heading": _("We do not know what this answer belongs to"), "words": words, "everybody": True}
    return render(request, "identity/complete.html", context, status=400)
