"""What a page of a PDF costs, beside the layout that it grew from and beside Chromium printing the same page.

Each length is measured in a process of its own: `python -m benchmarks.rendering PAGES`; `alone PAGES` for the memory.
"""

import dataclasses
import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django

django.setup()

import pikepdf  # noqa: E402
from django.template import engines  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from minutes.documents import quick, render  # noqa: E402
from minutes.documents.sheet import Sheet  # noqa: E402
from tests import chromium  # noqa: E402
from tests.documents import judged  # noqa: E402
from tests.documents.samples import proof  # noqa: E402

HERE = Path(__file__).parent
PAGES = (5, 10, 20, 40, 80, 160)
HEAD = ("", "pages", "ms a page", "plain", "ratio", "at most", "Chromium")
ITEMS_ON_A_PAGE = 2.35
PART = [judged.paragraphs(2), judged.LINKED + judged.table(5), judged.paragraphs(1) + judged.lists(1), judged.quotes(2)]


def minutes(pages):
    """Minutes that fill about so many pages, with some of everything that minutes have."""
    count = round(pages * ITEMS_ON_A_PAGE)
    made = judged.short(items=judged.items(count, lambda n: PART[n % 4]), attendees=judged.people(12))
    return dataclasses.replace(made, attachments=judged.files(count // 8), actions=made.actions * (1 + count // 20))


def ours(made):
    return render.pdf(made, proof(made))


def plain(made):
    """The baseline: the words in the template that this one grew from, in the same fonts, by WeasyPrint as it is."""
    import weasyprint

    template = engines["django"].from_string((HERE / "plain.html").read_text(encoding="utf-8"))
    html = template.render({"sheet": Sheet(made, proof(made), level=1)})
    style = weasyprint.CSS(filename=HERE / "plain.css", font_config=render._fonts())
    faces, _paper = render._stylesheets()
    page = weasyprint.HTML(string=html, base_url=str(HERE), url_fetcher=render._fetcher())
    with quick.left_out():
        return page.write_pdf(stylesheets=[faces, style], font_config=render._fonts(), pdf_variant="pdf/a-3a")


def printed(made):
    """Milliseconds a page of Chromium, which is open already; empty without it."""
    executable = chromium.find()
    if not executable:
        return ""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(render.standalone_html(judged.short(), proof(judged.short())))
        page.pdf(format="A4", tagged=True, outline=True)
        begun = time.perf_counter()
        page.set_content(render.standalone_html(made, proof(made)))
        data = page.pdf(format="A4", tagged=True, outline=True)
        taken = time.perf_counter() - begun
        browser.close()
    return f"{1000 * taken / count(data):.0f}"


def count(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def compare(pages):
    """Milliseconds of the processor a page, ours and the plain one's, taken in turn to meet the same disturbances."""
    document, found, data = minutes(pages), {ours: [], plain: []}, {}
    ours(judged.short()), plain(judged.short())
    for _time in range(max(1, min(3, 60 // pages))):
        for make, taken in found.items():
            begun = time.process_time()
            data[make] = make(document)
            taken.append(time.process_time() - begun)
    per_page = [1000 * min(taken) / count(data[make]) for make, taken in found.items()]
    return {"ms": per_page, "pages": count(data[ours]), "chromium": printed(document)}


def alone(pages):
    """The megabytes that a process needs at most, and the kilobytes of the PDF without what is embedded in it."""
    data = ours(minutes(pages))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        embedded = sum(len(file.obj.EF.F.read_raw_bytes()) for file in pdf.attachments.values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"mb": memory, "kb": (len(data) - embedded) / 1000, "pages": count(data)}


def child(*arguments):
    command = [sys.executable, "-m", "benchmarks.rendering", *map(str, arguments)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1])


def rows():
    own = {}
    for pages in PAGES:
        found = child(pages)
        own[pages], other = found["ms"]
        told = f"{own[pages]:.0f}", f"{other:.0f}", f"{own[pages] / other:.2f}"
        yield f"about {pages} pages", str(found["pages"]), *told, "0.60", found["chromium"]
    yield "a page of 160 beside one of 10", "", "", "", f"{own[160] / own[10]:.2f}", "1.20", ""
    small, large = child("alone", PAGES[0]), child("alone", PAGES[-1])
    yield "kB without attachments", str(small["pages"]), f"{small['kb']:.0f}", "", "", "70", ""
    yield "MB of memory", str(large["pages"]), f"{large['mb']:.0f}", "", "", "400", ""


if __name__ == "__main__":
    print(json.dumps(alone(int(sys.argv[2])) if sys.argv[1] == "alone" else compare(int(sys.argv[1]))))
