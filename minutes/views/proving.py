"""How the one who signs has proved who she is: one door for a login, a mailed code and outside services.

What an outside service vouched for is kept for some minutes in a signed cookie of the page where one signs, for one
person and one text: a sealed one by its hash, one that is sent and signed in one act by `draft`.
"""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core import signing
from django.urls import reverse

from minutes.services import identity

COOKIE, LASTS = "identity", 10 * 60
DRAFT = "draft"
SALT = "minutes.proving"


def draft(meeting, revision):
    """Names the text that lies for sending: sending refuses it when there is another revision."""
    return f"{DRAFT}:{meeting.pk}:{revision}"


def how(request, person, text, otherwise=""):
    """The `method`, and what is `external`, of a signature now: the strongest that stands, else `otherwise`."""
    external = held(request, person, text)
    if external:
        return {"method": identity.EXTERNAL, "external": external}
    return {"method": otherwise or signed_in_how(request)}


def signed_in_how(request):
    """The strongest thing that the session knows of how its user signed in."""
    records = get_authentication_records(request, request.user)
    if any(record.get("passwordless") for record in records):
        return "passkey"
    methods = [record.get("method") for record in records if record.get("method") != "mfa"]
    if len(methods) < len(records):
        return "password_mfa" if "password" in methods else "mail_code_mfa"
    if methods:
        # A reset password was reached by a letter too.
        return methods[-1] if methods[-1] in ("password", "demo") else "mail_code"
    return "password" if request.user.has_usable_password() else "mail_code"


def hold(response, where, person, text, external):
    """Remember in the browser, for the pages under `where`, that a service has vouched for the person."""
    told = signing.dumps({"person": person.pk, "text": text, "external": external}, salt=SALT)
    response.set_cookie(
        COOKIE, told, max_age=LASTS, path=where, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def held(request, person, text):
    """What a service has vouched for of this person, for this text; None when nothing stands."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    is_hers = person is not None and told["person"] == person.pk and told["text"] == text
    return told["external"] if is_hers else None


def offers(request, sealed, person, link=None):
    """For the page where one signs: the services that there are, and the one that has vouched already."""
    def address(key):
        named = ("identity-begin_by_link", link.here.split("/")[-2]) if link else ("identity-begin", sealed.meeting_id)
        return reverse(named[0], args=[named[1], key])

    found = [{"name": one.name, "address": address(key)} for key, one in identity.services().items()]
    return {"services": found, "vouched": held(request, person, sealed.content_hash)}
