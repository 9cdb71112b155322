"""Addresses of log-in and security. Those that allauth looks up by name carry its names, outside the office's own."""

from django.urls import path

from ryddig.office.views import login, security, sign_in, sign_in_rules

urlpatterns = [
    path("login/join/<str:uidb64>/<str:provider_id>/", sign_in.join, name="join"),
    path("account/again/provider/", security.again_by_provider, name="again_by_provider"),
    path("account/security/sessions/end/", security.end_others, name="end_others"),
    path("account/security/sessions/<int:session_id>/end/", security.end_one, name="end_one"),
    path("account/security/providers/<int:account_id>/leave/", security.leave_provider, name="leave_provider"),
    path("settings/log-in/", sign_in_rules.rules, name="sign_in_rules"),
]
named_by_allauth = [
    path("login/", login.login, name="account_login"),
    path("login/second/", sign_in.second, name="mfa_authenticate"),
    path("login/passkey/", sign_in.passkey, name="mfa_login_webauthn"),
    path("login/with/<str:provider_id>/", sign_in.ask_provider, name="openid_connect_login"),
    path("login/with/<str:provider_id>/answer/", sign_in.provider_answers, name="openid_connect_callback"),
    path("login/closed/", sign_in.closed, name="account_inactive"),
    path("account/security/", security.security, name="mfa_index"),
    path("account/again/", security.AgainByPassword.as_view(), name="account_reauthenticate"),
    path("account/again/code/", security.AgainByCode.as_view(), name="mfa_reauthenticate"),
    path("account/again/passkey/", security.AgainByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/security/app/", security.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/security/app/remove/", security.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/security/codes/", security.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", security.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/security/codes/file/", security.CodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("account/security/passkeys/add/", security.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/security/passkeys/", security.security, name="mfa_list_webauthn"),
    path("account/security/passkeys/<int:pk>/remove/", security.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
