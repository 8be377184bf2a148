"""Answers to scripts: JSON whatever happens, so that what was typed is never lost in a page that nobody is shown."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _

from minutes.services import Refused


def in_json(view):
    """Let refusals of the view be {"refused": words}; who is not signed in gets {"login": address} from the gate."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return refused(_("It is not there, or you may not see it."), 404)
        except PermissionDenied:
            return refused(_("You may not write here."), 403)
        except Refused as refusal:
            return refused(refusal.message, 409)

    answer.in_json = True
    return answer


def refused(words, status):
    return JsonResponse({"refused": words}, status=status)
