"""The rows of permission_table for what needs no login, and for what lies beside the published: columns as there."""

OPEN = """
start-show                           GET  -     200   302   302   302   302   302   302

published-body                       GET  -     200   200   200   200   200   200   200
published-show                       GET  PDAJ  404   404   404   404   404   404   404
published-show                       GET  U     200   200   200   200   200   200   200
published-version                    GET  PDAJ  404   404   404   404   404   404   404
published-version                    GET  U     200   200   200   200   200   200   200
published-pdf                        GET  PDAJ  404   404   404   404   404   404   404
published-pdf                        GET  U     200   200   200   200   200   200   200
published-file                       GET  PDAJ  404   404   404   404   404   404   404
published-file                       GET  U     200   200   200   200   200   200   200
published-json                       GET  PDAJ  404   404   404   404   404   404   404
published-json                       GET  U     200   200   200   200   200   200   200
published-attachment                 GET  PDAJ  404   404   404   404   404   404   404
published-attachment                 GET  U     200   200   200   200   200   200   200
appended-pdf                         GET  PDAJ  404   404   404   404   404   404   404
appended-pdf                         GET  U     503   503   503   503   503   503   503
bundle-version                       GET  PDAJ  404   404   404   404   404   404   404
bundle-version                       GET  U     200   200   200   200   200   200   200

verify-show                          GET  -     200   200   200   200   200   200   200
verify-show                          POST -     302   302   302   302   302   302   302
verify-code                          GET  PDAJ  404   404   404   404   404   404   404
verify-code                          GET  U     200   200   200   200   200   200   200
verify-forged                        GET  -     200   200   200   200   200   200   200

reply-show                           GET  P     200   200   200   200   200   200   200
reply-show                           GET  DAJU  410   410   410   410   410   410   410
reply-show                           POST P     302   302   302   302   302   302   302
reply-show                           POST DAJU  410   410   410   410   410   410   410

identity-complete                    GET  -     400   400   400   400   400   400   400
identity-begin_by_link               GET  PDAJU 404   404   404   404   404   404   404
signlink-show                        GET  PD    404   404   404   404   404   404   404
signlink-show                        GET  AJU   200   200   200   200   200   200   200
signlink-show                        POST PD    404   404   404   404   404   404   404
signlink-show                        POST A     422   422   422   302   422   422   422
signlink-show                        POST JU    302   302   302   302   302   302   302
signlink-file                        GET  PD    404   404   404   404   404   404   404
signlink-file                        GET  AJU   200   200   200   200   200   200   200
signlink-pdf                         GET  PD    404   404   404   404   404   404   404
signlink-pdf                         GET  AJU   200   200   200   200   200   200   200

original-show                        GET  PDAJU login 404   404   404   404   404   404
original-pdf                         GET  PDAJU login 404   404   404   404   404   404
original-json                        GET  PDAJU login 404   404   404   404   404   404
evidence-show                        GET  PDAJ  login 404   404   404   404   404   404
evidence-show                        GET  U     login 403   403   403   403   200   200
evidence-pdf                         GET  PDAJ  login 404   404   404   404   404   404
evidence-pdf                         GET  U     login 403   403   403   403   200   200
evidence-json                        GET  PDAJ  login 404   404   404   404   404   404
evidence-json                        GET  U     login 403   403   403   403   200   200
"""
