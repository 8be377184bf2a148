"""Who holds the link in the mail, what she has proved, and whether the link shows anything still."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext as _

from minutes.documents import hidden, load
from minutes.forms.signoff import CodeForm
from minutes.models import SignoffCode, SignoffLink, SignoffRound
from minutes.notifications.messages import address_of
from minutes.services import masking, secrecy
from minutes.services import signlink as service
from minutes.services.draft import person_of

from . import proving

COOKIE, PROOF_LASTS = "signoff", 30 * 60
SALT = "minutes.signlink"
ACTS = ("code", "prove", "sign", "decline", "add", "remove", "read", "renew")


@dataclass
class Reader:
    """Whoever holds the link: what templates and the page of the document ask about her."""

    link: SignoffLink
    here: str
    signed_in: bool  # as the person of the link
    has_typed: bool
    vouched: dict | None  # what an outside service has said of her
    code_form: CodeForm = field(default_factory=CodeForm)
    hides: bool = False
    typed_now: bool = False

    @property
    def person(self):
        return self.link.person

    @property
    def until(self):
        return self.link.expires

    @property
    def is_proved(self):
        return self.signed_in or self.has_typed or bool(self.vouched)

    @property
    def opens_text(self):
        return why_closed(self.link) is None

    @property
    def has_newer(self):
        """Whether the person is asked for another text now."""
        return self.link.signs and not self.link.is_of_this_text

    @cached_property
    def has_code(self):
        return service.has_code(self.link)

    @cached_property
    def mail_failed(self):
        return service.mail_failed(self.link)

    @property
    def minutes_of_a_code(self):
        return SignoffCode.LASTS.seconds // 60

    @property
    def address(self):
        """Where codes go, as the person knows it and nobody else learns it."""
        local, _at, domain = address_of(self.person).partition("@")
        return f"{local[:1]}•••••@{domain}"

    @property
    def acts(self):
        return {act: f"{self.here}?act={act}" for act in ACTS}

    @cached_property
    def _kept_back(self):
        """(labels of items, attachments, words): masked in the public copy, or to be, or confidential before."""
        minutes = load.sealed(self.link.round.minutes_json)
        marks = masking.standing(self.link.round, minutes, masking.row_of(self.link.round))
        words = (*marks.words, *secrecy.carried(self.link.round.meeting, minutes))
        return {minutes.items[at].label for at in marks.items} - {""}, marks.attachments, words

    def veiled(self, minutes):
        """The document as far as whoever may hold a forwarded mail may know it; confidential items are marked so."""
        return hidden.veiled(minutes, *self._kept_back) if any(self._kept_back) else minutes

    def seen(self, minutes):
        """The document, without what is confidential or masked until the person is proved."""
        secret = not self.may_have(minutes)
        self.hides = self.hides or secret
        notice = escape(_("Confidential. It is shown when you have proved who you are."))
        return hidden.without_secrets(self.veiled(minutes), notice) if secret else minutes

    def may_have(self, minutes):
        """Whether she may have the document as a whole, as a PDF is."""
        return self.is_proved or not (hidden.is_secret(minutes) or any(self._kept_back))

    @property
    def pdf(self):
        return reverse("signlink-pdf", args=[self.here.split("/")[-2]])

    def file(self, one):
        return reverse("signlink-file", args=[self.here.split("/")[-2], one.number])


def of(request, link, token):
    """The reader by whatever her request has brought along."""
    proof = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=PROOF_LASTS)
    mine = request.user.is_authenticated and person_of(request.user) == link.person
    vouched = proving.held(request, link.person, link.round.content_hash)
    return Reader(link, reverse("signlink-show", args=[token]), mine, proof == str(link.pk), vouched)


def why_closed(link):
    """(heading, words) where the link shows its page no longer; None while it does."""
    if service.is_expired(link):
        return _("The link is too old"), _("Links work for two weeks, and each reminder has a new one.")
    if not link.signs:
        return _("Somebody else signs in your place"), _("You need do nothing. Ask the secretary if you wonder why.")
    if not link.is_of_this_text:
        words = _("The text has been changed since this link was sent. Use the link in the newest mail.")
        return _("There is a newer text"), words
    return None


def is_receipt(link):
    """Whether the link shows what its person has signed, whatever was written since: the round let the text through."""
    return link.has_signed and link.round.state == SignoffRound.State.COMPLETED and not service.is_expired(link)


def with_proof(reader, response):
    """The answer, which carries the proof that was given just now."""
    if reader.typed_now:
        response.set_signed_cookie(
            COOKIE, str(reader.link.pk), salt=SALT, max_age=PROOF_LASTS, path=reader.here, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
