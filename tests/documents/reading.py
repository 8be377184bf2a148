"""Reads documents back: the words of a page, and those of a PDF in the order in which its tags put them."""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

import pikepdf
from fontTools.ttLib import TTFont
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from minutes.documents.render import FONTS
from minutes.lib.text import squeeze


class _Words(HTMLParser):
    """The words of a page without what only the screen has: the index of decisions and the address at the foot."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words = []
        self.skipped = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("nav", "footer"):
            self.skipped += 1

    def handle_endtag(self, tag):
        if tag in ("nav", "footer"):
            self.skipped -= 1

    def handle_data(self, data):
        if not self.skipped:
            self.words.append(data)


def html_text(page):
    """The page's words without any white space."""
    reader = _Words()
    reader.feed(page)
    return unicodedata.normalize("NFC", squeeze("".join(reader.words)))


class _Device(PDFTextDevice):
    """Collects the text of each marked piece of a page."""

    def __init__(self, manager):
        super().__init__(manager)
        self.pieces, self.stack = {}, []

    def begin_tag(self, tag, props=None):
        self.stack.append(props.get("MCID") if isinstance(props, dict) else None)

    def end_tag(self):
        self.stack.pop()

    def render_string(self, textstate, seq, ncs, graphicstate):
        piece = next((mcid for mcid in reversed(self.stack) if mcid is not None), None)
        for part in seq:
            if isinstance(part, bytes):
                for code in textstate.font.decode(part):
                    try:
                        letter = textstate.font.to_unichr(code)
                    except PDFUnicodeNotDefined:
                        letter = "\ufffd"
                    self.pieces.setdefault(piece, []).append(letter)


def _pieces(data):
    manager = PDFResourceManager()
    pages = []
    for page in PDFPage.get_pages(io.BytesIO(data)):
        device = _Device(manager)
        PDFPageInterpreter(manager, device).process_page(page)
        pages.append({mcid: "".join(letters) for mcid, letters in device.pieces.items()})
    return pages


@dataclass
class Element:
    """One element of the tag tree: its tag, attributes, language, depth, and the words in and below it."""

    tag: str
    depth: int
    attributes: dict
    text: str = ""
    language: str = ""


def elements(data):
    """Every element of the tag tree in reading order."""
    pieces = _pieces(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

        def walk(node, page, depth):
            page = node.get("/Pg", page)
            element = Element(str(node.S)[1:], depth, dict(node.get("/A", {})), language=str(node.get("/Lang", "")))
            found = [element]
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    element.text += pieces[number[page.objgen]].get(kid, "")
                elif "/S" in kid:
                    below = walk(kid, page, depth + 1)
                    if below[0].tag != "Lbl":
                        element.text += below[0].text
                    found += below
                elif "/MCID" in kid:
                    element.text += pieces[number[kid.get("/Pg", page).objgen]].get(int(kid.MCID), "")
            return found

        return [element for kid in pdf.Root.StructTreeRoot.K for element in walk(kid, None, 0)]


def pdf_text(data):
    """The tagged words in reading order without any white space; neither artifacts nor list markers are read."""
    return words(elements(data))


def words(told):
    """The same of elements that have been read."""
    return unicodedata.normalize("NFC", squeeze("".join(one.text for one in told if one.depth == 0)))


def strange(data):
    """Fonts that are not ours, and of ours the numbers of pictures that they do not have: boxes of .notdef."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            fonts, font = {name: str(one.BaseFont) for name, one in page.Resources.Font.items()}, ""
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                    found |= set() if "Justera" in font else {font}
                if str(operator) in ("TJ", "Tj"):
                    parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                    shown = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                    numbers = [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
                    found |= {(font, number) for number in numbers if not 0 < number < _pictures()["Italic" in font]}
    return found


@cache
def _pictures():
    """How many pictures our upright and our italic fonts have, by whether they are italic."""
    return {path.stem.endswith("It"): TTFont(path)["maxp"].numGlyphs for path in FONTS.glob("*.ttf")}
