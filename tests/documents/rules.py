"""Rules of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) on tags, text and links, which no library at hand judges.

Each is worded so that a validator's clause can be looked up. `failures` gives a line for each breach.
"""

import io
import itertools
import re
from collections import Counter

import pikepdf

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct"}
STANDARD = GROUPING | {"P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Span", "Link", "Figure"}
STANDARD |= {"Table", "TR", "TH", "TD", "THead", "TBody"}
PAINTING = {"Tj", "TJ", "Do", "S", "s", "f", "f*", "B", "B*", "b", "sh"}
# Which children an element may have, and in which parents it may stand.
KIDS = {
    "Table": {"TR", "THead", "TBody", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
PARENTS = {"TR": {"Table", "THead", "TBody"}, "THead": {"Table"}, "TBody": {"Table"}, "TH": {"TR"}, "TD": {"TR"}}
PARENTS |= {"LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI"}}


def failures(data):
    """Every breach in a PDF, as "clause: what"."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = _Tree(pdf)
        found = [*_catalogue(pdf), *tree.failures()]
        for page in pdf.pages:
            found += _page(page, pdf)
        found += [*_strings(pdf), *_images(pdf)]
        return [*found, *_embedded(pdf)]


def _catalogue(pdf):
    root, metadata = pdf.Root, pdf.open_metadata()
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "UA 6.2: not marked"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "UA 7.1-10: the title is not shown"
    if metadata.get("pdfuaid:part") != "1" or not metadata.get("dc:title"):
        yield "UA 5, 7.1-9: metadata"
    if not re.fullmatch("[a-z]{2}", str(root.get("/Lang", ""))):
        yield "UA 7.2-29: language"
    if "/OutputIntents" not in root:
        yield "A 6.2.3: no output intent"


class _Tree:
    def __init__(self, pdf):
        self.pdf, self.found, self.headings = pdf, [], []
        self.owners = {}  # (page, marked piece) -> its element
        self.pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

    def failures(self):
        (document,) = self.pdf.Root.StructTreeRoot.K
        self._walk(document, None, None)
        leaps = [after for before, after in itertools.pairwise([0, *self.headings]) if after > before + 1]
        if leaps or self.headings.count(1) != 1:
            self.found.append(f"UA 7.4.2: headings {self.headings}")
        self._pieces_are_owned()
        return self.found

    def _walk(self, element, parent, page):
        tag, page = str(element.S)[1:], element.get("/Pg", page)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        elements = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        self._place(tag, parent, [str(kid.S)[1:] for kid in elements])
        self._attributes(element, tag)
        for kid in kids:
            if isinstance(kid, int):
                self.owners[self.pages[page.objgen], kid] = element.objgen
            elif "/S" not in kid and tag != "Link":
                self.found.append(f"UA 7.18.5-1: a link within {tag}")
        for kid in elements:
            if kid.get("/P", pikepdf.Dictionary()).objgen != element.objgen:
                self.found.append(f"UA 7.1-12: the parent of {kid.S} is another")
            self._walk(kid, tag, page)

    def _attributes(self, element, tag):
        if re.fullmatch("H[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "Table":
            self._table(element)
        if tag == "Figure" and not str(element.get("/Alt", "")):
            self.found.append("UA 7.3: a figure without alternative")
        if "/Lang" in element and not re.fullmatch("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", str(element.Lang)):
            self.found.append(f"UA 7.2-29: language {element.Lang}")

    def _place(self, tag, parent, tags):
        if tag not in STANDARD:
            self.found.append(f"UA 7.1-5: {tag}")
        if not set(tags) <= KIDS.get(tag, STANDARD):
            self.found.append(f"UA 7.2: {tag} holds {sorted(set(tags))}")
        if parent is not None and parent not in PARENTS.get(tag, STANDARD):
            self.found.append(f"UA 7.2: {tag} within {parent}")
        if tag == "LI" and tags not in (["LBody"], ["Lbl", "LBody"]):
            self.found.append(f"UA 7.6: an item holds {tags}")
        if tag in ("L", "LI", "Table", "TR", "THead", "TBody") and not tags:
            self.found.append(f"an empty {tag}")

    def _table(self, table):
        counts = Counter()
        groups = [kid for kid in table.K if "/S" in kid]
        if [str(kid.S) for kid in groups].count("/THead") > 1:
            self.found.append("UA 7.2-11: two heads")
        if {str(kid.S) for kid in groups} == {"/THead"}:
            self.found.append("UA 7.2-14: a head without rows")
        cells = []
        for group in groups:
            for row in [group] if str(group.S) == "/TR" else group.K:
                counts[len(row.K)] += 1
                cells += list(row.K)
        if len(counts) > 1:
            self.found.append(f"UA 7.2-42: rows of {sorted(counts)} cells")
        known = {bytes(cell.ID) for cell in cells if "/ID" in cell}
        for cell in cells:
            attributes = cell.get("/A", {})
            if str(cell.S) == "/TH" and "/Scope" not in attributes:
                self.found.append("UA 7.5: a heading cell without scope")
            if unknown := {bytes(one) for one in attributes.get("/Headers", [])} - known:
                self.found.append(f"UA 7.5-1: headings {unknown} are in no cell")

    def _pieces_are_owned(self):
        """The parent tree and the elements agree, and each link's annotation leads to its Link."""
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        told = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        if sorted(told) != list(map(int, numbers[::2])):
            self.found.append("the parent tree is out of order")
        for at, page in enumerate(self.pdf.pages):
            for piece, owner in enumerate(told[int(page.StructParents)]):
                if owner is not None and self.owners.pop((at, piece), None) != owner.objgen:
                    self.found.append(f"piece {piece} of page {at + 1} has two owners")
            for annotation in page.get("/Annots", []):
                self._annotation(annotation, told, page)
        self.found += [f"piece {piece} of page {at + 1} is not in the parent tree" for at, piece in self.owners]

    def _annotation(self, annotation, told, page):
        if float(annotation.Rect[2]) < float(page.MediaBox[0]):  # UA 7.18.1: outside the page it need not be tagged
            return
        if str(told[int(annotation.StructParent)].get("/S")) != "/Link":
            self.found.append("UA 7.18.5-1: a link is not in a Link")
        if not str(annotation.get("/Contents", "")):
            self.found.append("UA 7.18.5-2: a link without contents")
        if int(annotation.get("/F", 0)) & 0b100100111 != 4:
            self.found.append("A 6.3.2: flags of an annotation")
        if str(page.get("/Tabs")) != "/S":
            self.found.append("UA 7.18.3: tab order")


def _page(page, pdf):
    """All that is painted is an artifact or tagged, states nest at most 28 deep, each letter has a meaning."""
    operators = [(operands, str(operator)) for operands, operator in pikepdf.parse_content_stream(page)]
    depths = itertools.accumulate((name == "q") - (name == "Q") for _operands, name in operators)
    if max(depths) > 28:
        yield "A 6.1.13-8: states within each other"
    yield from _marked(operators, len(_owned(page, pdf)))
    font, codes = "", {}
    for operands, name in operators:
        if name == "Tf":
            font = str(operands[0])
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else operands
            shown = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            codes.setdefault(font, set()).update(shown[at : at + 2] for at in range(0, len(shown), 2))
    for font, used in codes.items():
        yield from _letters(page.Resources.Font[font], used)


def _marked(operators, pieces):
    stack = []
    for operands, name in operators:
        if name in ("BDC", "BMC"):
            tagged = name == "BDC" and "/MCID" in operands[1]
            kind = "content" if tagged else "artifact" if str(operands[0]) == "/Artifact" else ""
            if kind and any(stack):
                yield f"UA 7.1-1: {kind} within {stack}"
            if tagged and int(operands[1].MCID) >= pieces:
                yield "content that no element owns"
            stack.append(kind)
        elif name == "EMC":
            stack.pop()
        elif name in PAINTING and not any(stack):
            yield f"UA 7.1-3: {name} outside tags and artifacts"


def _owned(page, pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return next(value for at, value in zip(numbers[::2], numbers[1::2], strict=True) if at == page.StructParents)


def _letters(font, used):
    text = font.ToUnicode.read_bytes().decode()
    meant = dict(re.findall("<([0-9a-f]{4})> *<([0-9a-f]*)>", text.lower()))
    for code in used:
        meaning = bytes.fromhex(meant.get(code.hex(), "")).decode("utf-16-be")
        if not meaning or any(letter in "\0\ufeff\ufffe" or "\ue000" <= letter <= "\uf8ff" for letter in meaning):
            yield f"A 6.2.11.7.2: {font.BaseFont} {code.hex()} means {meaning!r}"
        if code == b"\0\0":
            yield f"A 6.2.11.8: {font.BaseFont} shows .notdef"


def _images(pdf):
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            if thing.get("/Interpolate"):
                yield "A 6.2.8-3: an image is to be smoothed"
            if thing.get("/ColorSpace") == "/DeviceCMYK":
                yield "A 6.2.4.3-3: colours of another space than the output's"


def _strings(pdf):
    for thing in pdf.objects:
        for value in thing.values() if isinstance(thing, pikepdf.Dictionary) else ():
            if isinstance(value, pikepdf.String) and len(bytes(value)) > 32_767:
                yield "A 6.1.13-3: a string is too long"
            if isinstance(value, pikepdf.Name) and len(str(value)) > 127:
                yield "A 6.1.13-4: a name is too long"


def _embedded(pdf):
    for file in pdf.Root.get("/AF", []):
        stream = file.EF.F
        if not (str(file.F) and str(file.UF) and str(file.AFRelationship) in ("/Source", "/Supplement")):
            yield "A 6.8: a file's name or relationship"
        if str(stream.Subtype) != "/application/json" or "/ModDate" not in stream.Params:
            yield "A 6.8: a file's type or date"
