import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings

from minutes.documents import checks, personal_numbers
from minutes.documents.content import Action, Attachment, Attendee, Decision, ItemType, Movement, Signer

from . import strategies
from .samples import fixture, item

ANNA = Attendee("Anna Berg", organisation="Sjövik")
OLLE = Attendee("Olle Ström", organisation="Sjövik")
SIGNER = Signer("chair", "Ordförande", "Anna Berg")


def left(time="", kind="leaves", name="Olle Ström"):
    return Movement(name, kind, time, f"{name} {kind} {time}")


def good(**values):
    """Minutes that nothing can be said about, with some of their values changed."""
    return dataclasses.replace(
        fixture("protocol"),
        **{
            "heading": "Möte 2025-05-15",
            "date": "2025-05-15",
            "time_and_place": "torsdagen den 15 maj 2025 kl. 9.00–10.30, Sjövik.",
            "start": "09:00",
            "end": "10:30",
            "attendees": (ANNA, OLLE),
            "items": (item(title="Taket", text="<p>Vi talade.</p>"),),
            "actions": (),
            "signers": (SIGNER,),
            "attachments": (),
        }
        | values,
    )


def found(**values):
    return [(warning.code, warning.place) for warning in checks.warnings(good(**values))]


def test_good_minutes_have_no_warning():
    assert found() == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"attendees": (dataclasses.replace(ANNA, status="absent"),)}, ("nobody_present", "/attendees")),
        ({"attendees": (ANNA, ANNA)}, ("named_twice", "/attendees/1")),
        ({"attendees": (ANNA, dataclasses.replace(OLLE, organisation="Sjövik)"))}, ("bracket", "/attendees/1")),
        (
            {"attendees": (ANNA, dataclasses.replace(OLLE, serves_for="Anna Berg"))},
            ("replaced_but_present", "/attendees/1"),
        ),
        ({"heading": "Möte 2025-05-16"}, ("other_date", "/heading")),
        ({"time_and_place": "fredagen den 15 maj"}, ("wrong_weekday", "/time_and_place")),
        ({"time_and_place": "den 31 februari"}, ("no_such_day", "/time_and_place")),
        ({"end": "08:00"}, ("end_before_start", "/time_and_place")),
        ({"items": (item(),)}, ("no_text", "/items/0/text")),
        ({"items": (item(decisions=(Decision(""),)),)}, ("empty_decision", "/items/0/decisions/0")),
        (
            {"items": (item(decisions=(Decision("Gruppen beslutar"),)),)},
            ("unfinished_decision", "/items/0/decisions/0"),
        ),
        (
            {"items": (item(decisions=(Decision("Gruppen beslutar att:"),)),)},
            ("unfinished_decision", "/items/0/decisions/0"),
        ),
        ({"items": (item(decisions=(Decision("Vi", ("att a", " ")),)),)}, ("empty_clause", "/items/0/decisions/0")),
        ({"items": (item(text="<p>x</p>", deferred=True),)}, ("deferred_to", "/items/0/deferred_to")),
        ({"items": (item(text="<p>”Så.</p>"),)}, ("quotes", "/items/0/text")),
        ({"items": (item(comment='<p>"Så.</p>'),)}, ("quotes", "/items/0/comment")),
        ({"items": (item(text="<p>x</p>", responsible="Kim"),)}, ("responsible_absent", "/items/0/responsible")),
        ({"items": (item(text="<p>x</p>", time="11:00"),)}, ("time_outside", "/items/0/time")),
        ({"actions": (Action("Laga"),)}, ("no_owner", "/actions/0/responsible")),
        ({"actions": (Action("Laga", "Kim"),)}, ("responsible_absent", "/actions/0/responsible")),
        ({"actions": (Action("Laga", "Anna", "", "nästa vecka"),)}, ("relative_date", "/actions/0/due")),
        (
            {"items": (item(text="<p>x</p>", type="B"),), "item_types": (ItemType("B", "Beslut"),)},
            ("no_decision", "/items/0/decisions"),
        ),
        ({"items": (item(text="<p>Vi ses fredagen den 15 maj 2025.</p>"),)}, ("wrong_weekday", "/items/0/text")),
        ({"items": (item(text="<p>x</p>", movements=(left("11:00"),)),)}, ("movement_outside", "/items/0/movements")),
        ({"signers": ()}, ("no_signers", "/signers")),
        ({"signers": (dataclasses.replace(SIGNER, name="Kim Ek"),)}, ("signer_absent", "/signers/0")),
        ({"items": (item(text="<p>Hurra 🎉</p>"),)}, ("letters", "/items/0/text")),
        ({"items": (item(text="<p>{namn} tackas.</p>"),)}, ("blank", "/items/0/text")),
        ({"attachments": (Attachment(1, "Bilaga 1"),)}, ("no_file", "/attachments/0")),
        ({"items": (item(text="<p>Nr 121212-1212.</p>"),)}, ("personal_number", "/items/0/text")),
    ],
)
def test_each_check_names_its_place(values, expected):
    assert found(**values) == [expected]


@pytest.mark.parametrize(
    "values",
    [
        {"items": (item(outcome="withdrawn", outcome_sentence="Punkten utgår."),)},
        {"items": (item(removed=True),)},
        {"items": (item(decisions=(Decision("Anna Berg utses att justera."),)),)},
        {"items": (item(text="<p>”Så”, sa hon, ”är det.”</p>"),)},
        {"items": (item(text="<p>x</p>", responsible="Anna"),)},
        {"items": (item(text="<p>x</p>", responsible="Anna Berg och Olle"),)},
        {"items": (item(text="<p>x</p>", responsible="Alla"),)},
        {"actions": (Action("Laga taket nästa vecka", "Anna", "2025-05-22"),)},
        {"actions": (Action("Laga", "Olle"),), "attendees": (ANNA, dataclasses.replace(OLLE, status="absent"))},
        {"items": (item(text="<p>Org.nr 212000-0142, tfn 0990-120 00</p>"),)},
        {"items": (item(text="<p>Vi ses fredagen den 15 maj.</p>"),)},
    ],
)
def test_what_is_right_is_not_warned_about(values):
    assert found(**values) == []


