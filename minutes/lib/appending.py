"""A process of its own that joins PDFs from outside to one of ours: `python appending.py FOLDER SECONDS MEGABYTES`.

What people upload may be made to harm whoever reads it. Here it can take only this process's time and memory, and
nothing of the product is loaded. FOLDER holds job.json (see appended.py); out.pdf is written into it. Before each file
its place in the list is printed, so that whoever started the process knows which one it died of.
"""

import datetime
import json
import resource
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

_KEPT = {
    *("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    *("/Rotate", "/UserUnit", "/Group", "/Annots"),
}
_WEB = ("http://", "https://", "mailto:")
_CLAIMS = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


class Unfit(Exception):
    """The file cannot be shown as pages of another."""


def join(folder: Path) -> None:
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    # What was taken from a file is read when all of it is written: each stays open until then.
    with ExitStack() as opened:
        target = opened.enter_context(pikepdf.open(folder / "minutes.pdf"))
        own = target.pages[-1]
        appended = False
        _unseal(target)
        for at, part in enumerate(job["parts"]):
            print(at, flush=True)
            path = folder / part["file"]
            first = _append(target, opened, path, job["pages"]) if part["append"] else None
            if first is None:
                _embed(target, path, part, job["date"])
            appended = appended or first is not None
            title = part["title"] if first is not None else f"{part['title']} ({job['as_file']})"
            _bookmark(target, title, first or own)
        _withdraw_claims(target, appended)
        target.save(folder / "out.pdf", deterministic_id=True)


def _unseal(target: Pdf) -> None:
    """A seal is of the file that it was made in: in another it would be shown as broken."""
    for page in target.pages:
        if "/Annots" in page:
            page.Annots = Array([one for one in page.Annots.as_list() if one.get("/FT") != Name.Sig])
    for key in ("/AcroForm", "/Perms", "/DSS"):
        if key in target.Root:
            del target.Root[key]


def _append(target: Pdf, opened: ExitStack, path: Path, most: int) -> pikepdf.Page | None:
    """The first of the pages that were appended; None when they cannot be, and nothing was."""
    before = len(target.pages)
    try:
        source = opened.enter_context(pikepdf.open(path))
        _check(source, most - before)
        _flatten(source)
        target.pages.extend(source.pages)
        for page in target.pages[before:]:
            _clean(target, page)
        return target.pages[before]
    # Whatever a broken file makes of the reader, it is a broken file.
    except Exception:  # noqa: BLE001
        del target.pages[before:]
        return None


def _check(source: Pdf, room: int) -> None:
    """Raises Unfit for what needs a password, hides layers, is a folder of files, or is drawn by a form of its own."""
    root = source.Root
    form = root.get("/AcroForm", Dictionary())
    if source.is_encrypted or "/OCProperties" in root or "/Collection" in root or "/XFA" in form:
        raise Unfit
    if not 0 < len(source.pages) <= room:
        raise Unfit


def _flatten(source: Pdf) -> None:
    """Filled fields and notes become part of the page."""
    if "/AcroForm" in source.Root or any("/Annots" in page for page in source.pages):
        source.generate_appearance_streams()
        source.flatten_annotations("screen")


def _clean(target: Pdf, page: pikepdf.Page) -> None:
    """No actions, no scripts, no ties to tags that did not come along; of what can be clicked, links to the web."""
    links = [link for one in _annotations(page) if (link := _link(target, one)) is not None]
    for key in [key for key in page.obj.keys() if key not in _KEPT]:  # noqa: SIM118 - no mapping
        del page.obj[key]
    page.obj.Annots = Array(links)


def _annotations(page: pikepdf.Page) -> list[Any]:
    found = page.obj.get("/Annots", Array())
    return list(found.as_list()) if isinstance(found, Array) else []


def _link(target: Pdf, one: Object) -> Object | None:
    action = one.get("/A", Dictionary())
    address = str(action.get("/URI", "")) if action.get("/S") == Name.URI else ""
    if one.get("/Subtype") != Name.Link or not address.lower().startswith(_WEB):
        return None
    to = Dictionary(S=Name.URI, URI=String(address))
    return target.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=one.Rect, Border=Array([0, 0, 0]), A=to)
    )


def _embed(target: Pdf, path: Path, part: dict[str, str], date: str) -> None:
    when = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)
    held = pikepdf.AttachedFileSpec(
        target,
        path.read_bytes(),
        description=part["title"],
        filename=part["name"],
        mime_type=part["type"].partition(";")[0] or "application/octet-stream",
        creation_date=f"D:{when:%Y%m%d%H%M%S}Z",
        mod_date=f"D:{when:%Y%m%d%H%M%S}Z",
    )
    held.obj.AFRelationship = Name.Supplement
    target.attachments[part["name"]] = held
    if "/AF" not in target.Root:
        target.Root.AF = Array()
    target.Root.AF.append(held.obj)


def _bookmark(target: Pdf, title: str, page: pikepdf.Page) -> None:
    """Added by hand, so that the other bookmarks keep their ties to the tags."""
    if "/Outlines" not in target.Root:
        target.Root.Outlines = target.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    outlines = target.Root.Outlines
    place = Array([page.obj, Name.Fit])
    item = target.make_indirect(Dictionary(Title=String(title), Parent=outlines, Dest=place))
    if "/Last" in outlines:
        last = outlines.Last
        last.Next, item.Prev = item, last
    else:
        outlines.First = item
    outlines.Last = item
    outlines.Count = abs(int(outlines.get("/Count", 0))) + 1


def _withdraw_claims(target: Pdf, appended: bool) -> None:
    """PDF/A-3 bears files of any kind, but no older part does; and neither it nor PDF/UA bears pages from elsewhere."""
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        part = metadata.get("pdfaid:part", "")
        if appended or part != "3":
            for key in [key for key in metadata if key.startswith(_CLAIMS)]:
                del metadata[key]


if __name__ == "__main__":
    seconds, memory = int(sys.argv[2]), int(sys.argv[3]) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    join(Path(sys.argv[1]))
