"""The building blocks of the interface: icons, states, counts, breadcrumbs, dates. docs/interface.md shows each."""

import datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from minutes.lib import dates

register = template.Library()

# The shape says the same as the colour, and the words say it first.
STATE_ICONS = {
    "now": "pen",
    "wait": "clock",
    "done": "done",
    "error": "warn",
    "planned": "ring",
    "published": "globe",
    "": "lines",
}
MEETING_STATES = {
    "planned": "planned",
    "draft": "now",
    "in_adjustment": "wait",
    "adjusted": "done",
    "published": "published",
}
NUMBERS = {  # from two on: one is told in words of its own, and more than twelve are read faster as figures
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
MESSAGE_ICONS = {"success": "done", "warning": "warn", "error": "warn"}


def _language() -> str:
    code = (get_language() or "sv")[:2]
    return code if code in dates.MONTHS else "en"


def _as_date(value: datetime.date | datetime.datetime) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. Without a label it is decoration beside words; with one it is read out."""
    href = f"{static('img/sprite.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def state(kind: str, words: str, small: bool = False) -> SafeString:
    """A state in words: `kind` is now, wait, done, error, planned, published or one of a meeting's states."""
    kind = MEETING_STATES.get(kind, kind)
    return format_html(
        '<span class="state state--{}{}">{}{}</span>',
        kind or "plain",
        " small" if small else "",
        icon(STATE_ICONS.get(kind, STATE_ICONS[""])),
        words,
    )


@register.filter
def state_class(kind: str) -> str:
    """The class names of a state for an element of one's own, such as a heading."""
    return f"state state--{MEETING_STATES.get(kind, kind)}"


@register.simple_tag
def state_icon(kind: str) -> SafeString:
    """The icon that belongs to a state."""
    return icon(STATE_ICONS.get(MEETING_STATES.get(kind, kind), STATE_ICONS[""]))


@register.simple_tag
def count(number: int, label: str = "", kind: str = "") -> SafeString:
    """A number in a pill; nothing at all for zero. `label` is read out after it; `kind` is accent or wait."""
    if not number:
        return mark_safe("")
    return format_html(
        '<span class="count{}">{}{}</span>',
        f" count--{kind}" if kind else "",
        number,
        format_html('<span class="visually-hidden"> {}</span>', label) if label else "",
    )


@register.filter
def in_words(number: int) -> str:
    """ "tre" for running text: two to twelve in words, any other number in figures."""
    return NUMBERS[_language()][number - 2] if 2 <= number <= 12 else str(number)


@register.filter
def initials(name: str) -> str:
    """ "Per-Olof Nyström" -> "PN"; one name gives its first letter, none gives "?"."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
def crumb(words: str, url: str = "") -> SafeString:
    """One step of the breadcrumb; the last one has no address and is the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, words)
    return format_html('<li aria-current="page">{}</li>', words)


@register.simple_tag(takes_context=True)
def current(context: template.Context, *sections: str) -> SafeString:
    """aria-current for a link of the main menu; the section is set by the view, else the URL's noun."""
    section = context.get("section")
    if section is None and (match := getattr(context.get("request"), "resolver_match", None)):
        section = (match.url_name or "").split("-")[0]
    return mark_safe(' aria-current="page"') if section in sections else mark_safe("")


@register.filter
def dated(heading: str, date: datetime.date) -> str:
    """The heading of minutes with the meeting's day, which lists must tell."""
    return dates.dated(heading, date.isoformat())


@register.filter
def message_icon(message: object) -> str:
    """The icon of one of Django's messages."""
    return MESSAGE_ICONS.get(getattr(message, "level_tag", ""), "info")


# ------------------------------------------------------------------------------------------------------------ forms


@register.simple_tag
def control(bound_field) -> SafeString:
    """The widget of a field in our own clothes; Django has already tied help and error to it."""
    widget = bound_field.field.widget
    own = "check" if getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "optgroups") else "input"
    for part in getattr(widget, "widgets", [widget]):
        if part.attrs.get("placeholder") == bound_field.label:  # allauth says its labels twice
            del part.attrs["placeholder"]
        classes = part.attrs.get("class", "").split()
        part.attrs["class"] = " ".join([*classes, *([] if own in classes else [own])])
    return bound_field.as_widget()


@register.simple_tag
def code_control(bound_field) -> SafeString:
    """The field of a one-time code: large figures, and the phone may fill it in from the letter."""
    attrs = bound_field.field.widget.attrs
    attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    attrs["class"] = "input input--code"
    attrs.pop("placeholder", None)
    return bound_field.as_widget()


