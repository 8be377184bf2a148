"""Files that the demo attaches, made here: a logo, a bar chart, a page of text as PDF."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

ACCENT, INK, PALE = "#1f5a3f", "#15191b", "#dfe9e3"
_SCALE = 4  # drawn larger and then shrunk, for smooth edges


def logo():
    """Three pines on a line, 240 x 160 pixels."""
    image = Image.new("RGB", (240 * _SCALE, 160 * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    for centre, top in ((60, 52), (120, 20), (180, 52)):
        for step in range(3):
            width, upper = 22 + step * 8, top + step * 26
            corners = [(centre, upper), (centre - width, upper + 40), (centre + width, upper + 40)]
            draw.polygon([(x * _SCALE, y * _SCALE) for x, y in corners], fill=ACCENT)
    draw.rectangle((10 * _SCALE, 142 * _SCALE, 230 * _SCALE, 150 * _SCALE), fill=ACCENT)
    return _png(image.resize((240, 160), Image.Resampling.LANCZOS), "logotyp.png")


def chart(name, rows):
    """Horizontal bars, one for each (words, number) of `rows`."""
    height = 40 + 46 * len(rows)
    image = Image.new("RGB", (720, height), "white")
    draw = ImageDraw.Draw(image)
    longest = max(number for _words, number in rows)
    for place, (words, number) in enumerate(rows):
        top = 20 + 46 * place
        draw.text((20, top + 10), words, fill=INK, font_size=16)
        draw.rectangle((160, top, 160 + round(480 * number / longest), top + 30), fill=PALE, outline=ACCENT)
        draw.text((168, top + 6), str(number), fill=INK, font_size=16)
    return _png(image, name)


def _png(image, name):
    data = io.BytesIO()
    image.save(data, "PNG", optimize=True)
    return ContentFile(data.getvalue(), name=name)


def page(name, title, lines):
    """A PDF of one page with a heading and lines of text, Helvetica, in the Latin letters that Swedish needs."""
    words = [f"BT /F1 18 Tf 72 760 Td ({_escape(title)}) Tj ET"]
    words += [f"BT /F1 11 Tf 72 {724 - 18 * at} Td ({_escape(line)}) Tj ET" for at, line in enumerate(lines)]
    content = "\n".join(words).encode("cp1252", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return ContentFile(bytes(data), name=name)


def _escape(words):
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
