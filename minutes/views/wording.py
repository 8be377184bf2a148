"""Headings and buttons that differ between minutes and notes, and between signing and approving."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A secretary signs (undertecknar), chair and approvers approve (justerar).
_TITLES = {
    ("protocol", "signed"): lambda: _("Sign the minutes of %(date)s"),
    ("protocol", "approved"): lambda: _("Approve the minutes of %(date)s"),
    ("notes", "signed"): lambda: _("Sign the notes of %(date)s"),
    ("notes", "approved"): lambda: _("Approve the notes of %(date)s"),
}
_BUTTONS = {
    ("protocol", "signed"): lambda: _("Sign the minutes"),
    ("protocol", "approved"): lambda: _("Approve the minutes"),
    ("notes", "signed"): lambda: _("Sign the notes"),
    ("notes", "approved"): lambda: _("Approve the notes"),
}
_THANKS = {
    ("protocol", "signed"): lambda: _("You have signed the minutes"),
    ("protocol", "approved"): lambda: _("You have approved the minutes"),
    ("notes", "signed"): lambda: _("You have signed the notes"),
    ("notes", "approved"): lambda: _("You have approved the notes"),
}
_NAMES = {"protocol": lambda: _("The minutes of %(date)s"), "notes": lambda: _("The notes of %(date)s")}
_ADJUSTED = {"protocol": lambda: _("The minutes are now approved."), "notes": lambda: _("The notes are now approved.")}


def title(document, verb, date):
    """Heading of the page where one signs; without a verb the document's name alone."""
    words = _TITLES[document, verb]() if verb else _NAMES[document]()
    return words % {"date": date}


def button(document, verb):
    return _BUTTONS[document, verb]()


def thanks(document, verb):
    return _THANKS[document, verb]()


def adjusted(document):
    return _ADJUSTED[document]()


def publish_text(body, restricted=False, *, masked=False):
    """What happens when one publishes: who can read it, who gets a mail, that it stays."""
    if masked and not restricted:
        who = _("Everybody can then read the masked copy on the web. The members read the original, and get a mail.")
    elif body.is_public and not restricted:
        who = body.told(
            _("Everybody can then read the minutes on the web, and the members get a mail."),
            _("Everybody can then read the notes on the web, and the members get a mail."),
        )
    else:
        who = body.told(
            _("The members can then read the minutes, and get a mail."),
            _("The members can then read the notes, and get a mail."),
        )
    return f"{who} {_('After that nothing can be changed, only corrected by a new version.')}"


def unanswered(number):
    """That remarks are left which nobody has answered, before what ends their round; empty when none are."""
    words = ngettext("%(number)s remark is not answered.", "%(number)s remarks are not answered.", number)
    return words % {"number": number} if number else ""


METHODS = {
    "mail_code": lambda: _("One-time code by e-mail"),
    "password": lambda: _("Password"),
    "mail_code_mfa": lambda: _("One-time code by e-mail, and a second factor"),
    "password_mfa": lambda: _("Password, and a second factor"),
    "passkey": lambda: _("Passkey"),
    "demo": lambda: _("One click in the demo, without proof of who it was"),
}


def method(signature):
    """How somebody had proved who they are when they signed."""
    known = METHODS.get(signature.method)
    return signature.external.get("service") or (known() if known else signature.method)
