"""Addresses of the provider in tests/provider.py, and what its ID tokens say besides."""

from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.urls import include, path

from tests.provider import LEVEL, NUMBER, NUMBERS

# When each person proved last who she is: the token is asked for without her browser.
_proved = {}


class Adapter(DefaultOIDCAdapter):
    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        return super().get_claims(purpose, user, client, scopes, email, **kwargs) | {NUMBER: NUMBERS[user.email]}

    def populate_id_token(self, id_token, client, scopes, **kwargs):
        id_token |= {"auth_time": int(_proved[id_token["sub"]]), "acr": LEVEL}


def noting(get_response):
    """Note when whoever asks has proved who she is."""

    def middleware(request):
        if request.user.is_authenticated:
            records = get_authentication_records(context.request, request.user)
            _proved[str(request.user.pk)] = max(record["at"] for record in records)
        return get_response(request)

    return middleware


urlpatterns = [path("account/", include("allauth.account.urls")), path("", include("allauth.idp.urls"))]
