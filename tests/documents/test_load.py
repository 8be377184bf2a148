import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from minutes.documents import load, schema
from minutes.documents.content import Minutes, Proof
from minutes.lib import canonical, limits

from . import strategies

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(FIXTURES.glob("*.json"))


def raw(name="protocol"):
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def problems(value):
    with pytest.raises(load.Invalid) as caught:
        load.minutes(value if isinstance(value, str | bytes) else json.dumps(value))
    return {problem.place: problem.message for problem in caught.value.problems}


@settings(max_examples=30, deadline=None)
@given(strategies.documents())
def test_minutes_come_back_from_json_as_they_were(minutes):
    written = load.to_json(minutes)
    assert load.minutes(written) == minutes
    assert load.sealed(written) == minutes
    jsonschema.validate(json.loads(written), schema.schema())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_fixtures_keep_their_hash(file):
    minutes = load.minutes(file.read_bytes())
    assert load.content_hash(minutes) == canonical.sha256(json.loads(file.read_text(encoding="utf-8")))


def test_proof_comes_back_as_it_was():
    proof = Proof("draft", "Utkast", "ab" * 32)
    assert load.proof(load.to_json(proof)) == proof


def test_the_hash_is_of_minutes_alone_and_sees_every_change():
    minutes = load.minutes((FIXTURES / "notes.json").read_bytes())
    assert load.content_hash(dataclasses.replace(minutes, place="Annan plats")) != load.content_hash(minutes)


def test_the_published_schema_is_the_one_that_the_types_say():
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()
    jsonschema.Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["items", 3, "title"], 5, "/items/3/title"),
        (["items", 3, "title"], "", "/items/3/title"),
        (["items", 0, "outcome"], "finished", "/items/0/outcome"),
        (["items", 1, "number"], -1, "/items/1/number"),
        (["items", 1, "number"], 1, "/items/1/number"),
        (["items", 1, "number"], 0, "/items/1/number"),
        (["items", 0, "type"], "X", "/items/0/type"),
        (["items"], {}, "/items"),
        (["date"], "2025-02-30", "/date"),
        (["date"], "", "/date"),
        (["date"], "9999-12-31", "/date"),
        (["start"], "9.00", "/start"),
        (["letterhead", "accent"], "red", "/letterhead/accent"),
        (["attendees", 0, "vacant"], True, "/attendees/0"),
        (["attachments", 0, "sha256"], "abc", "/attachments/0/sha256"),
        (["attachments", 1, "number"], 1, "/attachments/1/number"),
        (["attachments", 1, "size"], 5, "/attachments/1/size"),
        (["attachments", 1, "sha256"], "ab" * 32, "/attachments/1/file_name"),
        (["layout", "item_number"], "§", "/layout/item_number"),
        (["layout", "agenda_table"], "yes", "/layout/agenda_table"),
        (["letterhead"], None, "/letterhead"),
        (["heading"], "x" * (limits.LINE + 1), "/heading"),
        (["schema"], 99, "/schema"),
        (["a/b~c"], 1, "/a~1b~0c"),
    ],
)
def test_each_wrong_place_is_named(path, value, place):
    changed = raw()
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert list(problems(changed)) == [place]


def test_a_number_longer_than_python_reads_is_named():
    changed = raw()
    changed["items"][1]["number"] = "long"
    assert list(problems(json.dumps(changed).replace('"long"', "9" * 5000))) == ["/items/1/number"]


def test_a_missing_key_is_named():
    changed = raw()
    del changed["labels"]["present"]
    assert problems(changed) == {"/labels/present": "Den här nyckeln saknas."}


def test_several_errors_are_all_told():
    changed = raw() | {"start": "x", "language": "fi"}
    assert set(problems(changed)) == {"/start", "/language"}


@pytest.mark.parametrize(
    "value", ["", "{", "[]", "null", b"\xff", "[" * 100_000, '{"a":1,"a":2}', " " * (limits.JSON + 1)]
)
def test_what_is_no_minutes_at_all_is_refused(value):
    assert list(problems(value)) == [""]


def test_foreign_text_is_cleaned():
    changed = raw() | {"place": " Rum\u202e 1\x00 \ud800 "}
    changed["items"][1]["text"] = "<p onclick=x>Hej<script>alert(1)</script>"
    minutes = load.minutes(json.dumps(changed))
    assert minutes.place == "Rum 1"
    assert minutes.items[1].text == "<p>Hej</p>"


def test_sealed_text_is_not_touched():
    changed = raw() | {"place": " Rum  1 "}
    assert load.sealed(json.dumps(changed)).place == " Rum  1 "


def test_every_list_and_text_has_a_limit():
    definitions = schema.schema()["$defs"] | {"Minutes": schema.schema()}
    for name, definition in definitions.items():
        for key, value in definition["properties"].items():
            bounded = value.keys() & {"maxLength", "maxItems", "maximum", "pattern", "enum", "const", "$ref", "anyOf"}
            assert bounded or value == {"type": "boolean"}, f"{name}.{key}"


def test_the_values_are_frozen():
    minutes = load.minutes((FIXTURES / "notes.json").read_bytes())
    assert isinstance(minutes, Minutes)
    with pytest.raises(dataclasses.FrozenInstanceError):
        minutes.place = "x"
    hash(minutes)
