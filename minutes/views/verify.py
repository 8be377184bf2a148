"""Check that a document is genuine: for anybody, by its file or by the code that is printed in it.

Nothing is written and nothing of the asker decides but what she may read, so that the form needs no CSRF token; and
only without one can the file be kept out of the temporary files, where an upload lies by the usual way.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from minutes.demo import forging
from minutes.documents import load
from minutes.forms.verify import VerifyForm
from minutes.lib import codes, dates, limits
from minutes.lib.uploads import InMemory
from minutes.models import PublishedVersion
from minutes.services import Refused, rendering, verify

from . import paper
from .demo import only_in_demo
from .shortcuts import form_page


@csrf_exempt
@login_not_required
@never_cache
@form_page
def show(request):
    if request.method != "POST":
        return _page(request, VerifyForm())
    memory = InMemory(limits.VERIFIED)
    request.upload_handlers = [memory]
    form = VerifyForm(request.POST, request.FILES, too_big=memory.too_big)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["file"] is None:
        return redirect("verify-code", codes.grouped(codes.read(form.cleaned_data["code"])))
    try:
        verdict = verify.of_file(form.cleaned_data["file"].read(), reader=request.user)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, form, status=503)
    return _page(request, VerifyForm(), verdict=verdict)


@login_not_required
@never_cache
@require_safe
def code(request, code):
    """The short address that is printed in the document."""
    verdict = verify.of_code(code, reader=request.user)
    return _page(
        request, VerifyForm(initial={"code": code[:100]}), verdict=verdict, status=200 if verdict.version else 404
    )


@only_in_demo
@require_safe
def forged(request):
    """The newest published document with one figure altered, in what one reads and in the data that it carries."""
    version = get_object_or_404(_to_forge())
    minutes = forging.forged(load.sealed(version.minutes_json))
    proof = load.proof(version.proof_json)

    def make():
        kept = f"forged-{version.pk}-{version.pdf_hash}"
        return caches["pages"].get_or_set(kept, lambda: rendering.pdf_now(version.meeting, minutes, proof))

    return paper.answer(request, version.meeting, minutes, make)


def _to_forge():
    """The newest that everybody may read, if it has a PDF: an empty list or a list of one."""
    open_ones = PublishedVersion.objects.visible_to(AnonymousUser()).current().exclude(pdf_hash="")
    return open_ones.select_related("meeting__body__organisation").order_by("-published_at", "-pk")[:1]


def _page(request, form, *, verdict=None, status=200):
    version = verdict.version if verdict else None
    context = {"form": form, "verdict": verdict, "organisation": version and version.meeting.body.organisation}
    if version and verdict.kind in ("current", "corrected"):
        context["signed"] = _signed(version)
    if settings.DEMO:
        context["to_forge"] = bool(_to_forge().values_list("pk"))
    return render(request, "verify/show.html", context, status=status)


def _signed(version):
    """Who signed the version, as what and when, in words."""
    language = (get_language() or "sv")[:2]
    labels = {(one.role, one.name): one.label for one in load.sealed(version.minutes_json).signers}
    return [
        f"{one.name}, {labels.get((one.role, one.name), one.role).lower()}, {dates.moment(one.at, language)}"
        for one in load.proof(version.proof_json).signatures
    ]
