"""A document with what is confidential left out, for a reader who has not proved yet who she is."""

import dataclasses
from collections.abc import Collection

from . import masking
from .content import Item, Minutes


def is_secret(minutes: Minutes) -> bool:
    """Whether there is anything to leave out."""
    return any(item.confidential for item in minutes.items) or not all(one.public for one in minutes.attachments)


def without_secrets(minutes: Minutes, notice: str) -> Minutes:
    """The minutes with `notice`, escaped HTML, in place of each confidential item, and without what belongs to it."""
    labels = {item.label for item in minutes.items if item.confidential and item.label}
    return dataclasses.replace(
        minutes,
        items=tuple(_bare(item, notice) if item.confidential else item for item in minutes.items),
        actions=tuple(action for action in minutes.actions if action.item not in labels),
        attachments=tuple(one for one in minutes.attachments if one.public and one.item not in labels),
    )


def veiled(minutes: Minutes, labels: Collection[str], numbers: Collection[int], words: tuple[str, ...]) -> Minutes:
    """The minutes with the items of these labels confidential, these attachments not public, and these words masked."""
    items = tuple(
        dataclasses.replace(one, confidential=one.confidential or one.label in labels) for one in minutes.items
    )
    attachments = tuple(
        dataclasses.replace(one, public=one.public and one.number not in numbers) for one in minutes.attachments
    )
    kept = dataclasses.replace(minutes, items=items, attachments=attachments)
    masked = masking.mask(kept, masking.Marks(words=words))
    return dataclasses.replace(masked, document_label=minutes.document_label)


def shared(before: Minutes, now: Minutes) -> tuple[Minutes, Minutes, set[int]]:
    """Two texts without the items that are confidential in either of them, and the numbers of those.

    What has become confidential stood open in the earlier text, so a comparison would show it struck out.
    """
    secret = {item.number for text in (before, now) for item in text.items if item.confidential}
    left = [
        dataclasses.replace(text, items=tuple(one for one in text.items if one.number not in secret))
        for text in (before, now)
    ]
    return left[0], left[1], secret


def _bare(item: Item, notice: str) -> Item:
    return Item(
        kind=item.kind, title="–", number=item.number, label=item.label, type=item.type, text=f"<p>{notice}</p>",
        confidential=True,
    )