@register.simple_tag
def option_control(option) -> SafeString:
    """One radio button or tick box of a field with several, in our own clothes."""
    option.data["attrs"]["class"] = "check"
    return option.tag()


@register.filter
def input_type(bound_field) -> str:
    """What kind of control a field has: checkbox, radio, checkboxes, file, or anything else as "input"."""
    kind = getattr(bound_field.field.widget, "input_type", "")
    if kind == "checkbox" and hasattr(bound_field.field.widget, "optgroups"):
        return "checkboxes"
    return kind if kind in ("checkbox", "radio", "file") else "input"


@register.simple_tag
def all_errors(*forms_and_sets) -> list[dict[str, str]]:
    """Every error of the forms and formsets, in reading order, with the id of the field it belongs to ("" for none)."""
    found = []
    for thing in forms_and_sets:
        if not thing:
            continue
        if hasattr(thing, "non_form_errors"):
            found += [{"id": "", "label": "", "text": text} for text in thing.non_form_errors()]
            for form in thing.forms:
                if not getattr(form, "cleaned_data", {}).get("DELETE"):
                    found += all_errors(form)
            continue
        found += [{"id": "", "label": "", "text": text} for text in thing.non_field_errors()]
        for field in thing:
            first = field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)
            found += [
                {"id": "" if field.is_hidden else first, "label": field.label, "text": text} for text in field.errors
            ]
    return found


# ------------------------------------------------------------------------------------------------------------ dates


@register.filter
def day(value: datetime.date | None) -> str:
    """ "12 november", with the year when it is another than this one."""
    if not value:
        return ""
    date, this_year = _as_date(value), timezone.localdate().year
    words = f"{date.day} {dates.MONTHS[_language()][date.month - 1]}"
    return words if date.year == this_year else f"{words} {date.year}"


@register.filter
def weekday(value: datetime.date | None) -> str:
    """ "torsdag 12 november", with the year when it is another than this one."""
    return f"{dates.WEEKDAYS[_language()][_as_date(value).weekday()]} {day(value)}" if value else ""


@register.filter
def clock(value: datetime.time | datetime.datetime | None) -> str:
    """ "8.10" in Swedish, "8:10" in English."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour}{'.' if _language() == 'sv' else ':'}{value.minute:02}"


@register.simple_tag
def clocks(start: datetime.time | None, end: datetime.time | None) -> str:
    """ "13.00–15.00" with an en dash; one time alone when the other is missing."""
    return "–".join(clock(value) for value in (start, end) if value)


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """ "i dag 8.10", "i går 16.20", "16 nov 9.14", and for another year "16 nov 2025"."""
    if not value:
        return ""
    date, today = _as_date(value), timezone.localdate()
    if date == today:
        return pgettext("moment", "today %(time)s") % {"time": clock(value)}
    if date == today - datetime.timedelta(days=1):
        return pgettext("moment", "yesterday %(time)s") % {"time": clock(value)}
    month = dates.MONTHS[_language()][date.month - 1]
    short = f"{date.day} {month if len(month) < 5 else month[:3]}"
    return f"{short} {clock(value)}" if date.year == today.year else f"{short} {date.year}"


@register.simple_tag
def when(value: datetime.date | datetime.datetime | None, form: str = "day") -> SafeString:
    """A time element that stands by itself, so with a capital ("I dag 8.10"): `form` is day, weekday or moment."""
    if not value:
        return mark_safe("")
    words = capfirst({"day": day, "weekday": weekday, "moment": moment}[form](value))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def due(date: datetime.date | None, words: str = "", within: bool = False) -> SafeString:
    """When an action is due: amber within a week, red and in words when late; `words` stand in for a date.

    `within` a sentence it begins with a small letter.
    """
    begin = str if within else capfirst
    if not date:
        return format_html('<span class="due">{}</span>', words) if words else mark_safe("")
    left = (date - timezone.localdate()).days
    if left < 0:
        late = _("%(date)s, late") % {"date": begin(weekday(date))}
        return format_html('<span class="due state state--error">{}</span>', late)
    near = " state state--wait" if left <= 7 else ""
    return format_html('<span class="due{}">{}</span>', near, begin(weekday(date)) if near else day(date))


@register.filter
def month_short(value: datetime.date) -> str:
    """ "nov" for the small calendar leaf beside a meeting."""
    return dates.MONTHS[_language()][_as_date(value).month - 1][:3]


@register.filter
def iso(value: datetime.date) -> str:
    """ "2026-11-12" in running text of tables and file names."""
    return date_format(value, "Y-m-d")
