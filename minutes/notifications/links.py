"""Links and codes by which somebody signs without a login: made with the mail that tells them, and in it alone."""

from django.utils import timezone

from minutes.lib import tokens
from minutes.models import SignoffCode, SignoffLink


def new(owed):
    """The token of a new link for whom the mail goes to; kept is its digest."""
    token, digest = tokens.new()
    SignoffLink.objects.create(
        round=owed.round, person=owed.person, token_hash=digest, expires=timezone.now() + SignoffLink.LASTS
    )
    return token


def until():
    """The last day of a link that is made now."""
    return timezone.localdate(timezone.now() + SignoffLink.LASTS)


def new_code(owed):
    """A new code for whom the mail goes to; kept is its digest. Its time runs from now, however late the mail is."""
    code = tokens.new_code()
    SignoffCode.objects.create(
        round=owed.round,
        person=owed.person,
        code_hash=digest(owed.round_id, owed.person_id, code),
        expires=timezone.now() + SignoffCode.LASTS,
    )
    return code


def digest(sealed, person, code):
    """What is kept of a code, of the round and the person with these ids."""
    return tokens.code_digest(code, f"sign-off {sealed} by {person}")
