"""What the workbench asks by itself: what it is answered, and how many queries that takes."""


import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minutes.models import AgendaItem, Meeting, TextState
from minutes.templatetags.ui import clock
from tests import factories
from tests.views.asking import rows, send, where

HOSTILE = (
    '<p onclick="x()">Ett <b>fett</b><script>alert(1)</script><img src=x onerror=alert(2)> ord</p>'
    '<a href="javascript:alert(3)">länk</a><iframe src="//x"></iframe><style>*{}</style><p>&lt;script&gt;4</p>'
)
CLEAN = "<p>Ett <strong>fett</strong> ord</p><p>länk</p><p>&lt;script&gt;4</p>"
WILD = ("\x00", "\u202e\u2066x", "😀" * 200, "x" * 1_000_000, "<" * 5000)


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def fresh(item):
    return AgendaItem.objects.get(pk=item.pk)


def test_a_saved_part_is_answered_with_what_stands_now(writer, item):
    answer = send(writer, item, "text", text=HOSTILE)
    told = answer.json()
    assert (answer.status_code, fresh(item).text) == (200, CLEAN)
    assert told.pop("at") == clock(timezone.now())
    assert told == {
        "field": "text", "revision": 1, "meeting": 1, "value": CLEAN, "ids": [],
        "state": {"kind": "done", "icon": "done", "words": "Beslutat"},
    }


def test_every_part_of_the_page_can_be_saved_by_itself(writer, meeting, item, body):
    later = factories.Meeting(body=body, date="2027-03-01", state="planned")
    kind, row = body.item_types.first(), meeting.attendances.first()
    parts = {
        "title": "Badplatserna", "type": str(kind.pk), "who": row.name, "time": "13:40", "duration": "30",
        "presenter": "L.", "registry_number": "FK 2026/7", "text": "<p>T</p>", "proposal": "<p>P</p>",
        "comment": "<p>K</p>", "remarks_label": "Synpunkter", "remarks": "<ul><li><p>S</p></li></ul>",
        "outcome": "withdrawn", "deferred_to_meeting": str(later.pk), "deferred_to_words": "våren",
        "outcome_words": "Punkten utgår.",
    }
    for turn, (name, value) in enumerate(parts.items(), 1):
        assert send(writer, item, name, turn=turn, **{name: value}).json()["value"] == value
    for turn, name in enumerate(("deferred", "confidential"), 50):
        assert send(writer, item, name, turn=turn, **{name: "on"}).json()["value"] is True
        assert send(writer, item, name, turn=turn + 20).json()["value"] is False
        assert send(writer, item, name, turn=turn + 40, **{name: "on"}).json()["value"] is True
    item = fresh(item)
    assert (item.type, item.responsible, item.deferred_to_meeting, item.duration) == (kind, row, later, 30)
    assert (item.deferred, item.confidential, item.text, item.title) == (True, True, "<p>T</p>", "Badplatserna")
    assert {state.by.name for state in item.states.exclude(revision=0)} == {"Siv Lindblom"}


def test_rows_are_answered_with_their_numbers_in_order(writer, meeting, item):
    row = meeting.attendances.first()
    first, last = {"text": "Laga", "who": row.name, "due": "2026-12-01"}, {"text": "Måla", "due_words": "i vår"}
    answer = send(writer, item, "actions", **rows("actions", first, {}, last)).json()
    assert answer["ids"] == list(item.actions.values_list("pk", flat=True))
    stored = [(action.text, action.owner, action.due_words) for action in item.actions.all()]
    assert stored == [("Laga", row.name, ""), ("Måla", "", "i vår")]
    gone = {"actions-0-DELETE": "on", "actions-0-id": answer["ids"][0], "actions-1-id": answer["ids"][1]}
    data = rows("actions", {"text": "Laga"}, {"text": "Måla om"}) | gone
    assert send(writer, item, "actions", turn=2, **data).json()["ids"] == answer["ids"][1:]
    data = rows("decisions", {"intro": "Bryggan lagas", "clauses": "att måla\r\natt olja", "heading": "on"})
    assert send(writer, item, "decisions", **data).json()["value"][0]["clauses"] == "att måla\natt olja"
    assert item.decisions.get().clauses == ["att måla", "att olja"]
    assert send(writer, item, "decisions", turn=2, **rows("decisions")).json()["state"]["words"] == "Skrivs nu"


