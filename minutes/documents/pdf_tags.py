"""What WeasyPrint leaves undone in a PDF that is to be both PDF/A and PDF/UA, repaired before the file is written.

Works on pydyf's objects, needs no second pass and costs under one per cent of the time.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import pdf_letters, pdf_tree

# ISO 19005-2 and -3, 6.6.2.3: a property of the metadata that is not predefined needs an extension schema.
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"


def with_ua(metadata: Any, variant: str, version: str, conformance: str) -> bytes:
    """The metadata of a document, saying PDF/UA-1 too; stands in for generate_rdf_metadata of WeasyPrint's metadata."""
    written: bytes = type(metadata).generate_rdf_metadata(metadata, variant, version, conformance)
    if not written.endswith(_END):
        raise RuntimeError("WeasyPrint writes its metadata in another form than this program knows.")
    return written[: -len(_END)] + _UA + _END


def repair(document: Any, pdf: Any, *, fonts: Path) -> None:
    """Finisher for write_pdf: tags, table scopes, pictures and embedded files as the standards want them."""
    _sort_embedded_files(pdf)
    _sharp_images(pdf)
    pdf_letters.mend(pdf, fonts)
    if "StructTreeRoot" not in pdf.catalog:
        return
    pdf_tree.mend(document, pdf)
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    live = set()
    for element, _parent, grandparent in _elements(pdf, root):
        live.add(element.number)
        _list_body(pdf, element)
        _scope(element, grandparent)
        _bounding_box(pdf, element)
    _make_artifacts(pdf, root, live)


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any, root: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every element that hangs in the tree, with its parent and grandparent."""
    stack = [(reference, None, None) for reference in root["K"]]
    while stack:
        reference, parent, grandparent = stack.pop()
        if isinstance(reference, int):  # a marked piece of the page, not an element
            continue
        element = _object(pdf, reference)
        yield element, parent, grandparent
        stack += [(child, element, parent) for child in element.get("K", ())]


def _sort_embedded_files(pdf: Any) -> None:
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    if embedded := pdf.catalog.get("Names", {}).get("EmbeddedFiles"):
        names = _object(pdf, embedded)["Names"]
        pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: pair[0].data)
        names[:] = [part for pair in pairs for part in pair]


def _sharp_images(pdf: Any) -> None:
    """ISO 19005-2 and -3, 6.2.8: no image may ask the reader to smooth it."""
    for thing in pdf.objects:
        if "Interpolate" in getattr(thing, "extra", ()):
            thing.extra["Interpolate"] = "false"


def _list_body(pdf: Any, element: Any) -> None:
    """ISO 14289-1 7.6: what an item says stands in an LBody. WeasyPrint leaves it out when the item holds paragraphs.

    Runs before the children are visited, so they are found in their new place.
    """
    import pydyf

    children = element.get("K", ())
    if element.get("S") != "/LI" or any(_tag(pdf, child) == "/LBody" for child in children):
        return
    labels = [child for child in children if _tag(pdf, child) == "/Lbl"]
    content = [child for child in children if child not in labels]
    if not content:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "P": element.reference, "Pg": element["Pg"], "K": pydyf.Array(content)}
    )
    pdf.add_object(body)
    for child in content:
        if not isinstance(child, int):
            _object(pdf, child)["P"] = body.reference
    element["K"] = pydyf.Array([*labels, body.reference])


def _tag(pdf: Any, child: Any) -> str:
    return "" if isinstance(child, int) else str(_object(pdf, child).get("S"))


def _scope(element: Any, grandparent: Any) -> None:
    if element.get("S") == "/TH":
        in_head = grandparent is not None and grandparent.get("S") == "/THead"
        element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _bounding_box(pdf: Any, element: Any) -> None:
    """WeasyPrint gives CSS pixels from the top; PDF counts points from the bottom."""
    import pydyf

    if element.get("S") == "/Figure" and "BBox" in element.get("A", {}):
        top = _object(pdf, element["Pg"])["MediaBox"][3]
        left, upper, right, lower = (0.75 * value for value in element["A"]["BBox"])
        element["A"]["BBox"] = pydyf.Array((left, top - lower, right, top - upper))


def _make_artifacts(pdf: Any, root: Any, live: set[int]) -> None:
    """Text in the margins hangs in no tree: it becomes an artifact of pagination, and its elements go."""
    import pydyf

    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for page in (_object(pdf, reference) for reference in pdf.page_references):
        elements = numbers[2 * page["StructParents"] + 1]
        dead = {at for at, reference in enumerate(elements) if _object(pdf, reference).number not in live}
        if not dead:
            continue
        operators = _object(pdf, page["Contents"]).stream
        for at, operator in enumerate(operators):
            marked = operators[at - 1]
            if operator == b"BDC" and isinstance(marked, dict) and marked.get("MCID") in dead:
                operators[at - 2], operators[at - 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
        for at in dead:
            elements[at] = "null"
        while elements and elements[-1] == "null":
            elements.pop()
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem" and thing.number not in live:
            thing.clear()
