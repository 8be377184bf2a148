"""Somebody at a browser without script: opens pages, fills in the forms that stand there, and presses their buttons."""

import re
from urllib.parse import urldefrag, urljoin

import lxml.html


class Desk:
    """`client` is Django's test client, signed in. Nothing is sent that the page that was opened does not offer.

    Where an accepted form leads is opened first when somebody reads it.
    """

    def __init__(self, client):
        self.client, self._page, self._ahead = client, None, None

    @property
    def page(self):
        if self._ahead:
            self.open(self._ahead)
        return self._page

    def open(self, path):
        self._ahead = None
        return self._show(self.client.get(path, follow=True))

    def send(self, path, form, values, *, button=None, stays=False):
        """Open the page and send the form that has the field `form`; see `submit`."""
        self.open(path)
        return self.submit(form, values, button=button, stays=stays)

    def submit(self, form, values, *, button=None, stays=False):
        """Fill in the form that has the field `form` and send it with the button of that name.

        `values` may name fields of the form, and rows of its sets of rows that the script would add. A form that is
        accepted leads to another page, unless it `stays` to show what was understood.
        """
        element = self._form(form)
        data = self._filled(element) | ({button: self._button(element, button)} if button else {})
        for name, value in values.items():
            self._put(element, data, name, value)
        self._post(self._address(element), data)
        if not self._ahead:
            told = self.page.xpath("//*[contains(@class, 'errors') or @class='field__error']")
            faults = [words for one in told if (words := _words(one))]  # a place that waits for a fault says nothing
            assert not faults, f"{self.path}: {faults}"
            assert stays, f"{self.path} did not lead on"
        return self

    def press(self, path, action):
        """Open the page and send the form that has that address, as it stands."""
        self.open(path)
        found = [one for one in self.page.xpath("//form") if self._address(one) == action]
        assert found, f"{path} has no form for {action}"
        return self._post(action, self._filled(found[0]))

    def choice(self, field, label):
        """The value of the choice of a select or of radio buttons that reads so."""
        found = [one.get("value") for one in self.page.xpath(f"//*[@name='{field}']/option") if _words(one) == label]
        assert len(found) == 1, f"{len(found)} choices of {field} read {label!r}"
        return found[0]

    def fields(self, form):
        """The names and values of a form, as they stand."""
        return self._filled(self._form(form))

    @property
    def text(self):
        return _words(self.page)

    def _post(self, path, data):
        answer = self.client.post(path, data)
        if answer.status_code != 302:
            return self._show(answer)
        self._ahead = answer.url
        return self

    def _show(self, answer):
        self.path = answer.request["PATH_INFO"]
        assert answer.status_code == 200, f"{self.path}: {answer.status_code}"
        self._page = lxml.html.fromstring(answer.content)
        return self

    def _form(self, field):
        found = [one for one in self.page.xpath("//form") if any(c.get("name") == field for c in self._controls(one))]
        assert len(found) == 1, f"{self.path} has {len(found)} forms with {field}"
        return found[0]

    def _address(self, form):
        return urldefrag(urljoin(self.path, form.get("action", ""))).url

    def _controls(self, form):
        own = form.xpath(".//input | .//textarea | .//select | .//button")
        lent = self.page.xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
        return [one for one in [*own, *lent] if one.get("form", form.get("id")) == form.get("id")]

    def _button(self, form, name):
        buttons = {one.get("name"): one.get("value", "") for one in self._controls(form) if one.tag == "button"}
        return buttons[name]

    def _filled(self, form):
        data = {}
        for one in self._controls(form):
            name, kind = one.get("name"), one.get("type")
            if not name or one.tag == "button" or one.get("disabled") is not None or _in_template(one):
                continue
            if one.tag == "textarea":
                # The first line break after the tag is not part of the text.
                data[name] = (one.text or "").removeprefix("\n")
            elif one.tag == "select":
                options = one.xpath(".//option")
                chosen = [option for option in options if option.get("selected") is not None] or options[:1]
                data[name] = chosen[0].get("value", "") if chosen else ""
            elif kind in ("checkbox", "radio"):
                if one.get("checked") is not None:
                    data[name] = one.get("value", "on")
            elif kind not in ("file", "submit"):
                data[name] = one.get("value", "")
        return data

    def _put(self, form, data, name, value):
        names = {one.get("name") for one in self._controls(form)}
        row = re.fullmatch(r"(.+)-(\d+)-(\w+)", name)
        if name not in names and row:
            offered = f"{row[1]}-__prefix__-{row[3]}" in names
            assert offered, f"{self.path} offers no row with {name}"
            total = f"{row[1]}-TOTAL_FORMS"
            data[total] = str(max(int(data[total]), int(row[2]) + 1))
        else:
            assert name in names, f"{self.path} has no field {name}, only {sorted(filter(None, names))}"
        if value is False:
            data.pop(name, None)
        else:
            data[name] = "on" if value is True else value


def _in_template(element):
    return any(above.tag == "template" for above in element.iterancestors())


def _words(element):
    return " ".join(element.text_content().split())
