"""The forms of the writing page and what stands around them: shown, read back, and merged with what others wrote."""

from minutes import compose
from minutes.documents import words
from minutes.forms import writing as forms
from minutes.forms.fields import Roster
from minutes.models import AgendaItem, Attendance, SignoffRole
from minutes.services import adjuster, rows, texts

from . import beside, crossing, decided, offers, overview, rail

ROWS = (texts.DECISIONS, texts.ACTIONS)
# What a row says: two that say the same are one.
_WORDS = {texts.DECISIONS: ("intro", "clauses"), texts.ACTIONS: ("text", "who", "due", "due_words")}


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
        self.added = set(data.getlist("add_theirs")) & set(ROWS) - self.taken if data is not None else set()
        for name in self.added:
            self.data = self._with_theirs(self.data.copy(), name)
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
        given, mine = self.given(), self.texts(theirs)
        alone = texts.left_alone(self.item, given["seen"], **given["fields"])
        data = self._refilled(self.data.copy(), alone - set(theirs))
        now = AgendaItem.objects.get(pk=self.item.pk)
        data["seen"] = now.revision
        page = Page(self.item, self.user, data)
        page.is_valid()
        return page, [self._conflict(part, mine[part], now) for part in theirs]

    def _conflict(self, name, mine, item):
        last = texts.latest(item, name)
        theirs = texts.standing(item, name)
        shown = crossing.marked(self.item, name, mine, theirs)
        return {
            "name": name,
            "label": crossing.label(self.item, name),
            "rich": name in AgendaItem.RICH,
            "rows": name in ROWS and bool(theirs),
            "mine": shown[0],
            "theirs": shown[1],
            "by": last.by if last else None,
            "at": last.at if last else None,
        }

    def texts(self, names):
        """{part: its text as the history keeps it} of what was sent."""
        given, found = self.given(), {}
        wanted = texts.with_values(self.item, given["fields"])
        clean = {texts.DECISIONS: rows.decisions_wanted, texts.ACTIONS: rows.actions_wanted}
        for name in names:
            found[name] = (
                texts.rows_text(clean[name](self.item, given[name])) if name in ROWS else texts.text(wanted, name)
            )
        return found

    def _with_theirs(self, data, name):
        """The rows that were sent and, after them, those that somebody else has stored and that they lack."""
        stored = crossing.value(self.item, name, texts.standing(self.item, name))
        total = f"{name}-TOTAL_FORMS"
        count = int(data.get(total, "")) if data.get(total, "").isdecimal() and len(data[total]) < 4 else 0
        sent = [{key: data.get(f"{name}-{n}-{key}", "") for key in _WORDS[name]} for n in range(count)]
        there = [[_plain(value) for value in row.values()] for row in sent]
        ids = {data.get(f"{name}-{n}-id") for n in range(count)}
        for row in stored:
            if [_plain(row[key]) for key in _WORDS[name]] in there:
                continue
            for key, value in row.items():
                # Another version of a row that is there already is a row of its own.
                if value and not (key == "id" and str(value) in ids):
                    data[f"{name}-{count}-{key}"] = "on" if value is True else value
            count += 1
        data[total] = count
        return data

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


def _plain(value):
    return " ".join(str(value).split())


def signers_form(meeting, signers, data=None):
    """Who signs in the roles that the meeting chooses; None where the body has none."""
    roles = [role for role in meeting.body.signoff_roles.all() if role.source == SignoffRole.Source.CHOSEN]
    holders = {signer.role_id: signer.person for signer in signers}
    present = Attendance.objects.filter(meeting=meeting).exclude(person=None).select_related("person")
    here = [row for row in present if row.is_here]
    return forms.SignersForm(data, roles=roles, present=here, holders=holders) if roles else None
