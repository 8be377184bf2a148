"""No word is lost: whatever becomes of a form, what was written in it is saved or stands on the page that answers."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests import world as worlds
from tests.permission_requests import DATA, arguments
from tests.test_permissions import built, rows, world  # noqa: F401 (fixtures)

WORDS = "Zebran äter gräs"
ROLES = ("secretary", "adjuster", "administrator")
RICH = f"<p>{WORDS}</p>"
ROWS = {"decisions-TOTAL_FORMS": 1, "actions-TOTAL_FORMS": 1, "decisions-0-intro": WORDS, "actions-0-text": WORDS}
WRITTEN = {
    "agenda-add": {"title": WORDS},
    "agenda-change": {"title": WORDS, "text": RICH},
    "attachment-add": {"title": WORDS},
    "attachment-change": {"title": WORDS},
    "attendance-add": {"name": WORDS},
    "body-add": {"name": WORDS},
    "body-edit": {"name": WORDS},
    "checklist-acknowledge": {"note": WORDS},
    "meeting-edit": {"title": WORDS},
    "meeting-next": {"title": WORDS},
    "meeting-plan": {"title": WORDS},
    "meeting-plan_many": {"text": WORDS},
    "membership-add": {"name": WORDS},
    "membership-paste": {"text": WORDS},
    "organisation-edit": {"name": WORDS},
    "person-add": {"name": WORDS},
    "person-edit": {"name": WORDS},
    "remark-add": {"text": WORDS, "wording": WORDS},
    "remark-settle": {"note": WORDS},
    "signoff-decline": {"reason": WORDS},
    "signoff-recall": {"reason": WORDS},
    "reply-show": {"note": WORDS},
    "signoff-send": {"message": WORDS},
    "summons-send": {"message": WORDS},
    "writing-item": {"title": WORDS, "text": RICH} | ROWS,
}
# Things that may be wrong beside the words: of another page, of another time, or no value at all.
WRONG = (
    *({}, {"seen": "99999"}, {"revision": "0"}, {"content_hash": "f" * 64}, {"item": "9" * 5000}, {"number": "²"}),
    *({"date": "2023-02-29"}, {"start": "25:61"}, {"kind": "x"}, {"key": ""}, {"decisions-TOTAL_FORMS": "x"}),
    *({"starts": "0000-00-00"}, {"deadline": "9999-12-31"}, {"settled": "x"}, {"email": "å"}),
    *({"answer": "x"}, {"answer_by": "9999-12-31"}),
)


def attempts(name, data):
    return [data | wrong for wrong in WRONG if wrong.keys() <= data.keys()]


def parts_of_life(name):
    """Those of a meeting, or any single one where the page is not about a meeting."""
    return "D" if rows()[name, "POST"][0][0] == "-" else worlds.STATES


@pytest.mark.usefixtures("no_tasks")
@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_written_is_saved_or_comes_back(world, name):  # noqa: F811
    """What is wrong beside the words is tried by those who may write: the others are refused before it is read.

    Where the form is not taken at all any more, one wrong thing tells that it comes back when it is wrong too.
    """
    lost = []
    for state in parts_of_life(name):
        scene = world.scenes[state]
        url = reverse(name, args=arguments(name, world, scene))
        for role in ROLES:
            taken = None
            for data in attempts(name, DATA[name](world, scene) | WRITTEN[name]):
                with transaction.atomic():
                    response = world.clients[role].post(url, data)
                    transaction.set_rollback(True)
                if response.status_code != 302 and WORDS not in response.content.decode():
                    lost.append((state, role, response.status_code, data))
                if response.status_code in (403, 404) or taken is False:
                    break
                taken = taken or response.status_code == 302
    assert lost == []
