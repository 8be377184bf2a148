"""One word everywhere: the name of an address is the name of its view."""

from django.urls import URLPattern, get_resolver

OURS = "minutes.views."


def addresses():
    """Our own: those of the top level with a noun and an act in their name."""
    patterns = get_resolver().url_patterns
    return [pattern for pattern in patterns if isinstance(pattern, URLPattern) and "-" in (pattern.name or "")]


def test_every_address_is_named_after_its_view():
    wrong = [
        f"{pattern.name}: {pattern.callback.__module__}.{pattern.callback.__name__}"
        for pattern in addresses()
        if f"{pattern.callback.__module__}.{pattern.callback.__name__}" != OURS + pattern.name.replace("-", ".")
    ]
    assert wrong == []


def test_no_two_addresses_share_a_name():
    names = [pattern.name for pattern in addresses()]
    assert names
    assert sorted(names) == sorted(set(names))
