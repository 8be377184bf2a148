"""Fields written by hand: a page has up to a hundred, and Django's template for each takes longer than all the rest."""

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join


class Renderer(TemplatesSetting):
    """The same HTML as by Django's templates; what is not here is made by its template."""

    def render(self, template_name, context, request=None):
        write = _WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget):
    value = "" if widget["value"] is None else format_html(' value="{}"', str(widget["value"]))
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attributes(widget))


def _textarea(widget):
    value = str(widget["value"] or "")
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), value)


def _select(widget):
    groups = format_html_join("", "{}", ((_group(*group),) for group in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget), groups)


def _group(name, options, _index):
    inside = format_html_join(
        "", '\n  <option value="{}"{}>{}</option>',
        ((str(option["value"]), _attributes(option), str(option["label"])) for option in options),
    )  # fmt: skip
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, inside) if name else inside


def _attributes(widget):
    said = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return format_html_join("", "{}", (
        (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value)),)
        for name, value in said
    ))  # fmt: skip


_INPUTS = ("input", "text", "number", "email", "hidden", "date", "time", "checkbox", "password")
_FOLDER = "django/forms/widgets"
_WRITERS = {f"{_FOLDER}/{name}.html": _input for name in _INPUTS}
_WRITERS |= {f"{_FOLDER}/textarea.html": _textarea, f"{_FOLDER}/select.html": _select}
