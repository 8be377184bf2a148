"""The forms of the writing page and what stands around them: shown, read back, and merged with what others wrote."""

from django.utils.translation import gettext as _

from minutes import compose
from minutes.documents import words
from minutes.forms import writing as forms
from minutes.forms.fields import Roster
from minutes.lib import richtext
from minutes.models import AgendaItem, Attendance, SignoffRole
from minutes.services import adjuster, rows, texts

from . import beside, decided, offers, overview, rail

ROWS = (texts.DECISIONS, texts.ACTIONS)


class Page:
    """One item on the desk of a user. With `data` it is what she sent, else what stands in the database."""

    def __init__(self, item, user, data=None):
        self.user = user
        self.meeting = compose.load(item.meeting_id)
        self.item = next(one for one in self.meeting.items.all() if one.pk == item.pk)
        self.attendances = list(self.meeting.attendances.all())
        self.roster = Roster(self.attendances)
        self.data = data
        self.locked = data is None and not self.meeting.is_writable
        # Of a conflict the writer may have chosen what somebody else wrote: these fields are left as they stand.
        self.taken = set(data.getlist("take_theirs")) if data is not None else set()
        if self.taken:
            self.data = self._refilled(data.copy(), self.taken)
        self.form = self._form(self.data)
        decided = [rows.decision_row(one) for one in self.item.decisions.all()]
        to_do = [rows.action_row(one) for one in self.meeting.actions.all() if one.item_id == self.item.pk]
        language = self.meeting.body.language
        self.decisions = forms.decisions(decided, self._rows_data(texts.DECISIONS), language)
        self.actions = forms.actions(to_do, self.roster, self._rows_data(texts.ACTIONS), language)
        self.signers = self._signers()
        if self.locked:
            self._lock()

    # ---- what was sent

    def is_valid(self):
        """Every form is asked, so that all that is wrong is told at once."""
        found = (self.form, self.decisions, self.actions, self.signers)
        return not [form for form in found if form is not None and form.is_bound and not form.is_valid()]

    def given(self):
        """What goes to services.writing.save."""
        fields = {name: value for name, value in self.form.known().items() if name != "seen"}
        return {
            "seen": self.form.cleaned_data["seen"],
            "fields": fields,
            "decisions": self.decisions.kept() if self.decisions.is_bound else None,
            "actions": forms.action_rows(self.actions, self.roster) if self.actions.is_bound else None,
            "signers": self.signers.chosen() if self.signers else None,
        }

    # ---- a conflict

    def merge(self, theirs):
        """The same page after a conflict: everything typed is still there, what only others changed is theirs.

        Saved once more it means what it says. Returns the new page and the conflicts, both texts of each.
        """
        given = self.given()
        alone = texts.left_alone(self.item, given["seen"], **given["fields"])
        data = self._refilled(self.data.copy(), alone - set(theirs))
        data["seen"] = AgendaItem.objects.values_list("revision", flat=True).get(pk=self.item.pk)
        page = Page(self.item, self.user, data)
        page.is_valid()
        return page, [self._conflict(part, theirs[part]) for part in theirs]

    def _conflict(self, name, theirs):
        state = texts.latest(self.item, name)
        mine = self._mine(name)
        return {
            "name": name,
            "label": self.label(name),
            "rich": name in AgendaItem.RICH,
            "mine": mine if name in ROWS else self.shown(name, mine),
            "theirs": self._rows_shown(name, theirs) if name in ROWS else self.shown(name, theirs),
            "by": state.by if state else None,
            "at": state.at if state else None,
        }

    def _mine(self, name):
        if name == texts.DECISIONS:
            return self._rows_shown(name, self.decisions.kept())
        if name == texts.ACTIONS:
            return self._rows_shown(name, forms.action_rows(self.actions, self.roster))
        return self.form[name].value() or ""

    def shown(self, name, value):
        """A field's text as people read it; rich text as sanitised HTML."""
        if name in ROWS:
            return self._rows_shown(name, texts.text_rows(value))
        if name in AgendaItem.RICH:
            return richtext.sanitise(value)
        return "" if value in (None, False) else str(value)

    def _rows_shown(self, name, rows):
        if name == texts.DECISIONS:
            return "\n\n".join("\n".join([row["intro"], *row["clauses"]]).strip() for row in rows)
        who = [self.roster.shown(row["responsible"], row["responsible_words"]) for row in rows]
        due = [row["due_words"] or str(row["due"] or "") for row in rows]
        parts = zip([row["text"] for row in rows], who, due, strict=True)
        return "\n".join(", ".join(filter(None, part)) for part in parts)

    def label(self, name):
        """What the page calls a field."""
        if name in ROWS:
            return _("Decisions") if name == texts.DECISIONS else _("Actions")
        return self.form.fields[name].label

    def _refilled(self, data, names):
        """`data` with what stands in the database in the fields `names`."""
        fresh = self._form(None)
        for name in names & set(fresh.fields):
            value = fresh[name].value()
            data[name] = "on" if value is True else "" if value in (None, False) else value
            if value in (None, False):
                del data[name]
        return data

    # ---- the forms

    def _form(self, data):
        body = self.meeting.body
        label = words.labels(body.document, body.language, body.genitive, body.words).comment
        return forms.ItemForm(
            data, instance=self.item, meeting=self.meeting, user=self.user, attendances=self.attendances,
            comment_label=label,
        )

    def _rows_data(self, prefix):
        return None if prefix in self.taken or self.data is None else self.data

    def _signers(self):
        if not adjuster.is_chosen_in(self.item):
            return None
        return signers_form(self.meeting, self.meeting.signers.all(), self.data)

    def _lock(self):
        every = [self.form, *self.decisions.forms, *self.actions.forms, *([self.signers] if self.signers else [])]
        for form in every:
            for field in form.fields.values():
                field.disabled = True

    # ---- what stands around

    def context(self):
        numbers = compose.numbers(self.meeting)
        found = rail.rows(self.meeting, numbers, self.item)
        before, after = rail.around(found, self.item)
        return {
            "meeting": self.meeting,
            "item": self.item,
            "label": numbers[self.item.pk][1],
            "rail": found,
            "done": rail.done(found),
            "before": before,
            "after": after,
            "form": self.form,
            "decisions": self.decisions,
            "actions": self.actions,
            "signers": self.signers,
            "decided": decided.of(self.item),
            "roster": self.roster.options,
            "locked": self.locked,
            "previous_url": overview.previous_url(self.meeting, self.user),
            "attachments": [a for a in self.meeting.attachments.all() if a.item_id == self.item.pk],
            "attachment_count": len(self.meeting.attachments.all()),
            **beside.of(self.meeting, self.item),
            **offers.of(self.meeting, self.item, self.roster),
        }


def signers_form(meeting, signers, data=None):
    """Who signs in the roles that the meeting chooses; None where the body has none."""
    roles = [role for role in meeting.body.signoff_roles.all() if role.source == SignoffRole.Source.CHOSEN]
    holders = {signer.role_id: signer.person for signer in signers}
    present = Attendance.objects.filter(meeting=meeting).exclude(person=None).select_related("person")
    here = [row for row in present if row.is_here]
    return forms.SignersForm(data, roles=roles, present=here, holders=holders) if roles else None
