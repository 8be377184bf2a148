"""Minutes and Proof in, a page or a PDF out. Only this file and its shortcuts (quick.py) know WeasyPrint, which is
loaded when a PDF is asked for.

The PDF is PDF/A and PDF/UA-1 in one pass. The same content gives the same bytes, in every process and time zone.
"""

import atexit
import base64
import ctypes.util
import datetime
import gc
import hashlib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from minutes.lib import colours, dates, logos, text

from . import foot, load, quick, words
from .content import Minutes, Proof
from .pdf_tags import repair, with_ua
from .sheet import Extra, Link, Sheet

STATIC = Path(settings.BASE_DIR) / "static"
FONTS = Path(settings.BASE_DIR) / "var" / "fonts"
FAMILY = "Justera Sans"
_ALONE = "body { margin: 0; background: var(--ground); font-family: var(--sans) }"
_STYLES = {
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Semibold": (600, "normal"),
    "SemiboldIt": (600, "italic"),
    "Bold": (700, "normal"),
    "BoldIt": (700, "italic"),
}


def page_html(
    minutes: Minutes,
    proof: Proof,
    *,
    level: int = 2,
    item_extra: Extra | None = None,
    attachment_url: Link | None = None,
    logo: str = "",
    prefix: str = "",
) -> str:
    """The document as an <article> for the screen, its title a heading of `level`.

    `item_extra(item)` may give safe HTML to stand last in the item's section, `attachment_url(attachment)` the address
    of its file; `logo` is the address of the organisation's logo; `prefix` keeps the anchors of two documents apart.
    """
    return page_of(Sheet(minutes, proof, level=level, extra=item_extra, link=attachment_url), logo=logo, prefix=prefix)


def page_of(sheet: Sheet, *, logo: str = "", prefix: str = "") -> str:
    """Whatever is laid out as a sheet, as an <article> for the screen."""
    with override(sheet.lang):
        return render_to_string("documents/page.html", {"sheet": sheet, "page": True, "prefix": prefix, "logo": logo})


def standalone_html(minutes: Minutes, proof: Proof, *, logo: str = "") -> str:
    """The document as a whole page in one file, its style within it; not for the product's own pages (CSP)."""
    sheets = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "document")]
    style = mark_safe("\n".join([*sheets, _ALONE]))  # noqa: S308 - our own files
    context = {"sheet": Sheet(minutes, proof, level=1), "page": True, "prefix": "", "logo": logo}
    with override(minutes.language):
        return render_to_string("documents/standalone.html", context | {"style": style, "title": title(minutes)})


def contents(minutes: Minutes) -> list[tuple[str, str, str]]:
    """(anchor, printed number, title) of each section of the page in order; parts after the items have no number."""
    sheet = Sheet(minutes, Proof("draft", "", ""), level=2)
    found = [(section.anchor, str(section.label), str(section.title)) for section in sheet.sections]
    parts = [("actions", sheet.actions, sheet.labels["actions"]), ("signoff", sheet.signers, sheet.word["signoff"])]
    parts += [("attachments", sheet.files, sheet.labels["attachments"])]
    return found + [(anchor, "", str(label)) for anchor, present, label in parts if present and label]


def pdf_available() -> str | None:
    """None when PDFs can be made here, otherwise a sentence that says what to install."""
    if not _has_pango():
        return _(
            "PDFs need Pango. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0; macOS: brew install pango."
        )
    if not _has_fonts():
        return _("The document fonts are missing. Run make setup.")
    if reason := _no_weasyprint():
        return _("PDFs cannot be made here: %(reason)s") % {"reason": reason}
    return None


@cache
def _has_pango() -> bool:
    return all(ctypes.util.find_library(library) for library in ("pango-1.0", "pangoft2-1.0"))


def _has_fonts() -> bool:
    return all((FONTS / f"JusteraSans-{name}.ttf").exists() for name in _STYLES)


@cache
def _no_weasyprint() -> str:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return text.shorten(str(error), 200)
    return ""


class PdfUnavailable(RuntimeError):
    """This machine cannot make PDFs; the message says what to install."""


def pdf(minutes: Minutes, proof: Proof, *, logo: bytes | None = None, variant: str = "pdf/a-3a") -> bytes:
    """The document as a tagged, archivable PDF; deterministic. `logo` is the image file itself (PNG, JPEG or SVG).

    Variants "pdf/a-3a" and "pdf/a-3b" carry the canonical JSON of Minutes and Proof as embedded files, others cannot.
    Raises PdfUnavailable.
    """
    html = paper_html(minutes, proof, logo=logo)
    data = [("minutes.json", load.to_json(minutes), "data"), ("proof.json", load.to_json(proof), "proof_data")]
    return paper_pdf(html, data, language=minutes.language, date=minutes.date, variant=variant)


def paper_pdf(html: str, data: list[tuple[str, bytes, str]], *, language: str, date: str, variant: str) -> bytes:
    """The PDF of a document's HTML for paper, with the JSON that it was made from embedded where the variant can.

    `data` is (file name, bytes, key of the word that describes it), the document's own first; `date` is the ISO date
    that stands for that of the data. Raises PdfUnavailable.
    """
    if reason := pdf_available():
        raise PdfUnavailable(reason)
    with _undisturbed():
        return _made(html, data, language, date, variant)


