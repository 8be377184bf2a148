"""Every address of the product. The name is `<noun>-<act>`: views/<noun>.py:<act>, templates/<noun>/<act>.html."""

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from minutes.views import (
    accounts,
    action,
    administration,
    agenda,
    appended,
    attachment,
    attendance,
    body,
    bundle,
    checklist,
    components,
    correction,
    decision,
    demo,
    evidence,
    extract,
    meeting,
    membership,
    notification,
    organisation,
    panel,
    person,
    preview,
    publication,
    published,
    quick,
    remark,
    rendering,
    replacement,
    reply,
    schedule,
    screen,
    signer,
    signlink,
    signoff,
    start,
    statement,
    summons,
    todo,
    verify,
    writing,
)


class Sha256(StringConverter):
    """The hash that names a file."""

    regex = "[0-9a-f]{64}"


register_converter(Sha256, "sha256")
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
    path("", start.show, name="start-show"),
    path("published/<slug:slug>/", published.body, name="published-body"),
    path("minutes/<int:pk>/", published.show, name="published-show"),
    path("minutes/<int:pk>/<int:number>/", published.version, name="published-version"),
    path("minutes/<int:pk>/<int:number>/<sha256:digest>.pdf", published.file, name="published-file"),
    path("minutes/<int:pk>/<int:number>/minutes.pdf", published.pdf, name="published-pdf"),
    path("minutes/<int:pk>/<int:number>/minutes.json", published.json, name="published-json"),
    path(
        "minutes/<int:pk>/<int:number>/attachments/<int:attachment>/", published.attachment, name="published-attachment"
    ),
    path("minutes/<int:pk>/<int:number>/with-attachments.pdf", appended.pdf, name="appended-pdf"),
    path("minutes/<int:pk>/<int:number>/minutes.zip", bundle.version, name="bundle-version"),
    path("minutes/<int:pk>/<int:number>/evidence/", evidence.show, name="evidence-show"),
    path("minutes/<int:pk>/<int:number>/evidence/evidence.pdf", evidence.pdf, name="evidence-pdf"),
    path("minutes/<int:pk>/<int:number>/evidence/evidence.json", evidence.json, name="evidence-json"),
    path("verify/", verify.show, name="verify-show"),
    path("verify/altered.pdf", verify.forged, name="verify-forged"),
    path("v/<str:code>/", verify.code, name="verify-code"),
    path("accessibility/<slug:slug>/", statement.show, name="statement-show"),
    # Answering, for whoever holds the link
    path("reply/<str:token>/", reply.show, name="reply-show"),
    path("s/<str:token>/", signlink.show, name="signlink-show"),
    path("s/<str:token>/<int:number>/", signlink.file, name="signlink-file"),
    # Signed in
    path("todo/", todo.show, name="todo-show"),
    path("bodies/", body.list, name="body-list"),
    path(f"{BODY}/", body.show, name="body-show"),
    path("actions/", action.index, name="action-index"),
    path(f"{BODY}/actions/", action.list, name="action-list"),
    path("actions/<int:pk>/status/", action.status, name="action-status"),
    path("decisions/", decision.index, name="decision-index"),
    path(f"{BODY}/decisions/", decision.list, name="decision-list"),
    # Planning
    path("meetings/", meeting.list, name="meeting-list"),
    path(f"{BODY}/meetings/plan/", meeting.plan, name="meeting-plan"),
    path(f"{BODY}/meetings/plan-many/", meeting.plan_many, name="meeting-plan_many"),
    path(f"{MEETING}/", meeting.show, name="meeting-show"),
    path(f"{MEETING}/edit/", meeting.edit, name="meeting-edit"),
    path(f"{MEETING}/next/", meeting.next, name="meeting-next"),
    path(f"{MEETING}/carry/", meeting.carry, name="meeting-carry"),
    path(f"{MEETING}/hand-over/", meeting.hand_over, name="meeting-hand_over"),
    path(f"{MEETING}/open/", meeting.open, name="meeting-open"),
    path(f"{MEETING}/cancel/", meeting.cancel, name="meeting-cancel"),
    path(f"{MEETING}/history/", meeting.history, name="meeting-history"),
    path(f"{MEETING}/correct/", correction.begin, name="correction-begin"),
    path(f"{MEETING}/correct/words/", correction.edit, name="correction-edit"),
    path(f"{MEETING}/correct/give-up/", correction.give_up, name="correction-give_up"),
    path(f"{MEETING}/withdraw/<int:number>/", publication.withdraw, name="publication-withdraw"),
    path(f"{MEETING}/extract/", extract.show, name="extract-show"),
    path(f"{MEETING}/extract/extract.pdf", extract.pdf, name="extract-pdf"),
    path(f"{MEETING}/bundle.zip", bundle.meeting, name="bundle-meeting"),
    path(f"{MEETING}/summons/", summons.show, name="summons-show"),
    path(f"{MEETING}/summons/send/", summons.send, name="summons-send"),
    path(f"{MEETING}/summons/answer/", summons.answer, name="summons-answer"),
    path(f"{MEETING}/summons/remind/", summons.remind, name="summons-remind"),
    path(f"{MEETING}/summons/call/", summons.call_missing, name="summons-call_missing"),
    path(f"{MEETING}/summons/summons.pdf", summons.pdf, name="summons-pdf"),
    path(f"{MEETING}/summons/documents/<int:number>/", summons.file, name="summons-file"),
    path(f"{MEETING}/agenda/", agenda.edit, name="agenda-edit"),
    path(f"{MEETING}/agenda/add/", agenda.add, name="agenda-add"),
    path(f"{MEETING}/agenda/order/", agenda.order, name="agenda-order"),
    path(f"{MEETING}/agenda/renumber/", agenda.renumber, name="agenda-renumber"),
    path(f"{MEETING}/schedule/", schedule.change, name="schedule-change"),
    path("items/<int:pk>/", agenda.change, name="agenda-change"),
    path("items/<int:pk>/insert/", agenda.insert, name="agenda-insert"),
    path("items/<int:pk>/move/", agenda.move, name="agenda-move"),
    path("items/<int:pk>/remove/", agenda.remove, name="agenda-remove"),
    path("items/<int:pk>/restore/", agenda.restore, name="agenda-restore"),
    path(f"{MEETING}/attendance/", attendance.edit, name="attendance-edit"),
    path(f"{MEETING}/attendance/add/", attendance.add, name="attendance-add"),
    path("attendances/<int:pk>/remove/", attendance.remove, name="attendance-remove"),
    # Writing
    path(f"{MEETING}/write/", writing.show, name="writing-show"),
    path("items/<int:pk>/write/", writing.item, name="writing-item"),
    path("items/<int:pk>/field/", writing.field, name="writing-field"),
    path(f"{MEETING}/watch/", writing.watch, name="writing-watch"),
    path(f"{MEETING}/presence/", writing.presence, name="writing-presence"),
    path("items/<int:pk>/movement/", writing.movement, name="writing-movement"),
    path("movements/<int:pk>/remove/", writing.remove_movement, name="writing-remove_movement"),
    path("items/<int:pk>/quick/", quick.read, name="quick-read"),
    path("items/<int:pk>/attendance/", panel.attendance, name="panel-attendance"),
    path(f"{MEETING}/panel/check/", panel.check, name="panel-check"),
    path(f"{MEETING}/panel/document/", panel.document, name="panel-document"),
    path("items/<int:pk>/history/", writing.history, name="writing-history"),
    path(f"{MEETING}/write/history/", writing.facts, name="writing-facts"),
    path(f"{MEETING}/attachments/", attachment.list, name="attachment-list"),
    path(f"{MEETING}/attachments/add/", attachment.add, name="attachment-add"),
    path("attachments/<int:pk>/", attachment.change, name="attachment-change"),
    path("attachments/<int:pk>/remove/", attachment.remove, name="attachment-remove"),
    path("attachments/<int:pk>/file/", attachment.file, name="attachment-file"),
    path(f"{MEETING}/screen/", screen.show, name="screen-show"),
    path(f"{MEETING}/preview/", preview.show, name="preview-show"),
    path(f"{MEETING}/preview.pdf", preview.pdf, name="preview-pdf"),
    path(f"{MEETING}/signers/", signer.choose, name="signer-choose"),
    path(f"{MEETING}/check/", checklist.show, name="checklist-show"),
    path(f"{MEETING}/check/acknowledge/", checklist.acknowledge, name="checklist-acknowledge"),
    path(f"{MEETING}/check/reopen/", checklist.reopen, name="checklist-reopen"),
    path(f"{MEETING}/mails/retry/", notification.retry, name="notification-retry"),
    path(f"{MEETING}/pdf/retry/", rendering.retry, name="rendering-retry"),
    # Sign-off
    path(f"{MEETING}/send/", signoff.send, name="signoff-send"),
    path(f"{MEETING}/sign-off/", signoff.show, name="signoff-show"),
    path(f"{MEETING}/sign-off/minutes.pdf", signoff.pdf, name="signoff-pdf"),
    path(f"{MEETING}/sign-off/read/", signoff.read, name="signoff-read"),
    path(f"{MEETING}/sign-off/receipt/", signoff.receipt, name="signoff-receipt"),
    path(f"{MEETING}/sign-off/sign/", signoff.sign, name="signoff-sign"),
    path(f"{MEETING}/sign-off/decline/", signoff.decline, name="signoff-decline"),
    path(f"{MEETING}/sign-off/remind/", signoff.remind, name="signoff-remind"),
    path(f"{MEETING}/sign-off/recall/", signoff.recall, name="signoff-recall"),
    path(f"{MEETING}/sign-off/replace/", replacement.make, name="replacement-make"),
    path(f"{MEETING}/remarks/", remark.list, name="remark-list"),
    path(f"{MEETING}/remarks/add/", remark.add, name="remark-add"),
    path("remarks/<int:pk>/settle/", remark.settle, name="remark-settle"),
    path("remarks/<int:pk>/accept/", remark.accept, name="remark-accept"),
    path("remarks/<int:pk>/remove/", remark.remove, name="remark-remove"),
    path(f"{MEETING}/publish/", publication.publish, name="publication-publish"),
    # Administration
    path("administration/", administration.show, name="administration-show"),
    path("administration/organisations/add/", organisation.add, name="organisation-add"),
    path("administration/organisations/<slug:slug>/", organisation.edit, name="organisation-edit"),
    path("administration/organisations/<slug:slug>/logo/", organisation.logo, name="organisation-logo"),
    path("administration/organisations/<slug:slug>/accessibility/", statement.edit, name="statement-edit"),
    re_path(r"^look/([0-9a-f]{6})-([0-9a-f]{8})\.css$", organisation.look, name="organisation-look"),
    path("administration/organisations/<slug:slug>/people/", person.list, name="person-list"),
    path("administration/organisations/<slug:slug>/people/add/", person.add, name="person-add"),
    path("administration/organisations/<slug:slug>/bodies/add/", body.add, name="body-add"),
    path("people/<int:pk>/", person.edit, name="person-edit"),
    path("people/<int:pk>/invite/", person.invite, name="person-invite"),
    path(f"{BODY}/rules/", body.edit, name="body-edit"),
    path(f"{BODY}/rules/vocabulary/", body.vocabulary, name="body-vocabulary"),
    path(f"{BODY}/people/", membership.list, name="membership-list"),
    path(f"{BODY}/people/add/", membership.add, name="membership-add"),
    path(f"{BODY}/people/paste/", membership.paste, name="membership-paste"),
    path("memberships/<int:pk>/", membership.edit, name="membership-edit"),
    path("memberships/<int:pk>/remove/", membership.remove, name="membership-remove"),
    # Accounts
    path("demo/sign-in/", demo.sign_in, name="demo-sign_in"),
    path("demo/inbox/", demo.inbox, name="demo-inbox"),
    path("demo/inbox/<str:name>/", demo.mail, name="demo-mail"),
    path("account/", include(ACCOUNT)),
    # Strangers choose their language too.
    path("i18n/setlang/", require_POST(login_not_required(set_language)), name="set_language"),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns += [path("components/", components.gallery, name="components-gallery")]
