"""Sign-in by mailed code or password. allauth does the work; here is what this product decides differently."""

import logging
import smtplib

from allauth.account import views as allauth
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from .demo import people_to_be

log = logging.getLogger(__name__)
UNKNOWN = "account/email/unknown_account"
PASSKEY = "mfa_reauthenticate:webauthn"


class ClosedSignup(DefaultAccountAdapter):
    """Accounts come from invitations; nobody signs up. Nobody learns from us which addresses have an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This login is closed."),
        "email_password_mismatch": gettext_lazy("The address and the password do not belong together."),
        "incorrect_code": gettext_lazy("The code is not the one that we sent last. Check it, or ask for a new one."),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "enter_current_password": gettext_lazy("That is not your present password."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait some minutes, then ask for a new code."),
        "rate_limited": gettext_lazy("Too many attempts. Wait some minutes."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_reauthentication_methods(self, user):
        """The passkey first: it is the quickest, and whoever has one may have nothing else at hand."""
        return sorted(super().get_reauthentication_methods(user), key=lambda one: one["id"] != PASSKEY)

    def send_mail(self, template_prefix, email, context):
        """Mail somebody with an account; for a stranger only call on the mail server, so that both take as long."""
        try:
            if template_prefix == UNKNOWN:
                call_mail_server()
                return
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            log.exception("A mail for sign-in could not be sent")
            messages.error(self.request, _("The mail cannot be sent just now. Try again in a few minutes."))


class Factors(DefaultMFAAdapter):
    """Second factors and passkeys, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not right. Try again with the code that is shown now."),
        "unverified_email": gettext_lazy("Sign in with a mailed code first: then we know that the address is yours."),
    }


class SignIn(allauth.LoginView):
    """One e-mail field for a code, a password for those who have one, and in the demo a button for each role."""

    def get_context_data(self, **kwargs):
        address = self.request.GET.get("email", "")
        return super().get_context_data(**kwargs) | {
            "email": address if _is_address(address) else "",
            "demo_people": people_to_be() if settings.DEMO else [],
        }

    def _redirect_to_pending_stage(self, request, stage):
        # Who has asked for a code comes back to the field for it, unless the wish is to begin again.
        if "other" in request.GET or "email" in request.GET:
            clear_login(request)
            return None
        return super()._redirect_to_pending_stage(request, stage)


@method_decorator(login_not_required, name="dispatch")
class ConfirmCode(allauth.ConfirmLoginCodeView):
    """The page for the code; a code that is too old is told about, and where one was going is kept."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        again = reverse("account_request_login_code")
        if request.user.is_authenticated or response.status_code != 302 or response.url != again:
            return response
        if not getattr(self, "_process", None):
            messages.warning(request, _("The code is no longer valid. Ask for a new one here."))
        return HttpResponseRedirect(self.passthrough_next_url(again))

    def _resend_form_valid(self, form):
        response = super()._resend_form_valid(form)
        if self._process.user is None:
            allauth.get_adapter(self.request).send_mail(UNKNOWN, self._process.state["email"], {})
        messages.success(self.request, _("A new code is on its way. The earlier one is no longer valid."))
        return response


@login_not_required
@never_cache
def sign_up(request):
    """allauth asks for this address by name; whoever comes here is shown the way in that there is."""
    return redirect("account_login")


sign_in = SignIn.as_view()
confirm_code = ConfirmCode.as_view()


def call_mail_server():
    """Open and close a connection, as if there were something to send."""
    with mail.get_connection():
        pass


def _is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
