import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from minutes import models
from tests.documents.bodies import body_for
from tests.documents.samples import FIXTURES, fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(db):
    return body_for(fixture("notes"), slug="friluft")


def run(*args):
    out, err = StringIO(), StringIO()
    call_command("import_minutes", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_prints_the_id_alone_and_the_warnings_beside(body):
    out, err = run(FIXTURES / "notes.json", "--body", "friluft")
    meeting = models.Meeting.objects.get()
    assert out == f"{meeting.pk}\n"
    assert "/items/5/time: 5) Vem sköter vindskydden? har tiden 14.10" in err
    assert "otherwise" not in err


def test_what_the_rules_of_the_body_change_is_told_and_which_files_are_missing(body, tmp_path):
    models.Body.objects.update(number_format="§ {n}")
    changed = json.loads((FIXTURES / "notes.json").read_text())
    changed["items"][0]["text"] = "<p>Åsa läser.</p><script>x()</script>"
    changed["attachments"][1] |= {"sha256": "ab" * 32, "size": 9, "content_type": "text/plain", "file_name": "x.txt"}
    (tmp_path / "minutes.json").write_text(json.dumps(changed))
    _out, err = run(tmp_path / "minutes.json", "--body", "friluft")
    assert "read otherwise: layout, items." in err
    assert [line for line in err.split("\n") if "cleaned" in line] == [
        "/items/0/text: The text is kept otherwise than it is in the file, since it was cleaned."
    ]
    assert "/attachments/1: The file of “2025-02-06 - Bilaga 2-Material för skolan” is not here" in err


def test_each_wrong_place_is_told(body, tmp_path):
    changed = json.loads((FIXTURES / "notes.json").read_text()) | {"date": "igår", "mode": "x"}
    (tmp_path / "wrong.json").write_text(json.dumps(changed))
    with pytest.raises(CommandError) as caught:
        run(tmp_path / "wrong.json", "--body", "friluft")
    assert "/date: Här väntas ett datum som 2026-11-12." in str(caught.value)
    assert "/mode: " in str(caught.value)
    assert not models.Meeting.objects.exists()


def test_an_item_type_that_the_body_lacks_is_told(body):
    body.item_types.filter(letter="D").delete()
    with pytest.raises(CommandError) as caught:
        run(FIXTURES / "notes.json", "--body", "friluft")
    assert "/items/1/type: Organet har ingen punkttyp ”D”." in str(caught.value)


def test_unknown_body_and_file_are_told(body, tmp_path):
    with pytest.raises(CommandError, match="no body nowhere"):
        run(FIXTURES / "notes.json", "--body", "nowhere")
    with pytest.raises(CommandError, match="nothing.json"):
        run(tmp_path / "nothing.json", "--body", "friluft")
