"""The rows of permission_table for the sign-in: columns as there. Everybody has a password, and no second factor.

What changes a factor asks once more who it is (302): what a person does then is tested in tests/views/test_factors.py.
"""

ACCOUNT = """
account_login                        GET  -     200   302   302   302   302   302   302
account_login                        POST -     200   302   302   302   302   302   302
account_request_login_code           GET  -     200   302   302   302   302   302   302
account_request_login_code           POST -     200   302   302   302   302   302   302
account_confirm_login_code           GET  -     login 302   302   302   302   302   302
account_logout                       GET  -     302   200   200   200   200   200   200
account_logout                       POST -     302   302   302   302   302   302   302
account_signup                       GET  -     login login login login login login login
account_signup                       POST -     login login login login login login login
account_inactive                     GET  -     200   200   200   200   200   200   200
account_reauthenticate               GET  -     login 200   200   200   200   200   200
account_reauthenticate               POST -     login 200   200   200   200   200   200
mfa_index                            GET  -     login 200   200   200   200   200   200
mfa_index                            POST -     login 405   405   405   405   405   405
mfa_authenticate                     GET  -     login 302   302   302   302   302   302
mfa_authenticate                     POST -     login 302   302   302   302   302   302
mfa_reauthenticate                   GET  -     login 302   302   302   302   302   302
mfa_reauthenticate                   POST -     login 302   302   302   302   302   302
mfa_activate_totp                    GET  -     login 302   302   302   302   302   302
mfa_activate_totp                    POST -     login 302   302   302   302   302   302
mfa_deactivate_totp                  GET  -     login 404   404   404   404   404   404
mfa_deactivate_totp                  POST -     login 404   404   404   404   404   404
mfa_view_recovery_codes              GET  -     login 404   404   404   404   404   404
mfa_view_recovery_codes              POST -     login 405   405   405   405   405   405
mfa_generate_recovery_codes          GET  -     login 302   302   302   302   302   302
mfa_generate_recovery_codes          POST -     login 302   302   302   302   302   302
mfa_download_recovery_codes          GET  -     login 404   404   404   404   404   404
mfa_download_recovery_codes          POST -     login 404   404   404   404   404   404
mfa_list_webauthn                    GET  -     login 302   302   302   302   302   302
mfa_add_webauthn                     GET  -     login 302   302   302   302   302   302
mfa_add_webauthn                     POST -     login 302   302   302   302   302   302
mfa_remove_webauthn                  GET  -     login 302   302   302   302   302   302
mfa_remove_webauthn                  POST -     login 302   302   302   302   302   302
mfa_reauthenticate_webauthn          GET  -     login 302   302   302   302   302   302
mfa_reauthenticate_webauthn          POST -     login 302   302   302   302   302   302
mfa_login_webauthn                   GET  -     login 302   302   302   302   302   302
mfa_login_webauthn                   POST -     login 302   302   302   302   302   302
account_change_password              GET  -     login 200   200   200   200   200   200
account_change_password              POST -     login 200   200   200   200   200   200
account_set_password                 GET  -     login 302   302   302   302   302   302
account_set_password                 POST -     login 302   302   302   302   302   302
account_reset_password               GET  -     200   200   200   200   200   200   200
account_reset_password               POST -     200   200   200   200   200   200   200
account_reset_password_done          GET  -     200   200   200   200   200   200   200
account_reset_password_from_key      GET  -     200   200   200   200   200   200   200
account_reset_password_from_key      POST -     200   200   200   200   200   200   200
account_reset_password_from_key_done GET  -     200   200   200   200   200   200   200
"""