def test_times_that_run_backwards_are_told_at_the_row_that_does():
    rows = [
        item(title=title, number=n, text="<p>x</p>", time=time)
        for n, (title, time) in enumerate((("A", "09:00"), ("B", "09:40"), ("C", "09:20"), ("D", "09:30")), 1)
    ]
    assert found(items=tuple(rows)) == [("time_order", "/items/2/time")]


def test_a_row_that_lasts_into_the_next_is_told():
    rows = (
        item(title="A", text="<p>x</p>", time="09:00", minutes=45), item(title="B", text="<p>x</p>", time="09:30"),
    )
    assert found(items=rows) == [("time_overlap", "/items/0/duration")]


def test_whoever_answers_for_an_item_must_be_in_the_room_during_it():
    rows = [
        item(title="Före", number=1, text="<p>x</p>", responsible="Olle"),
        item(title="Under", number=2, text="<p>x</p>", responsible="Olle", movements=(left("09:20"),)),
        item(title="Efter", number=3, text="<p>x</p>", responsible="Olle"),
        item(title="Åter", number=4, text="<p>x</p>", responsible="Olle", movements=(left("09:40", "arrives"),)),
    ]
    assert found(items=tuple(rows)) == [("responsible_out", "/items/2/responsible")]
    assert found(items=(rows[0], rows[3])) == [("responsible_out", "/items/0/responsible")]


def test_a_signer_who_left_before_the_end_is_told():
    rows = (item(text="<p>x</p>", movements=(left("09:20", name="Anna Berg"),)),)
    assert found(items=rows) == [("signer_left", "/signers/0")]


def test_movements_that_run_backwards_are_told():
    rows = (
        item(title="A", text="<p>x</p>", movements=(left("09:40"),)),
        item(title="B", text="<p>x</p>", movements=(left("09:20", "arrives"),)),
    )
    assert found(items=rows) == [("movement_order", "/items/1/movements")]


def test_an_organisation_in_the_text_that_nearly_is_a_known_one_gets_a_suggestion():
    minutes = good(items=(item(text="<p>Sjövikks kommuns svar väntas. Vår kommun svarar.</p>"),))
    (warning,) = checks.warnings(minutes, known=["Sjövik", "Sjöviks kommun"])
    assert (warning.code, warning.place) == ("unknown_organisation", "/items/0/text")
    assert "Sjöviks kommun?" in warning.message


def test_an_organisation_that_nearly_is_a_known_one_gets_a_suggestion():
    minutes = good(attendees=(ANNA, dataclasses.replace(OLLE, organisation="Sjöviks komun")))
    (warning,) = checks.warnings(minutes, known=["Sjövik", "Sjöviks kommun"])
    assert (warning.code, warning.place) == ("unknown_organisation", "/attendees/1")
    assert "Sjöviks kommun" in warning.message


def test_without_known_organisations_the_usual_spelling_in_the_document_counts():
    others = tuple(Attendee(name, organisation="Granåsens kommun") for name in ("Ida Ek", "Bo Al"))
    odd = Attendee("Per Lo", organisation="Granåsen kommun")
    assert found(attendees=(ANNA, *others, odd)) == [("unknown_organisation", "/attendees/3")]


def test_a_signer_whose_name_is_nearly_somebody_present_gets_a_suggestion():
    (warning,) = checks.warnings(good(signers=(dataclasses.replace(SIGNER, name="Anne Berg"),)))
    assert "Anna Berg" in warning.message


def test_a_warning_about_a_personal_number_does_not_repeat_it():
    (warning,) = checks.warnings(good(items=(item(text="<p>121212-1212</p>"),)))
    assert "1212-1212" not in warning.message
    assert "1212-1212" not in warning.key


def test_keys_stay_while_what_they_are_about_stays():
    before = checks.warnings(good(items=(item(title="Ny först", number=2, text="<p>x</p>"), item(title="Tom"))))
    after = checks.warnings(good(items=(item(title="Tom"),)))
    assert [one.key for one in before] == [one.key for one in after]
    assert before[0].place != after[0].place
    other = checks.warnings(good(items=(item(title="Annan tom"),)))
    assert other[0].key != after[0].key


def test_a_warning_tells_which_item_it_is_about():
    (warning,) = checks.warnings(good(items=(item(title="A", text="<p>x</p>"), item(title="B", number=2))))
    assert warning.item == 1
    (warning,) = checks.warnings(good(signers=()))
    assert warning.item is None


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.documents())
def test_any_minutes_can_be_checked(minutes):
    warnings = checks.warnings(minutes)
    assert len({warning.key for warning in warnings}) == len(warnings)
    assert all(len(warning.key) <= 200 and warning.message for warning in warnings)


@pytest.mark.parametrize(
    "text",
    ["121212-1212", "19121212-1212", "1212121212", "121212+1212", "121212–1212", "701063-2391", "f. 121212-1212."],
)
def test_personal_and_coordination_numbers_are_found(text):
    assert len(personal_numbers.find(text)) == 1


@pytest.mark.parametrize(
    "text", ["121212-1213", "212000-0142", "121312-1212", "121200-1212", "2026/118", "070-123 45 67", "1112121212120"]
)
def test_other_numbers_are_not(text):
    assert personal_numbers.find(text) == []
