"""What an open workbench asks by itself."""

from django.urls import reverse


def send(client, item, field, *, seen=0, tab="min", turn=1, **inputs):
    data = {"field": field, "seen": seen, "tab": tab, "turn": turn} | inputs
    return client.post(reverse("writing-field", args=[item.pk]), data)


def watch(client, meeting, tab=""):
    return client.get(reverse("writing-watch", args=[meeting.pk]), {"tab": tab}).json()


def where(client, meeting, **data):
    return client.post(reverse("writing-presence", args=[meeting.pk]), {"tab": "min"} | data)


def rows(prefix, *found):
    data = {f"{prefix}-TOTAL_FORMS": len(found), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{n}-{name}": value for n, row in enumerate(found) for name, value in row.items()}