def test_who_signs_is_a_part(writer, meeting, member):
    item, role = meeting.items.first(), meeting.body.signoff_roles.get(key="adjuster")
    name = f"signer_{role.pk}"
    assert send(writer, item, "signers", **{name: member.pk}).status_code == 200
    assert meeting.signers.get(role=role).person == member
    assert send(writer, item, "signers", **{name: 2**40}).json()["errors"].keys() == {name}


def test_a_conflict_is_told_with_both_texts_marked_and_clean(writer, other, item):
    send(other, item, "text", tab="din", text="<p>Bryggan lagas i vår.</p>")
    answer = send(writer, item, "text", text=f"<p>Bryggan lagas nu.</p>{HOSTILE}")
    told = answer.json()["conflict"]
    assert answer.status_code == 409
    assert (told["field"], told["label"], told["by"], told["revision"]) == ("text", "Text", "Orvar Kjellgren", 1)
    assert told["theirs"]["html"] == '<p>Bryggan lagas <ins class="d-theirs">i vår</ins>.</p>'
    assert told["mine"]["html"].startswith('<p>Bryggan lagas <ins class="d-mine">nu</ins>.</p><p><ins')
    assert "<script" not in str(told)
    assert TextState.objects.get(set_aside=True).value == f"<p>Bryggan lagas nu.</p>{CLEAN}"
    assert send(writer, item, "text", turn=2, seen=told["revision"], text=told["mine"]["value"]).status_code == 200


@pytest.mark.parametrize(
    ("part", "theirs", "mine", "shown"),
    [
        ("who", {"who": "Alla"}, {"who": "<b>Ingen"}, "&lt;b&gt;"),
        ("confidential", {"confidential": "on"}, None, None),
        ("outcome", {"outcome": "noted"}, {"outcome": "tabled"}, "bordläggs"),
        ("time", {"time": "10:00"}, {"time": "11:00"}, "11"),
        ("decisions", rows("decisions", {"intro": "Ja."}), rows("decisions", {"intro": "Nej<i>."}), "Nej"),
        ("actions", rows("actions", {"text": "Laga", "who": "Alla"}), rows("actions", {"text": "Måla"}), "Måla"),
    ],
)
def test_a_conflict_in_any_part_is_told_in_words(writer, other, item, part, theirs, mine, shown):
    send(other, item, part, tab="din", **theirs)
    if mine is None:
        send(other, item, part, tab="din", turn=2)
        mine, shown = theirs, "ja"
    told = send(writer, item, part, **mine).json()["conflict"]
    assert shown in told["mine"]["html"]
    assert told["label"]
    assert TextState.objects.filter(field=part, set_aside=True).count() == 1


def test_sealed_minutes_refuse_in_words(writer, meeting, item):
    Meeting.objects.update(state="in_adjustment")
    answer = send(writer, item, "text", text="<p>Sent</p>")
    assert answer.status_code == 409
    assert answer.json()["refused"].startswith("Protokollet")
    assert fresh(item).text == "<p>Vattnet är varmt.</p>"


@pytest.mark.parametrize(
    ("part", "inputs"),
    [
        ("title", {"title": " "}), ("time", {"time": "25:00"}), ("duration", {"duration": "-1"}),
        ("type", {"type": "999999"}), ("outcome", {"outcome": "okänt"}), ("deferred_to_meeting", {}),
        ("text", {"text": "x" * 300_000}), ("title", {"title": "å" * 600}), ("duration", {"duration": "9" * 30}),
    ],
)
def test_what_a_field_cannot_hold_is_told_at_the_field(writer, item, part, inputs):
    if part == "deferred_to_meeting":
        inputs = {part: factories.Meeting().pk}
    answer = send(writer, item, part, **inputs)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [part])
    assert fresh(item).revision == 0


