"""allauth's forms in this product's words, and strict about characters that no database can hold."""

from allauth.account import forms as allauth
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

ADDRESS = _("E-mail address")
OLD, NEW, AGAIN = _("Present password"), _("New password"), _("The new password once more")


class Labelled:
    """Labels in our words instead of placeholders, which vanish when one begins to write."""

    labels = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class TypedCode(Labelled):
    """Room for a code as it was pasted, and the keys for figures on a phone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 40
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class Password(Labelled, allauth.LoginForm):
    labels = {"login": ADDRESS, "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The page itself shows the way for who has forgotten it.
        self.fields["password"].help_text = ""


class RequestCode(Labelled, allauth.RequestLoginCodeForm):
    labels = {"email": ADDRESS}


class Code(TypedCode, allauth.ConfirmLoginCodeForm):
    labels = {"code": _("The code in the mail")}


class ChangePassword(Labelled, allauth.ChangePasswordForm):
    labels = {"oldpassword": OLD, "password1": NEW, "password2": AGAIN}


class SetPassword(Labelled, allauth.SetPasswordForm):
    labels = {"password1": NEW, "password2": AGAIN}


class ResetPassword(Labelled, allauth.ResetPasswordForm):
    labels = {"email": ADDRESS}


class NewPassword(Labelled, allauth.ResetPasswordKeyForm):
    labels = {"password1": NEW, "password2": AGAIN}


class PasswordAgain(Labelled, allauth.ReauthenticateForm):
    labels = {"password": _("Password")}


class Factor(TypedCode, second.AuthenticateForm):
    labels = {"code": _("The code from the app, or a spare code")}


class FactorAgain(Labelled, second.ReauthenticateForm):
    labels = {"code": _("The code from the app, or a spare code")}


class ActivateApp(Labelled, ActivateTOTPForm):
    labels = {"code": _("The code that the app shows")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskey(Labelled, AddWebAuthnForm):
    """Always one that signs in by itself: others would be a second factor that nobody asked for."""

    labels = {"name": _("What you call it")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        del self.fields["passwordless"]

    def clean(self):
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except ValueError as error:  # allauth lets some of what no browser sends through
            raise get_adapter().validation_error("incorrect_code") from error
