"""The document of a meeting as it stands: what was sealed if anything is, otherwise what is written now."""

from minutes import compose
from minutes.documents import load
from minutes.models import PublishedVersion

from . import rounds


def document(meeting, *, rendition=PublishedVersion.Rendition.ORIGINAL):
    """(Minutes, Proof, published version or None) of the meeting; what is sealed comes from its own JSON.

    The proof of what is not published says so: it has no version and no code by which somebody could look it up.
    """
    versions = PublishedVersion.objects.filter(meeting=meeting, rendition=rendition).defer("html", "pdf")
    version = versions.order_by("-number").first()
    if version is not None:
        return load.sealed(version.minutes_json), load.proof(version.proof_json), version
    if meeting.is_writable:
        meeting = compose.load(meeting.pk)
        minutes = compose.minutes(meeting)
        return minutes, compose.proof(meeting, load.content_hash(minutes)), None
    sealed = rounds.last(meeting)
    return load.sealed(sealed.minutes_json), compose.proof(meeting, sealed.content_hash, round=sealed), None
