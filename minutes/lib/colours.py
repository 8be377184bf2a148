"""The organisation's colour, made readable wherever it stands: contrast as WCAG 2.2 counts it (1.4.3)."""

import colorsys
import hashlib
import re
from collections.abc import Callable

DEFAULT = "#0b5563"  # that of tokens.css
LEAST = 4.5  # contrast of text
# The grounds of tokens.css that text in the colour can stand on, in the light and in the dark scheme.
LIGHT = ("#ffffff", "#f6f7f5", "#eceeea")
DARK = ("#15191b", "#1b2022", "#262c2e")
_COLOUR = re.compile("#[0-9a-f]{6}")
_STEPS = 50
_GLARE = 0.55  # the saturation that eyes bear on a dark ground


def known(colour: str) -> str:
    """The colour in small letters; the product's own where it is none."""
    small = colour.lower()
    return small if _COLOUR.fullmatch(small) else DEFAULT


def contrast(one: str, other: str) -> float:
    """From 1 for the same colour to 21 for black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, part: float) -> str:
    """The colour with `part` (0 to 1) of the other in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * part):02x}" for mine, theirs in pairs)


def tint(colour: str) -> str:
    """A breath of the colour on white: the ground of the decision box."""
    return mixed("#ffffff", colour, 0.09)


def on_light(colour: str) -> str:
    """The colour, darkened until text in it can be read on white, on paper and on its own tint."""
    return _first(known(colour), _darker, tint, LIGHT)


def on_dark(colour: str) -> str:
    """The colour, lightened until text in it can be read in the dark scheme."""
    return _first(known(colour), _lighter, _shade, DARK, least=7)


def tokens(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the colour makes of the tokens, in the light and in the dark scheme."""
    light, dark = on_light(colour), on_dark(colour)
    return (
        _named(light, ink="#ffffff", soft=tint(light), strong=mixed(light, "#000000", 0.25)),
        _named(dark, ink=mixed(dark, "#000000", 0.85), soft=_shade(dark), strong=mixed(dark, "#ffffff", 0.5)),
    )


def style_sheet(colour: str) -> str:
    """The tokens in the colour; loaded after tokens.css. Paper is always light."""
    light, dark = (" ".join(f"{name}: {value};" for name, value in one.items()) for one in tokens(colour))
    return (
        "@layer tokens {\n"
        f"  :root {{ {light} }}\n"
        f"  @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"  @media print {{ :root {{ {light} }} }}\n"
        "}\n"
    )


def fingerprint(colour: str) -> str:
    """Names the style sheet of the colour: another one, another name."""
    return hashlib.sha256(style_sheet(colour).encode()).hexdigest()[:8]


def _named(accent: str, *, ink: str, soft: str, strong: str) -> dict[str, str]:
    return {
        "--accent": accent,
        "--accent-ink": ink,
        "--accent-soft": soft,
        "--accent-strong": strong,
        "--focus": accent,
    }


def _shade(colour: str) -> str:
    return mixed(DARK[0], colour, 0.16)


def _darker(colour: str, part: float) -> str:
    return mixed(colour, "#000000", part)


def _lighter(colour: str, part: float) -> str:
    """Lighter in its own hue, where mixing with white would leave grey; never glaring."""
    hue, light, much = colorsys.rgb_to_hls(*(value / 255 for value in _parts(colour)))
    parts = colorsys.hls_to_rgb(hue, light + (1 - light) * part, min(much, _GLARE))
    return "#" + "".join(f"{round(value * 255):02x}" for value in parts)


def _first(
    colour: str,
    changed: Callable[[str, float], str],
    soft: Callable[[str], str],
    grounds: tuple[str, ...],
    least: float = LEAST,
) -> str:
    """The first step from the colour that can be read on every ground and on its own soft one."""
    steps = (changed(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(found for found in steps if all(contrast(found, ground) >= least for ground in (*grounds, soft(found))))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [_linear(part / 255) for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
