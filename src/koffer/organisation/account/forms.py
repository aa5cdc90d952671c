"""Forms of signing in, in our words."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from koffer.web.forms import NO_ADDRESS, TOO_LONG, LineField


class AddressForm(RequestLoginCodeForm):
    """The address to which a code goes. Whether it has an account, nobody can see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.validators.append(MaxLengthValidator(254, TOO_LONG))
        field.widget.attrs = {"autocomplete": "email webauthn"}
        field.error_messages |= {
            "required": _("Type your e-mail address."),
            "invalid": NO_ADDRESS,
        }


class LoginCodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code from the mail")
        field.widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        field.error_messages |= {"required": _("Type the code from the mail.")}


class PasskeyField(forms.JSONField):
    """What the browser gives for a passkey: bytes from outside, decoded once here before anybody works with them."""

    def __init__(self, decode: Callable[[Any], Any]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self._decode = decode

    def clean(self, value: Any) -> Any:
        """The same, when it can be decoded."""
        try:
            credential = super().clean(value)
            self._decode(credential)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, struct.error) as error:
            raise forms.ValidationError(_("This passkey cannot be read. Try again.")) from error
        return credential


class PasskeyForm(LoginWebAuthnForm):
    """Sign in with a passkey."""

    credential = PasskeyField(auth.parse_authentication_response)


class NewPasskeyForm(AddWebAuthnForm):
    """Add a passkey."""

    credential = PasskeyField(auth.parse_registration_response)


class NewcomerForm(forms.Form):
    """Who accepts an invitation without an account yet."""

    name = LineField(_("Your name"), 60, help_text=_("So that your colleagues know who you are."))


class FirstForm(NewcomerForm):
    """Who accepts the first invitation of a server makes the organisation too."""

    organisation = LineField(_("Name of your organisation"), 80)


class FirstAgainForm(forms.Form):
    """The same for somebody who has an account."""

    organisation = LineField(_("Name of your organisation"), 80)