def test_what_is_wrong_in_a_row_is_told_at_its_input(writer, item):
    answer = send(writer, item, "actions", **rows("actions", {"text": "A"}, {"who": "Alla"}, {"due": "i går"}))
    assert set(answer.json()["errors"]) == {"actions-1-text", "actions-2-due"}
    assert send(writer, item, "decisions").json()["errors"].keys() == {"decisions"}


@pytest.mark.parametrize("name", ["field", "seen", "tab", "turn"])
def test_a_request_that_says_nothing_of_itself_is_told_so(writer, item, name):
    whole = {"field": "text", "seen": 0, "tab": "min", "turn": 1, "text": "<p>X</p>"}
    url = reverse("writing-field", args=[item.pk])
    for wild in (None, "", "\x00", "x" * 200_000, "1.5", "9" * 400):
        data = whole | ({} if wild is None else {name: wild})
        if wild is None:
            del data[name]
        answer = writer.post(url, data)
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [name])
    assert fresh(item).revision == 0


def test_wild_input_is_stored_clean_or_told_and_never_an_error(writer, meeting, item):
    turn = 0
    inputs = ("title", "type", "who", "time", "presenter", "text", "outcome", "deferred_to_meeting", "confidential")
    for part in inputs:
        for wild in (*WILD, HOSTILE):
            turn += 1
            answer = send(writer, item, part, turn=turn, **{part: wild})
            assert answer.status_code in (200, 422), (part, wild[:20])
            assert "<script" not in fresh(item).text
    for wild in WILD:
        turn += 2
        for n, prefix in enumerate(("decisions", "actions")):
            wild = wild[:100_000]
            row = {"text": wild, "intro": wild, "who": wild, "due": wild, "id": wild, "clauses": wild}
            answer = send(writer, item, prefix, turn=turn + n, **rows(prefix, row))
            assert answer.status_code in (200, 422), (prefix, wild[:20])
    assert writer.get(reverse("writing-item", args=[item.pk])).status_code == 200


def test_a_script_is_told_in_json_why_it_may_not(client, sign_in, meeting, item, member, outsider):
    answer = send(client, item, "text", text="<p>X</p>")
    assert (answer.status_code, answer.json().keys()) == (401, {"login"})
    answer = client.get(reverse("writing-watch", args=[meeting.pk]))
    assert (answer.status_code, answer.json()["login"]) == (401, f"/account/login/?next=/meetings/{meeting.pk}/watch/")
    for person, status in ((member, 403), (outsider, 404)):
        reader = sign_in(person)
        addresses = [reverse(f"writing-{name}", args=[meeting.pk]) for name in ("watch", "presence")]
        answers = [send(reader, item, "text", text="x"), send(reader, item, "okänt"), where(reader, meeting)]
        for answer in (*answers, reader.get(addresses[0]), reader.post(addresses[1], {"tab": "\x00"})):
            assert (answer.status_code, answer.json().keys()) == (status, {"refused"})
    for pk in (2**40, 2**70):
        answer = reader.post(reverse("writing-field", args=[pk]), {"field": "text", "seen": 0, "tab": "t", "turn": 1})
        assert (answer.status_code, answer.json().keys()) == (404, {"refused"})


def test_a_script_with_the_token_of_an_earlier_login_is_told_the_new_one(secretary, item):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = send(client, item, "text", text="<p>X</p>")
    assert answer.status_code == 403
    assert send(client, item, "text", text="<p>X</p>", csrfmiddlewaretoken=answer.json()["token"]).status_code == 200
    page = client.post(reverse("writing-item", args=[item.pk]), {"text": "<p>Mitt</p>"})
    assert (page.status_code, page["Content-Type"]) == (403, "text/html; charset=utf-8")


def test_a_break_has_no_parts_that_are_written(writer, meeting):
    row = factories.AgendaItem(meeting=meeting, kind="break", title="Paus")
    assert send(writer, row, "text", text="<p>X</p>").status_code == 404
