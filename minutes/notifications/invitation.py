"""Mails about a person's login: the invitation, and that the address to sign in with has been changed."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from minutes.lib.mails import mailbox


def message(person, inviter):
    """The invitation to a person with a login; `inviter` is the user who invites, or None."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "person": person,
            "inviter": inviter.get_full_name() if inviter else "",
            "organisation": person.organisation,
            "link": sign_in_link(person.email),
        }
        subject = _("Your login to Justera for %(organisation)s") % {"organisation": person.organisation.name}
        reply_to = [inviter.email] if inviter else None
        return _mail(subject, "mail/invitation.txt", context, person, person.email, reply_to)


def moved(person, address):
    """To the old or the new address: sign-in has moved to the person's new one."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"person": person, "organisation": person.organisation, "link": sign_in_link(person.email)}
        subject = _("The address that you sign in to Justera with has been changed")
        return _mail(subject, "mail/login_moved.txt", context, person, address)


def sign_in_link(email):
    """The sign-in page with the address filled in."""
    return f"{settings.SITE_URL}{reverse('account_login')}?{urlencode({'email': email})}"


def _mail(subject, template, context, person, address, reply_to=None):
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(template, context).strip() + "\n",
        to=[mailbox(person.name, address)],
        reply_to=reply_to,
    )
