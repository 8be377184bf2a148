"""The QR code that is drawn is the one that was worked out."""

import base64
import re

import qrcode

from minutes.documents import qr

ADDRESS = "https://justera.example/v/K7QF-2M9X-4RTD/"


def test_every_module_is_drawn_in_its_place():
    svg = base64.b64decode(qr.data_uri(ADDRESS).partition("base64,")[2]).decode()
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg)
        for step in range(int(length))
    }
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(ADDRESS)
    rows = code.get_matrix()
    assert size == len(rows)
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert min(min(place) for place in drawn) == 4  # the quiet zone
