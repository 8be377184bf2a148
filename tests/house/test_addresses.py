"""One word everywhere: the name of an address is the name of its view."""

from importlib import import_module

from django.urls import URLPattern, get_resolver


def addresses():
    """Our own: those of the top level with a noun and an act in their name."""
    patterns = get_resolver().url_patterns
    return [pattern for pattern in patterns if isinstance(pattern, URLPattern) and "-" in (pattern.name or "")]


def test_every_address_is_named_after_its_view():
    """`body-edit` is found as views/body.py:edit, though a file may take some of its pages from another."""
    wrong = []
    for pattern in addresses():
        noun, act = pattern.name.split("-")
        if getattr(import_module(f"minutes.views.{noun}"), act, None) is not pattern.callback:
            wrong.append(pattern.name)
    assert wrong == []


def test_no_two_addresses_share_a_name():
    names = [pattern.name for pattern in addresses()]
    assert names
    assert sorted(names) == sorted(set(names))
