"""Addresses of signing in, with the names that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from people.views.devices import asks_about_device, clears_device

urlpatterns = [
    path("entrar/", asks_about_device(account.login), name="account_login"),
    path(
        "entrar/codigo/",
        asks_about_device(account.request_login_code),
        name="account_request_login_code",
    ),
    path("entrar/codigo/confirmar/", account.confirm_login_code, name="account_confirm_login_code"),
    path("entrar/segundo-paso/", second_factor.authenticate, name="mfa_authenticate"),
    path("entrar/inactiva/", account.account_inactive, name="account_inactive"),
    path("salir/", clears_device(account.logout), name="account_logout"),
    path("contrasena/", account.password_reset, name="account_reset_password"),
    path("contrasena/enviada/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "contrasena/lista/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("contrasena/cambiar/", account.password_change, name="account_change_password"),
    path("contrasena/crear/", account.password_set, name="account_set_password"),
    re_path(
        r"^contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("cuenta/confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path("cuenta/2fa/", second_factor.index, name="mfa_index"),
    path("cuenta/2fa/confirmar/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("cuenta/2fa/activar/", totp.activate_totp, name="mfa_activate_totp"),
    path("cuenta/2fa/desactivar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("cuenta/2fa/codigos/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "cuenta/2fa/codigos/generar/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "cuenta/2fa/codigos/descargar/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
