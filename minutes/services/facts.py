"""Facts of a meeting, lines of its roster and who signs: their earlier states are kept as those of texts are."""

from minutes.models import Attendance, Meeting

from . import texts

LINE = ("status", "note", "serves_for", "name", "title", "organisation")
MEETING = (
    "title", "number", "date", "start", "end", "place", "mode", "time_and_place", "registry_number", "previous"
)
_KEPT = {Attendance: LINE, Meeting: MEETING}
SIGNER = "signer_"


def texts_of(row):
    """What a meeting or a line of its roster says, {field: the text that the history keeps}."""
    return {name: texts.column(row, name) for name in _KEPT[type(row)]}


def keep(row, before, *, meeting, by):
    """Keep what differs from `before` (see texts_of) in the history. The meeting's next revision has been taken."""
    owner = {"attendance": row} if isinstance(row, Attendance) else {}
    texts.keep(meeting, before, texts_of(row), by=by, **owner)


def keep_signer(meeting, role, before, person, *, by):
    """Keep who signs in a role from now on; both are ids of people, None for nobody."""
    field = f"{SIGNER}{role.pk}"
    texts.keep(meeting, {field: str(before or "")}, {field: str(person or "")}, by=by)


def set_line(row, *, meeting, by, **fields):
    """Change a line of the roster without a trace of its own, but in the history."""
    line = Attendance.objects.get(pk=row.pk)
    before = texts_of(line)
    for name, value in fields.items():
        setattr(line, name, value)
    Attendance.objects.filter(pk=row.pk).update(**fields)
    keep(line, before, meeting=meeting, by=by)
