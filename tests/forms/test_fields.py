import time

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from minutes.forms.fields import RichField
from minutes.lib import limits
from minutes.templatetags.typed import texts

LARGE = 4 * limits.RICH


@pytest.mark.parametrize(
    ("piece", "code"),
    [("<tr><td>a", "parts"), ("<td>a</td>", "parts"), ("a<br>", "parts"), ("a b ", "max_length"), ("<", "parts")],
)
def test_rich_text_that_would_take_long_to_read_is_refused_at_once(piece, code):
    started = time.process_time()
    with pytest.raises(ValidationError) as refused:
        RichField().clean(f"<table>{piece * (LARGE // len(piece))}"[:LARGE])
    assert refused.value.code == code
    assert time.process_time() - started < 0.5


def test_a_large_table_is_taken():
    row = "<tr>" + '<td colspan="1"><p>12 000</p></td>' * 12 + "</tr>"
    assert RichField().clean(f"<table>{row * 400}</table>").count("<td>") == 12 * 400


def test_words_of_a_post_that_cannot_be_received_come_back_at_once_however_many_tags_they_have():
    request = RequestFactory().post("/", {str(number): "<p>två ord</p>" * 4_000 for number in range(20)})
    started = time.process_time()
    assert [found[:7] for found in texts(request)] == ["två ord"] * 20
    assert time.process_time() - started < 0.7
