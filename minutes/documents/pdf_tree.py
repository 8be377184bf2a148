"""The tag tree that WeasyPrint writes has a piece for each page; here it becomes the tree of the document.

A paragraph, list or table that goes on on the next page is one element, not two; heads of tables that are printed
again are artifacts; a list within a list stands where it is read; text in another language says so. Works on pydyf's
objects before they are written.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

# What a page break parts. Links and other inline elements stay in pieces: each lies on one page.
_PARTED = {"/Sect", "/Div", "/P", "/L", "/LI", "/LBody", "/BlockQuote", "/Table", "/TBody", "/TR", "/TH", "/TD"}


def mend(document: Any, pdf: Any) -> None:
    """Puts together what page breaks parted. Raises RuntimeError when WeasyPrint builds the tree in another way."""
    _Tree(document, pdf).mend()


class _Tree:
    def __init__(self, document: Any, pdf: Any) -> None:
        self.pdf = pdf
        self.sources = dict(_Sources(document, pdf))
        self.identities: dict[str, Any] = {}  # of a head that is printed again, that of the one printed first
        self.successors: dict[bytes, bytes] = {}  # of a link in such a head, the same link in the one printed first

    def mend(self) -> None:
        for element in _elements(self.pdf):
            source = self.sources.get(element.number)
            if source is not None and element["S"] == "/Span" and source.get("lang"):
                element["Lang"] = _string(source.get("lang"))
        self._drop_links_in_links()
        self._put_together(_elements(self.pdf)[0])
        if self.identities:
            self._rename_headers()
        if self.successors:
            numbers = _object(self.pdf, self._root()["ParentTree"])["Nums"]
            numbers[1::2] = [self.successors.get(one, one) if isinstance(one, bytes) else one for one in numbers[1::2]]

    def _drop_links_in_links(self) -> None:
        """WeasyPrint lays a link over each element within a link, too; outside a Link element PDF/UA forbids them."""
        dropped = set()
        for element in _elements(self.pdf):
            if element["S"] != "/Link":
                for child in [one for one in element["K"] if not isinstance(one, int)]:
                    if _object(self.pdf, child).get("Type") == "/OBJR":
                        dropped.add(_object(self.pdf, child)["Obj"])
                        element["K"].remove(child)
        if not dropped:
            return
        for page in (_object(self.pdf, reference) for reference in self.pdf.page_references):
            if "Annots" in page:
                page["Annots"][:] = [one for one in page["Annots"] if one not in dropped]
        numbers = _object(self.pdf, self._root()["ParentTree"])["Nums"]
        gone = {_object(self.pdf, one).pop("StructParent") for one in dropped}
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        numbers[:] = [part for at, value in pairs if at not in gone for part in (at, value)]
        for reference in dropped:
            _object(self.pdf, reference).clear()

    def _root(self) -> Any:
        return _object(self.pdf, self.pdf.catalog["StructTreeRoot"])

    def _put_together(self, top: Any) -> None:
        elements = [top]
        while elements:
            parent = elements.pop()
            kept: dict[tuple[int, str], Any] = {}
            pages: dict[tuple[int, str], str] = {}
            children: list[Any] = []
            for child in parent.get("K", ()):
                element = self._element(child)
                if element is None:
                    children.append(child)
                    continue
                key = (id(self.sources.get(element.number)), element["S"])
                if key in kept and pages[key] != element["Pg"] and self._joins(kept[key], element):
                    pages[key] = element["Pg"]
                else:
                    kept[key], pages[key] = element, element["Pg"]
                    children.append(child)
            if "K" in parent:
                parent["K"][:] = children
            self._head_first(parent)
            self._nest(parent)
            elements += [element for element in map(self._element, parent.get("K", ())) if element is not None]

    def _element(self, child: Any) -> Any:
        """The element that a child is; None for a marked piece of a page and for an annotation."""
        if isinstance(child, int):
            return None
        found = _object(self.pdf, child)
        return found if found.get("Type") == "/StructElem" else None

    def _joins(self, first: Any, later: Any) -> bool:
        """Whether `later` has gone into `first`."""
        if self.sources.get(first.number) is None:
            return False
        if first["S"] == "/THead":
            self._forget(first, later)
            return True
        if first["S"] not in _PARTED:
            return False
        for child in later["K"]:
            element = self._element(child)
            if element is not None:
                element["P"] = first.reference
            first["K"].append(child)
        if "ID" in later:
            self.identities[later["ID"].string] = first["ID"]
        return True

    def _forget(self, first: Any, again: Any) -> None:
        """A head that is printed again: who asks for its cells or links is led to those printed first."""
        before = {(id(self.sources.get(one.number)), one["S"]): one for one in self._below(first)}
        for element in self._below(again):
            original = before.get((id(self.sources.get(element.number)), element["S"]))
            if original is None:
                continue
            if "ID" in element:
                self.identities[element["ID"].string] = original["ID"]
            if element["S"] == "/Link":
                original["K"] += [one for one in element["K"] if not isinstance(one, int)]
                self.successors[element.reference] = original.reference

    def _below(self, element: Any) -> Iterator[Any]:
        for child in map(self._element, element.get("K", ())):
            if child is not None:
                yield child
                yield from self._below(child)

    def _head_first(self, table: Any) -> None:
        """A head is printed only where a row has room below it, which may be on the second page of its table."""
        if table["S"] == "/Table":
            table["K"].sort(key=lambda child: self._element(child)["S"] != "/THead")

    def _nest(self, outer: Any) -> None:
        """A list within an item hangs in the outer list, after the item: it is read where it stands in the item."""
        if outer["S"] != "/L":
            return
        item, children = None, []
        for child in outer["K"]:
            element = self._element(child)
            if element["S"] == "/L" and item is not None:
                self._put_in(item, element)
                continue
            item = element if element["S"] == "/LI" else item
            children.append(child)
        outer["K"][:] = children

    def _put_in(self, item: Any, inner: Any) -> None:
        siblings = list(self.sources[item.number])
        later = set(map(id, siblings[siblings.index(self.sources[inner.number]) + 1 :]))
        item = next((one for one in map(self._element, item["K"]) if one is not None and one["S"] == "/LBody"), item)
        at = len(item["K"])
        while at and id(self._source(item["K"][at - 1])) in later:
            at -= 1
        item["K"].insert(at, inner.reference)
        inner["P"] = item.reference

    def _source(self, child: Any) -> Any:
        element = self._element(child)
        return None if element is None else self.sources.get(element.number)

    def _rename_headers(self) -> None:
        for element in _elements(self.pdf):
            if headers := element.get("A", {}).get("Headers"):
                headers[:] = {one.string: one for one in (self.identities.get(h.string, h) for h in headers)}.values()


class _Sources:
    """The element of the HTML that each element of the tree came from, by its number.

    WeasyPrint makes them box by box, in the order in which it walks the pages; this walks the same way.
    """

    def __init__(self, document: Any, pdf: Any) -> None:
        self.document, self.elements = document, iter(_elements(pdf)[1:])

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        for page in self.document.pages:
            yield from self._visit(page._page_box, "/Document")
        if next(self.elements, None) is not None:
            raise RuntimeError("WeasyPrint tags its documents in another order than this program knows.")

    def _visit(self, box: Any, parent: str) -> Iterator[tuple[int, Any]]:
        box = box._box if _is(box, "AbsolutePlaceholder") else box
        name = None if box.element is None else box.element_tag
        within = name in ("html", "body") and not _is(box, "LineBox")
        if within or _is(box, "PageBox") or _is(box, "MarginBox"):
            for child in box.children:
                yield from self._visit(child, parent)
            return
        element = self._next()
        yield element.number, box.element
        if name == "li" and parent not in ("/LI", "/LBody") and _has_no_marker(box):
            element = self._next()  # the one before was an LI around this LBody
            yield element.number, box.element
        for child in _children(box, element["S"]):
            if not _is(child, "TextBox"):
                yield from self._visit(child, element["S"])
            elif element["S"] != "/Link":
                self._next("/Span")

    def _next(self, tag: str = "") -> Any:
        element = next(self.elements, None)
        if element is None or (tag and element["S"] != tag):
            raise RuntimeError("WeasyPrint tags its documents in another order than this program knows.")
        return element


def _is(box: Any, kind: str) -> bool:
    return kind in _kinds(type(box))  # type: ignore[arg-type]


@cache
def _kinds(box: type) -> set[str]:
    """The names of WeasyPrint's kinds of boxes that this one is."""
    return {one.__name__ for one in box.__mro__}


def _has_no_marker(box: Any) -> bool:
    return "list-item" not in box.style["display"] or box.style["list_style_type"] == "none"


def _children(box: Any, tag: str) -> Iterator[Any]:
    table = box.get_wrapped_table() if tag == "/Table" and box.is_table_wrapper else None
    for child in box.children:
        inner = child.children if table is not None and child is table else [child]
        for one in inner:
            yield from one.children if _is(one, "LineBox") else [one]


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any) -> list[Any]:
    import pydyf

    return [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"]


def _string(value: str) -> Any:
    import pydyf

    return pydyf.String(value)