def _made(html: str, data: list[tuple[str, bytes, str]], language: str, date: str, variant: str) -> bytes:
    import weasyprint

    quick.take()
    document = _paper()(html).render(font_config=_fonts(), stylesheets=_stylesheets(), pdf_variant=variant)
    document.metadata.generate_rdf_metadata = types.MethodType(with_ua, document.metadata)
    identifier = hashlib.sha256(html.encode() + b"".join(part for _name, part, _key in data)).digest()[:16]
    options = weasyprint.DEFAULT_OPTIONS | {
        "pdf_variant": variant,
        "pdf_tags": True,  # PDF/UA wants them whatever level of PDF/A is chosen
        "pdf_identifier": identifier,
        "attachments": _attachments(data, language, date) if variant.startswith("pdf/a-3") else [],
    }
    made: bytes = document.write_pdf(finisher=partial(repair, fonts=FONTS), **options)
    return made


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Rendering makes a million objects that live to its end: looking for garbage among them is a quarter of it."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def title(minutes: Minutes) -> str:
    """What tells the file from others: the heading, with the day and the kind of document where it says none."""
    dated = dates.dated(minutes.heading, minutes.date)
    label = minutes.document_label.lower()
    return dated if label in dated.lower() else f"{dated}, {label}"


def paper_html(minutes: Minutes, proof: Proof, *, logo: bytes | None = None) -> str:
    """The HTML that the PDF is made from."""
    return paper_of(Sheet(minutes, proof, level=1), logo=logo)


def paper_of(sheet: Sheet, *, logo: bytes | None = None) -> str:
    """The HTML for paper of whatever is laid out as a sheet."""
    accent = colours.on_light(sheet.minutes.letterhead.accent)
    margin = foot.margin(sheet.minutes.letterhead)
    root = f":root {{ --accent: {accent}; --tint: {colours.tint(accent)} }}"
    context = {
        "sheet": sheet,
        "style": f"{root} @page :first {{ margin-bottom: {margin}mm }}",
        "title": title(sheet.minutes),
        "logo": _data_uri(logo),
    }
    with override(sheet.lang):
        return render_to_string("documents/paper.html", context)


def _data_uri(image: bytes | None) -> str:
    if not image:
        return ""
    image = logos.in_rgb(image)
    known = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    kind = next((kind for start, kind in known.items() if image.startswith(start)), "image/svg+xml")
    return f"data:{kind};base64,{base64.b64encode(image).decode()}"


def _attachments(data: list[tuple[str, bytes, str]], language: str, date: str) -> list[Any]:
    import weasyprint

    # The file must not depend on when it is made: the date of the meeting stands for that of the data.
    when = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)
    return [
        weasyprint.Attachment(
            string=part,
            name=name,
            description=words.word(key, language),
            relationship="Supplement" if at else "Source",
            created=when,
            modified=when,
        )
        for at, (name, part, key) in enumerate(data)
    ]


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class LocalFetcher(URLFetcher):  # type: ignore[misc]
        """Only our own style sheets and fonts, and images within the document; anything else stops the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("file:"):
                path = Path(URLFetcherResponse(url).path).resolve()
                if not any(path.is_relative_to(folder.resolve()) for folder in (STATIC, FONTS)):
                    raise FatalURLFetchingError(f"forbidden file: {path}")
            elif not url.startswith("data:image/"):
                raise FatalURLFetchingError(f"forbidden address: {url[:200]}")
            return super().fetch(url, headers)

    return LocalFetcher()


@cache
def _paper() -> Any:
    import cssselect2  # type: ignore[import-untyped]
    import weasyprint

    defaults = weasyprint.CSS(string=(STATIC / "css" / "paper_defaults.css").read_text(encoding="utf-8"))

    class Paper(weasyprint.HTML):  # type: ignore[misc]
        """Our own HTML: well-formed, so that an XML parser reads it in no time, and in need of few defaults."""

        def __init__(self, html: str) -> None:
            try:
                root = ElementTree.fromstring(html.replace("<br>", "<br/>"))  # noqa: S314 - our own, no DTD
            except ElementTree.ParseError:
                super().__init__(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=_fetcher())
                return
            self.base_url, self.url_fetcher, self.media_type = STATIC.as_uri() + "/", _fetcher(), "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [defaults]

    return Paper


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # it deletes its folder while Python can still do that
    return FontConfiguration()


@cache
def _stylesheets() -> list[Any]:
    """Parsed once in a process: fonts and style are the same for every document."""
    import weasyprint

    faces = "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: {style};'
        f' src: url({(FONTS / f"JusteraSans-{name}.ttf").as_uri()}) }}'
        for name, (weight, style) in _STYLES.items()
    )
    paper = (STATIC / "css" / "paper.css").read_text(encoding="utf-8")
    options = {"font_config": _fonts(), "url_fetcher": _fetcher(), "base_url": STATIC.as_uri() + "/"}
    return [weasyprint.CSS(string=faces, **options), weasyprint.CSS(string=paper, **options)]
