"""Which answer each reader gets at each address.

Columns: the address by its name, the method, the parts of the meeting's life (P planned, D draft, A in approval,
J approved, U published; "-" where no meeting is meant), then anonymous, outsider, member, adjuster, chair, secretary,
administrator. The adjuster is a member who was chosen to sign, the administrator has no seat in the body, and an
outsider belongs to another organisation. "login" is a redirect to the sign-in page.

404 says that the reader is not to know, 403 that she may not, 409 that it cannot be done as things stand, 422 that what
was sent cannot be taken.
"""

from tests.permission_table_account import ACCOUNT
from tests.permission_table_open import OPEN

TABLE = OPEN + ACCOUNT + """
todo-show                            GET  -     login 200   200   200   200   200   200

body-list                            GET  -     login 200   200   200   200   200   200
body-show                            GET  -     login 403   200   200   200   200   200

action-index                         GET  -     login 200   200   200   200   200   200
action-list                          GET  -     login 403   200   200   200   200   200
action-status                        POST PD    login 404   404   302   404   302   404
action-status                        POST AJ    login 404   404   302   403   302   404
action-status                        POST U     login 404   403   302   403   302   404
decision-index                       GET  -     login 200   200   200   200   200   200
decision-list                        GET  -     login 403   200   200   200   200   200

meeting-list                         GET  -     login 200   200   200   200   200   200
meeting-plan                         GET  -     login 403   403   403   403   200   403
meeting-plan                         POST -     login 403   403   403   403   302   403
meeting-plan_many                    GET  -     login 403   403   403   403   200   403
meeting-plan_many                    POST -     login 403   403   403   403   302   403
meeting-show                         GET  PDAJU login 404   200   200   200   200   404
meeting-edit                         GET  PDAJU login 404   403   403   403   200   404
meeting-edit                         POST PD    login 404   403   403   403   302   404
meeting-edit                         POST AJU   login 404   403   403   403   409   404
meeting-next                         GET  PDAJU login 404   403   403   403   200   404
meeting-next                         POST PDAJU login 404   403   403   403   302   404
meeting-carry                        GET  PDAJU login 404   403   403   403   200   404
meeting-carry                        POST PD    login 404   403   403   403   302   404
meeting-carry                        POST AJ    login 404   403   403   403   409   404
meeting-carry                        POST U     login 404   403   403   403   422   404
meeting-hand_over                    GET  PDAJU login 404   403   403   403   200   404
meeting-hand_over                    POST PDAJ  login 404   403   403   403   302   404
meeting-hand_over                    POST U     login 404   403   403   403   409   404
meeting-open                         POST P     login 404   403   403   403   302   404
meeting-open                         POST DAJU  login 404   403   403   403   409   404
meeting-cancel                       GET  PDAJU login 404   403   403   403   200   404
meeting-cancel                       POST P     login 404   403   403   403   302   404
meeting-cancel                       POST DAJU  login 404   403   403   403   409   404
meeting-history                      GET  PDAJU login 404   200   200   200   200   404

summons-show                         GET  PDAJU login 404   200   200   200   200   404
summons-send                         GET  P     login 404   403   403   403   200   404
summons-send                         GET  DAJU  login 404   403   403   403   302   404
summons-send                         POST P     login 404   403   403   403   302   404
summons-send                         POST DAJU  login 404   403   403   403   409   404
summons-answer                       POST PDAJU login 404   302   302   302   404   404
summons-remind                       POST P     login 404   403   403   403   302   404
summons-remind                       POST DAJU  login 404   403   403   403   409   404
summons-call_missing                 POST PDAJU login 404   403   403   403   409   404
summons-pdf                          GET  PDAJU login 404   200   200   200   200   404
summons-file                         GET  PDAJU login 404   200   200   200   200   404

agenda-edit                          GET  PDAJU login 404   403   403   403   200   404
agenda-add                           GET  PDAJU login 404   403   403   403   302   404
agenda-add                           POST PD    login 404   403   403   403   302   404
agenda-add                           POST AJU   login 404   403   403   403   409   404
agenda-order                         POST PD    login 404   403   403   403   302   404
agenda-order                         POST AJU   login 404   403   403   403   409   404
agenda-renumber                      POST PDAJU login 404   403   403   403   409   404
agenda-change                        GET  PDAJU login 404   403   403   403   200   404
agenda-change                        POST PD    login 404   403   403   403   302   404
agenda-change                        POST AJU   login 404   403   403   403   409   404
agenda-insert                        POST PD    login 404   403   403   403   302   404
agenda-insert                        POST AJU   login 404   403   403   403   409   404
agenda-move                          POST PD    login 404   403   403   403   302   404
agenda-move                          POST AJU   login 404   403   403   403   409   404
agenda-remove                        GET  PDAJU login 404   403   403   403   200   404
agenda-remove                        POST PD    login 404   403   403   403   302   404
agenda-remove                        POST AJU   login 404   403   403   403   409   404
agenda-restore                       POST PDAJU login 404   403   403   403   409   404

schedule-change                      GET  PDAJU login 404   403   403   403   200   404
schedule-change                      POST PD    login 404   403   403   403   302   404
schedule-change                      POST AJU   login 404   403   403   403   409   404

attendance-edit                      GET  PDAJU login 404   403   403   403   200   404
attendance-edit                      POST PD    login 404   403   403   403   302   404
attendance-edit                      POST AJU   login 404   403   403   403   409   404
attendance-add                       GET  PDAJU login 404   403   403   403   302   404
attendance-add                       POST PD    login 404   403   403   403   302   404
attendance-add                       POST AJU   login 404   403   403   403   409   404
attendance-remove                    GET  PDAJU login 404   403   403   403   200   404
attendance-remove                    POST PD    login 404   403   403   403   302   404
attendance-remove                    POST AJU   login 404   403   403   403   409   404

writing-show                         GET  PDAJU login 404   403   403   403   302   404
writing-item                         GET  PDAJU login 404   403   403   403   200   404
writing-item                         POST PD    login 404   403   403   403   302   404
writing-item                         POST AJU   login 404   403   403   403   409   404
writing-field                        POST PD    401   404   403   403   403   200   404
writing-field                        POST AJU   401   404   403   403   403   409   404
writing-watch                        GET  PDAJU 401   404   403   403   403   200   404
writing-presence                     POST PDAJU 401   404   403   403   403   200   404
writing-movement                     POST PD    login 404   403   403   403   302   404
writing-movement                     POST AJU   login 404   403   403   403   409   404
writing-remove_movement              POST PD    login 404   403   403   403   302   404
writing-remove_movement              POST AJU   login 404   403   403   403   409   404
quick-read                           GET  PDAJU login 404   403   403   403   200   404
writing-history                      GET  PDAJU login 404   403   403   403   200   404
writing-history                      POST PDAJU login 404   403   403   403   404   404
writing-facts                        GET  PDAJU login 404   403   403   403   200   404
writing-facts                        POST PDAJU login 404   403   403   403   404   404

panel-attendance                     POST PD    login 404   403   403   403   302   404
panel-attendance                     POST AJU   login 404   403   403   403   409   404
panel-check                          GET  PDAJU login 404   403   403   403   200   404
panel-document                       GET  PDAJU login 404   403   403   403   200   404

attachment-list                      GET  PD    login 404   403   403   403   200   404
attachment-list                      GET  AJ    login 404   403   200   200   200   404
attachment-list                      GET  U     login 404   200   200   200   200   404
attachment-add                       GET  PDAJU login 404   403   403   403   200   404
attachment-add                       POST PD    login 404   403   403   403   302   404
attachment-add                       POST AJU   login 404   403   403   403   409   404
attachment-change                    GET  PDAJU login 404   403   403   403   200   404
attachment-change                    POST PD    login 404   403   403   403   302   404
attachment-change                    POST AJU   login 404   403   403   403   409   404
attachment-remove                    GET  PDAJU login 404   403   403   403   200   404
attachment-remove                    POST PD    login 404   403   403   403   302   404
attachment-remove                    POST AJU   login 404   403   403   403   409   404
attachment-file                      GET  PD    login 404   403   403   403   200   404
attachment-file                      GET  AJ    login 404   403   200   200   200   404
attachment-file                      GET  U     login 404   200   200   200   200   404

screen-show                          GET  PD    login 404   403   403   403   200   404
screen-show                          GET  AJ    login 404   403   302   302   302   404
screen-show                          GET  U     login 404   403   403   403   302   404

masking-show                         GET  PD    login 404   403   302   302   302   404
masking-show                         GET  AJ    login 404   403   200   200   200   404
masking-show                         GET  U     login 404   403   302   302   302   404
masking-mark                         POST PD    login 404   403   403   403   409   404
masking-mark                         POST AJ    login 404   403   403   403   302   404
masking-mark                         POST U     login 404   403   403   403   409   404
masking-confirm                      POST PDAJU login 404   403   409   409   409   404
masking-publish                      POST PDAJU login 404   403   403   403   409   404

correction-begin                     GET  PDAJ  login 404   403   403   403   302   404
correction-begin                     GET  U     login 404   403   403   403   200   404
correction-begin                     POST PDAJ  login 404   403   403   403   409   404
correction-begin                     POST U     login 404   403   403   403   302   404
correction-edit                      GET  PDAJU login 404   403   403   403   302   404
correction-edit                      POST PDAJU login 404   403   403   403   302   404
correction-give_up                   POST PDAJU login 404   403   403   403   409   404
publication-withdraw                 GET  PDAJ  login 404   403   403   403   404   404
publication-withdraw                 GET  U     login 404   403   403   403   200   404
publication-withdraw                 POST PDAJ  login 404   403   403   403   404   404
publication-withdraw                 POST U     login 404   403   403   403   302   404
supplement-add                       GET  PDAJ  login 404   403   403   403   404   404
supplement-add                       GET  U     login 404   403   403   403   200   404
supplement-add                       POST PDAJ  login 404   403   403   403   404   404
supplement-add                       POST U     login 404   403   403   403   302   404
supplement-withdraw                  GET  PDAJU login 404   403   403   403   404   404
supplement-withdraw                  POST PDAJU login 404   403   403   403   404   404
bundle-meeting                       GET  PDAJ  login 404   403   403   403   302   404
bundle-meeting                       GET  U     login 404   403   403   403   200   404
extract-show                         GET  PDA   login 404   403   403   403   302   404
extract-show                         GET  JU    login 404   403   403   403   200   404
extract-pdf                          GET  PDAJU login 404   403   403   403   302   404
preview-show                         GET  PD    login 404   403   403   403   200   404
preview-show                         GET  AJ    login 404   403   302   302   302   404
preview-show                         GET  U     login 404   403   403   403   302   404
preview-pdf                          GET  PD    login 404   403   403   403   200   404
preview-pdf                          GET  AJ    login 404   403   302   302   302   404
preview-pdf                          GET  U     login 404   403   403   403   302   404
preview-prepare                      POST PD    login 404   403   403   403   204   404
preview-prepare                      POST AJ    login 404   403   204   204   204   404
preview-prepare                      POST U     login 404   403   403   403   204   404

signer-choose                        GET  PDAJU login 404   403   403   403   200   404
signer-choose                        POST PD    login 404   403   403   403   302   404
signer-choose                        POST AJU   login 404   403   403   403   409   404

checklist-show                       GET  PDAJU login 404   403   403   403   200   404
checklist-acknowledge                POST PDAJU login 404   403   403   403   409   404
checklist-reopen                     POST PDAJU login 404   403   403   403   409   404

notification-retry                   POST PDAJU login 404   403   403   403   409   404
rendering-retry                      POST PDAJU login 404   403   403   403   409   404

signoff-send                         GET  PD    login 404   403   403   403   200   404
signoff-send                         GET  AJU   login 404   403   403   403   302   404
signoff-send                         POST PAJU  login 404   403   403   403   409   404
signoff-send                         POST D     login 404   403   403   403   302   404
signoff-show                         GET  PDAJU login 404   403   200   200   200   404
signoff-pdf                          GET  PD    login 404   403   404   404   404   404
signoff-pdf                          GET  AJU   login 404   403   200   200   200   404
signoff-read                         POST PDJU  login 404   403   409   409   409   404
signoff-read                         POST A     login 404   403   204   204   204   404
identity-begin                       GET  PD    login 404   403   302   302   302   404
identity-begin                       GET  AJU   login 404   403   404   404   404   404
identity-begin_to_send               GET  PD    login 404   403   403   403   404   404
identity-begin_to_send               GET  AJU   login 404   403   403   403   302   404
signoff-receipt                      GET  PDA   login 404   403   302   302   302   404
signoff-receipt                      GET  JU    login 404   403   200   200   200   404
signoff-sign                         POST PD    login 404   403   409   409   409   404
signoff-sign                         POST AJU   login 404   403   302   302   302   404
signoff-decline                      GET  PDAJU login 404   403   302   302   302   404
signoff-decline                      POST PDJU  login 404   403   409   409   409   404
signoff-decline                      POST A     login 404   403   302   302   302   404
signoff-remind                       GET  PDAJU login 404   403   403   403   200   404
signoff-remind                       POST PDJU  login 404   403   403   403   409   404
signoff-remind                       POST A     login 404   403   403   403   302   404
signoff-recall                       GET  PDAJU login 404   403   403   403   200   404
signoff-recall                       POST PDJU  login 404   403   403   403   409   404
signoff-recall                       POST A     login 404   403   403   403   302   404

replacement-make                     GET  PDAJU login 404   403   403   403   200   404
replacement-make                     POST PDJU  login 404   403   403   403   409   404
replacement-make                     POST A     login 404   403   403   403   302   404
remark-list                          GET  PDAJU login 404   403   403   403   200   404
remark-add                           POST PDJU  login 404   403   409   409   409   404
remark-add                           POST A     login 404   403   302   302   302   404
remark-settle                        POST PD    login 404   404   404   404   404   404
remark-settle                        POST AJ    login 404   403   403   403   302   404
remark-settle                        POST U     login 404   403   403   403   409   404
remark-accept                        POST PD    login 404   404   404   404   404   404
remark-accept                        POST AJU   login 404   403   403   403   409   404
remark-remove                        POST PD    login 404   404   404   404   404   404
remark-remove                        POST A     login 404   403   302   409   409   404
remark-remove                        POST JU    login 404   403   409   409   409   404

publication-publish                  GET  PDAU  login 404   403   403   403   302   404
publication-publish                  GET  J     login 404   403   403   403   200   404
publication-publish                  POST PDAU  login 404   403   403   403   409   404
publication-publish                  POST J     login 404   403   403   403   302   404

administration-show                  GET  -     login 403   403   403   403   403   200

organisation-add                     GET  -     login 403   403   403   403   403   403
organisation-add                     POST -     login 403   403   403   403   403   403
organisation-edit                    GET  -     login 404   404   404   404   404   200
organisation-edit                    POST -     login 404   404   404   404   404   302
statement-show                       GET  -     200   200   200   200   200   200   200
statement-edit                       GET  -     login 404   404   404   404   404   200
statement-edit                       POST -     login 404   404   404   404   404   302
organisation-logo                    GET  -     200   200   200   200   200   200   200
organisation-look                    GET  -     200   200   200   200   200   200   200

person-list                          GET  -     login 404   404   404   404   404   200
person-add                           GET  -     login 404   404   404   404   404   200
person-add                           POST -     login 404   404   404   404   404   302
person-edit                          GET  -     login 404   403   403   403   200   200
person-edit                          POST -     login 404   403   403   403   302   302
person-invite                        POST -     login 404   403   403   403   302   302

body-add                             GET  -     login 404   404   404   404   404   200
body-add                             POST -     login 404   404   404   404   404   302
body-edit                            GET  -     login 403   403   403   403   403   200
body-edit                            POST -     login 403   403   403   403   403   302
body-vocabulary                      GET  -     login 403   403   403   403   403   200
body-vocabulary                      POST -     login 403   403   403   403   403   302

membership-list                      GET  -     login 403   200   200   200   200   200
membership-add                       GET  -     login 403   403   403   403   200   200
membership-add                       POST -     login 403   403   403   403   302   302
membership-paste                     GET  -     login 403   403   403   403   200   200
membership-paste                     POST -     login 403   403   403   403   200   200
membership-edit                      GET  -     login 403   403   403   403   200   200
membership-edit                      POST -     login 403   403   403   403   302   302
membership-remove                    GET  -     login 403   403   403   403   200   200
membership-remove                    POST -     login 403   403   403   403   302   302

demo-sign_in                         GET  -     200   200   200   200   200   200   200
demo-sign_in                         POST -     302   302   302   302   302   302   302
demo-inbox                           GET  -     200   200   200   200   200   200   200
demo-mail                            GET  -     404   404   404   404   404   404   404

set_language                         POST -     302   302   302   302   302   302   302
"""
