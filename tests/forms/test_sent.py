"""How many rows a set has that claims more than were sent."""

from django import forms

from minutes.forms.sent import SentRows


class Row(forms.Form):
    name = forms.CharField()


Rows = forms.formset_factory(Row, formset=SentRows, max_num=600, absolute_max=600)


def _sent(total, *, known=0, **fields):
    return Rows({"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": known} | fields)


def test_a_set_is_as_long_as_what_was_sent_and_tells_that_more_was_claimed():
    some = _sent(999_999, **{"form-0-name": "a", "form-2-name": "b", "other-9-name": "c"})
    assert (len(some.forms), some.is_valid()) == (3, False)
    assert some.non_form_errors()
    assert len(_sent(999_999).forms) == 0


def test_fewer_rows_than_were_sent_are_read_when_fewer_are_claimed():
    assert len(_sent(1, **{"form-0-name": "a", "form-1-name": "b"}).forms) == 1


def test_a_row_of_the_page_that_was_not_sent_is_an_error():
    some = _sent(3, known=2, **{"form-0-name": "a"})
    assert (len(some.forms), some.is_valid(), [*some.errors[1]]) == (2, False, ["name"])
