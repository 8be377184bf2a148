"""Documents to try things on."""

from pathlib import Path

from minutes.documents import load, render
from minutes.documents.content import Item, Proof

from .reading import html_text

FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name):
    """ "protocol" or "notes": each has every element of its kind."""
    return load.minutes((FIXTURES / f"{name}.json").read_bytes())


def proof(minutes, state="draft", label="Utkast", **values):
    return Proof(state, label, load.content_hash(minutes), **values)


def page(minutes, **values):
    return render.page_html(minutes, values.pop("proof", None) or proof(minutes), **values)


def said(minutes, **values):
    """The words of the page without white space."""
    return html_text(page(minutes, **values))


def item(**values):
    return Item("item", values.pop("title", "Rubrik"), values.pop("number", 1), "§ 1", **values)
