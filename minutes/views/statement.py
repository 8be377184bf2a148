"""The accessibility statement: read by everybody, written by the organisation's administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes.forms.statement import StatementForm
from minutes.models import Organisation, Statement
from minutes.services import statement as service

from .shortcuts import attempt, form_page, get_organisation, status_of


@login_not_required
@require_safe
def show(request, slug):
    organisation = get_object_or_404(Organisation.objects.select_related("statement"), slug=slug)
    return render(request, "statement/show.html", {"organisation": organisation, "statement": _of(organisation)})


@form_page
def edit(request, slug):
    organisation = get_organisation(request, slug)
    form, refusal = StatementForm(request.POST or None, instance=_of(organisation)), None
    if form.is_valid():
        _done, refusal = attempt(request, service.edit, organisation, by=request.user, **form.values())
        if not refusal:
            messages.success(request, _("The statement is saved, and everybody can read it."))
            return redirect("statement-show", slug)
    context = {"form": form, "organisation": organisation, "section": "administration"}
    return render(request, "statement/edit.html", context, status=status_of(request, refusal))


def _of(organisation):
    return Statement.objects.filter(organisation=organisation).first()
