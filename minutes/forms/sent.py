"""Sets of rows that are as long as what was sent, whatever number of rows the form claims."""

import re

from django import forms
from django.utils.functional import cached_property


class SentRows(forms.BaseFormSet):
    """Reading and showing again hundreds of rows that nobody sent takes seconds; a wrong number is told all the same.

    Rows that the page was made from count even where nothing of them was sent: that they are missing is an error.
    """

    def total_form_count(self):
        claimed = super().total_form_count()
        return min(claimed, max(self._sent, self.initial_form_count())) if self.is_bound else claimed

    @cached_property
    def _sent(self):
        """As many as up to the last row that anything was sent of."""
        row = re.compile(rf"{re.escape(self.prefix)}-(\d{{1,4}})-", re.ASCII)
        return max((int(found[1]) + 1 for name in self.data if (found := row.match(name))), default=0)
