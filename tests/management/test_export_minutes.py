from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from minutes.documents import load
from minutes.lib import canonical
from tests import factories
from tests.documents.bodies import body_for
from tests.documents.samples import FIXTURES, fixture

pytestmark = pytest.mark.django_db


def run(command, *args):
    out = StringIO()
    call_command(command, *map(str, args), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_imported_and_exported_again_the_bytes_are_the_same(name):
    minutes = fixture(name)
    body = body_for(minutes)
    number = run("import_minutes", FIXTURES / f"{name}.json", "--body", body.slug).strip()
    exported = run("export_minutes", number)
    assert canonical.sha256(exported.encode()) == load.content_hash(minutes)
    assert exported.encode() == load.to_json(minutes)


def test_published_minutes_are_exported_as_they_were_frozen(meeting):
    version = factories.PublishedVersion(meeting=meeting)
    meeting.title = "Ändrat efteråt"
    meeting.save()
    assert run("export_minutes", meeting.pk) == version.minutes_json


def test_an_unknown_meeting_is_told(db):
    with pytest.raises(CommandError, match="no meeting 77"):
        run("export_minutes", 77)
