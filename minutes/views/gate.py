"""What stands before every view: how requests must be written, who must sign in, what nobody may keep on the way."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as django_csrf_failure

from minutes.templatetags.typed import texts


def only_utf8(get_response):
    """Refuse other character sets: some of them write characters that no database can hold."""

    def middleware(request):
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            # The page that says so looks for a token in here, and Django would refuse to read it again and again.
            request.POST = QueryDict()
            raise BadRequest("unknown character set")
        return get_response(request)

    return middleware


def private_when_signed_in(get_response):
    """No cache on the way keeps what is made for one reader, and her own browser asks before it shows it again."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def same_for_everybody(get_response):
    """What no reader shapes is told to caches as one answer, although the way to it looked at languages and cookies."""

    def middleware(request):
        response = get_response(request)
        if getattr(response, "same_for_everybody", False):
            del response["Vary"]
        return response

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """Whoever was signed out while writing gets back what she sent, and comes back to the page where the form is."""

    def handle_no_permission(self, request, view_func):
        if getattr(view_func, "in_json", False):
            login = redirect_to_login(_where_the_form_was(request), reverse("account_login")).url
            return JsonResponse({"login": login}, status=401)
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        login = redirect_to_login(_where_the_form_was(request), reverse("account_login")).url
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": login})
        # A browser that has seen one of our forms has this cookie; others have nothing that they could lose.
        if settings.CSRF_COOKIE_NAME in request.COOKIES and texts(request):
            return render(request, "account/signed_out.html", {"login": login}, status=403)
        return redirect(login)


def csrf_failure(request, reason=""):
    """The token is that of an earlier login: a script is told the new one, and so can ask again by itself."""
    if request.resolver_match and getattr(request.resolver_match.func, "in_json", False):
        refused = _("The page had been open for too long")
        return JsonResponse({"refused": refused, "token": get_token(request)}, status=403)
    return django_csrf_failure(request, reason=reason)


def _where_the_form_was(request):
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
