"""A body's rules: founding it, changing them, its vocabulary. The addresses are those of the noun body."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes import permissions
from minutes.forms import vocabulary as forms
from minutes.forms.body import AddForm, RulesForm, WordsForm
from minutes.services import body as service

from .shortcuts import attempt, form_page, get_body, get_organisation, status_of


@form_page
def add(request, slug):
    organisation = get_organisation(request, slug)
    form = AddForm(request.POST or None, organisation=organisation)
    refusal = None
    if form.is_valid():
        body, refusal = attempt(request, service.add, organisation, by=request.user, **form.values())
        if body:
            messages.success(request, _("The body is there. Look through its rules, then add its people."))
            return redirect("body-edit", body.slug)
    context = {"form": form, "organisation": organisation, "section": "administration"}
    return render(request, "body/add.html", context, status=status_of(request, refusal))


@form_page
def edit(request, slug):
    body = get_body(request, slug, allowed=permissions.can_manage_body)
    form = RulesForm(request.POST or None, instance=body)
    words = WordsForm(request.POST or None, body=body)
    refusal = None
    if request.method == "POST" and form.is_valid() & words.is_valid():
        fields = form.values() | {"words": words.words()}
        _done, refusal = attempt(request, service.edit, body, by=request.user, **fields)
        if not refusal:
            messages.success(request, _("The rules are saved. They hold for all meetings but those sent for approval."))
            return redirect("body-edit", body.slug)
        body.refresh_from_db()
    context = {"form": form, "words": words, "body": body, "section": "administration"}
    return render(request, "body/edit.html", context, status=status_of(request, refusal))


# Which set of rows, the words above it, and the service that stores it.
SETS = {
    "types": (
        forms.ItemTypes, "item_types", service.set_item_types, gettext_lazy("Item types"), gettext_lazy("Add a type"),
    ),
    "roles": (
        forms.Roles, "signoff_roles", service.set_roles, gettext_lazy("Sign-off roles"), gettext_lazy("Add a role"),
    ),
    "items": (
        forms.StandingItems, "standing_items", service.set_standing_items, gettext_lazy("Standing items"),
        gettext_lazy("Add an item"),
    ),
    "phrases": (forms.Phrases, "phrases", service.set_phrases, gettext_lazy("Phrases"), gettext_lazy("Add a phrase")),
}
HELP = {
    "types": gettext_lazy("The letters of the agenda. The legend in the document is made from them."),
    "roles": gettext_lazy("Who signs, in this order, under these labels."),
    "items": gettext_lazy("The rows that every new meeting's agenda starts with."),
    "phrases": gettext_lazy(
        "Sentences that are often needed: / offers them where one writes. Words in braces, such as name and date, are "
        "blanks to fill in."
    ),
}


@form_page
def vocabulary(request, slug):
    """Four sets of rows on one page; each is a form of its own, so that one that is wrong does not hold up another."""
    body = get_body(request, slug, allowed=permissions.can_manage_body)
    posted = request.POST.get("set") if request.method == "POST" else None
    sections, refusal = [], None
    for name, (form_set, related, act, title, more) in SETS.items():
        rows = list(getattr(body, related).all())
        options = {"form_kwargs": {"types": list(body.item_types.all())}} if name == "items" else {}
        formset = form_set(request.POST if posted == name else None, prefix=name, rows=rows, **options)
        if posted == name and formset.is_valid():
            _done, refusal = attempt(request, act, body, formset.rows(), by=request.user)
            if not refusal:
                messages.success(request, _("%(what)s: saved.") % {"what": title})
                return redirect(f"{request.path}#{name}")
        section = {"name": name, "formset": formset, "title": title, "more": more, "help": HELP[name]}
        sections.append(section | {"row": "body/standing_item.html" if name == "items" else ""})
    context = {"sections": sections, "body": body, "section": "administration"}
    return render(request, "body/vocabulary.html", context, status=status_of(request, refusal))
