"""Addresses of signing in and of the own account. The names with an underscore are those that allauth knows."""

from django.urls import path

from koffer.web.later import later

VIEWS = "koffer.organisation.account.views"
ACCOUNT = "allauth.account.views"
SOCIAL = "allauth.socialaccount.views"

urlpatterns = [
    path("", later(f"{VIEWS}.account"), name="account"),
    path("name", later(f"{VIEWS}.name"), name="account-name"),
    path("data.json", later(f"{VIEWS}.data"), name="account-data"),
    path("erasure", later(f"{VIEWS}.erasure"), name="account-erasure"),
    path("erased", later(f"{VIEWS}.erased"), name="account-erased"),
    path("invitations/<str:token>", later("koffer.organisation.account.invitations.invitation"), name="invitation"),
    path("signup/", later(f"{VIEWS}.by_invitation"), name="account_signup"),
    path("login/", later(f"{VIEWS}.sign_in"), name="account_login"),
    path("login/code/", later(f"{VIEWS}.sign_in"), name="account_request_login_code"),
    path("login/code/confirm/", later(f"{VIEWS}.confirm_code"), name="account_confirm_login_code"),
    path("logout/", later(f"{ACCOUNT}.logout"), name="account_logout"),
    path("inactive/", later(f"{ACCOUNT}.account_inactive"), name="account_inactive"),
    path("email/", later(f"{VIEWS}.email"), name="account_email"),
    path("confirm-email/", later(f"{ACCOUNT}.email_verification_sent"), name="account_email_verification_sent"),
    path("passkeys/login/", later(f"{VIEWS}.sign_in_with_passkey"), name="mfa_login_webauthn"),
    path("passkeys/add/", later(f"{VIEWS}.add_passkey"), name="mfa_add_webauthn"),
    path("passkeys/<slug:key>/remove/", later(f"{VIEWS}.remove_passkey"), name="mfa_remove_webauthn"),
    path("ways/<slug:key>/removal", later("koffer.organisation.account.ways.removal"), name="account-way-removal"),
    path("with/<slug:provider_id>/", later(f"{VIEWS}.sign_in_with"), name="openid_connect_login"),
    path(
        "with/<slug:provider_id>/callback/",
        later("allauth.socialaccount.providers.openid_connect.views.callback"),
        name="openid_connect_callback",
    ),
    path("with/cancelled", later(f"{SOCIAL}.login_cancelled"), name="socialaccount_login_cancelled"),
    path("with/error", later(f"{SOCIAL}.login_error"), name="socialaccount_login_error"),
]
