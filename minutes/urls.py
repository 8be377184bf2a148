"""Every address of the product. The name is `<noun>-<act>`: views/<noun>.py:<act>, templates/<noun>/<act>.html."""

from importlib import import_module

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from minutes.views import accounts


def _soon(request, **_):
    raise Http404


def route(address, name):
    noun, act = name.split("-")
    try:
        view = getattr(import_module(f"minutes.views.{noun}"), act)
    except (ImportError, AttributeError):
        view = _soon
    return path(address, view, name=name)


MEETING = "meetings/<int:pk>"
BODY = "bodies/<slug:slug>"

# Those of allauth's pages that we use: nobody signs up here, and addresses are changed in the administration.
ACCOUNT = [
    path("login/", accounts.sign_in, name="account_login"),
    path("login/code/", allauth.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", accounts.confirm_code, name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", accounts.sign_up, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    # Reading, for everybody
    route("", "start-show"),
    route("published/<slug:slug>/", "published-body"),
    route("minutes/<int:pk>/", "published-show"),
    route("minutes/<int:pk>/<int:number>/", "published-version"),
    route("minutes/<int:pk>/<int:number>/minutes.pdf", "published-pdf"),
    route("minutes/<int:pk>/<int:number>/minutes.json", "published-json"),
    route("minutes/<int:pk>/<int:number>/attachments/<int:attachment>/", "published-attachment"),
    # Signed in
    route("todo/", "todo-show"),
    route("bodies/", "body-list"),
    route(f"{BODY}/", "body-show"),
    route("actions/", "action-index"),
    route(f"{BODY}/actions/", "action-list"),
    route("actions/<int:pk>/status/", "action-status"),
    route("decisions/", "decision-index"),
    route(f"{BODY}/decisions/", "decision-list"),
    # Planning
    route("meetings/", "meeting-list"),
    route(f"{BODY}/meetings/plan/", "meeting-plan"),
    route(f"{BODY}/meetings/plan-many/", "meeting-plan_many"),
    route(f"{MEETING}/", "meeting-show"),
    route(f"{MEETING}/edit/", "meeting-edit"),
    route(f"{MEETING}/next/", "meeting-next"),
    route(f"{MEETING}/carry/", "meeting-carry"),
    route(f"{MEETING}/hand-over/", "meeting-hand_over"),
    route(f"{MEETING}/open/", "meeting-open"),
    route(f"{MEETING}/cancel/", "meeting-cancel"),
    route(f"{MEETING}/history/", "meeting-history"),
    route(f"{MEETING}/agenda/", "agenda-edit"),
    route(f"{MEETING}/agenda/add/", "agenda-add"),
    route(f"{MEETING}/agenda/order/", "agenda-order"),
    route("items/<int:pk>/", "agenda-change"),
    route("items/<int:pk>/move/", "agenda-move"),
    route("items/<int:pk>/remove/", "agenda-remove"),
    route("items/<int:pk>/restore/", "agenda-restore"),
    route(f"{MEETING}/attendance/", "attendance-edit"),
    route(f"{MEETING}/attendance/add/", "attendance-add"),
    route("attendances/<int:pk>/remove/", "attendance-remove"),
    # Writing
    route(f"{MEETING}/write/", "writing-show"),
    route("items/<int:pk>/write/", "writing-item"),
    route("items/<int:pk>/movement/", "writing-movement"),
    route("movements/<int:pk>/remove/", "writing-remove_movement"),
    route("items/<int:pk>/history/", "writing-history"),
    route(f"{MEETING}/attachments/", "attachment-list"),
    route(f"{MEETING}/attachments/add/", "attachment-add"),
    route("attachments/<int:pk>/", "attachment-change"),
    route("attachments/<int:pk>/remove/", "attachment-remove"),
    route("attachments/<int:pk>/file/", "attachment-file"),
    route(f"{MEETING}/preview/", "preview-show"),
    route(f"{MEETING}/preview.pdf", "preview-pdf"),
    route(f"{MEETING}/signers/", "signer-choose"),
    route(f"{MEETING}/check/", "checklist-show"),
    route(f"{MEETING}/check/acknowledge/", "checklist-acknowledge"),
    route(f"{MEETING}/check/reopen/", "checklist-reopen"),
    # Sign-off
    route(f"{MEETING}/send/", "signoff-send"),
    route(f"{MEETING}/sign-off/", "signoff-show"),
    route(f"{MEETING}/sign-off/minutes.pdf", "signoff-pdf"),
    route(f"{MEETING}/sign-off/read/", "signoff-read"),
    route(f"{MEETING}/sign-off/receipt/", "signoff-receipt"),
    route(f"{MEETING}/sign-off/sign/", "signoff-sign"),
    route(f"{MEETING}/sign-off/decline/", "signoff-decline"),
    route(f"{MEETING}/sign-off/remind/", "signoff-remind"),
    route(f"{MEETING}/sign-off/recall/", "signoff-recall"),
    route(f"{MEETING}/remarks/", "remark-list"),
    route(f"{MEETING}/remarks/add/", "remark-add"),
    route("remarks/<int:pk>/settle/", "remark-settle"),
    route("remarks/<int:pk>/remove/", "remark-remove"),
    route(f"{MEETING}/publish/", "publication-publish"),
    # Administration
    route("administration/", "administration-show"),
    route("administration/organisations/add/", "organisation-add"),
    route("administration/organisations/<slug:slug>/", "organisation-edit"),
    route("administration/organisations/<slug:slug>/logo/", "organisation-logo"),
    route("administration/organisations/<slug:slug>/people/", "person-list"),
    route("administration/organisations/<slug:slug>/people/add/", "person-add"),
    route("administration/organisations/<slug:slug>/bodies/add/", "body-add"),
    route("people/<int:pk>/", "person-edit"),
    route("people/<int:pk>/invite/", "person-invite"),
    route(f"{BODY}/rules/", "body-edit"),
    route(f"{BODY}/rules/vocabulary/", "body-vocabulary"),
    route(f"{BODY}/people/", "membership-list"),
    route(f"{BODY}/people/add/", "membership-add"),
    route(f"{BODY}/people/paste/", "membership-paste"),
    route("memberships/<int:pk>/", "membership-edit"),
    # Accounts
    route("demo/sign-in/", "demo-sign_in"),
    route("demo/inbox/", "demo-inbox"),
    route("demo/inbox/<str:name>/", "demo-mail"),
    path("account/", include(ACCOUNT)),
    # Strangers choose their language too.
    path("i18n/setlang/", require_POST(login_not_required(set_language)), name="set_language"),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns += [route("components/", "components-gallery")]
