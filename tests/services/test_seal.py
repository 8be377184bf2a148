"""What is published is sealed before it is stored, whole or not at all."""

import dataclasses
import io

import pikepdf
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks

from minutes.apps import check_seal
from minutes.documents import load, render
from minutes.lib import canonical, pdf_facts, seals
from minutes.models import Meeting, PublishedVersion
from minutes.services import Refused, publication, seal, verify
from tests import sealing
from tests.documents import judged, rules
from tests.documents.test_conformance import KNOWN, judged_by_outloud, judged_by_pikepdf, needs_pango

pytestmark = pytest.mark.usefixtures("no_tasks")


@pytest.fixture
def approved(meeting, secretary, chair, adjuster):
    return sealing.approved(meeting, secretary, chair, adjuster)


@pytest.fixture
def key(settings):
    settings.SEAL_P12 = str(sealing.key())


@needs_pango
def test_the_sealed_bytes_are_stored_and_known_and_every_other_file_is_not(approved, secretary, key):
    version = publication.publish(approved, by=secretary.user)
    data = bytes(version.pdf)
    assert version.pdf_hash == canonical.sha256(data)
    assert (version.sealed_by, version.is_development_seal) == (seals.DEVELOPMENT, True)
    assert version.pages == 1
    assert seal.is_ours(version.seal_certificate)
    assert load.proof(version.proof_json).code == version.code
    stranger = AnonymousUser()
    assert verify.of_file(data, reader=stranger).kind == "current"
    verdict = verify.of_file(data + b"\n", reader=stranger)
    assert (verdict.kind, verdict.pages, verdict.version) == ("altered", True, version)
    assert (verdict.seal["ours"], verdict.seal["valid"], verdict.seal["whole"]) == (True, True, False)
    stray = seals.seal(sealing.small_pdf(), sealing.key())
    assert verify.of_file(stray.pdf, reader=stranger).kind == "sealed"


@needs_pango
def test_a_key_that_cannot_be_used_leaves_the_minutes_approved(approved, secretary, settings):
    settings.SEAL_P12 = "/nowhere/key.p12"
    with pytest.raises(Refused, match=r"key\.p12"):
        publication.publish(approved, by=secretary.user)
    approved.refresh_from_db()
    assert approved.state == Meeting.State.ADJUSTED
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("SEAL_P12", "/nowhere/key.p12"), ("SEAL_TSA_URL", "ftp://x"), ("SEAL_TRUST", "/nowhere.pem")]
)
def test_what_cannot_be_used_is_told_before_anything_is_published(key, settings, name, value):
    assert check_seal() == []
    setattr(settings, name, value)
    told = [one.msg for one in run_checks(include_deployment_checks=True) if one.id == "minutes.E001"]
    assert len(told) == 1
    assert value.rpartition("/")[2] in told[0]


@needs_pango
def test_without_a_key_it_is_published_unsealed(approved, secretary):
    version = publication.publish(approved, by=secretary.user)
    assert (version.sealed_by, version.sealed_at, version.seal_certificate) == ("", None, "")
    assert b"/ByteRange" not in bytes(version.pdf)


def test_development_makes_its_own_key_once(settings, tmp_path):
    settings.SEAL_DEVELOPMENT_P12 = str(tmp_path / "var" / "seal.p12")
    path = seal.make_development_key()
    made = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert seal.make_development_key().read_bytes() == made


def test_real_use_makes_none(settings):
    assert seal.make_development_key() is None


@needs_pango
def test_a_seal_keeps_the_document_archivable_and_accessible(tmp_path):
    minutes = load.minutes(load.to_json(judged.short()))
    proof = dataclasses.replace(
        judged.sealed(minutes), code="K7QF2M9X4RTD", address="https://justera.example/v/K7QF-2M9X-4RTD/"
    )
    sealed = seals.seal(render.pdf(minutes, proof), sealing.key()).pdf
    assert rules.failures(sealed) == []
    # The field is outside the page, where neither 7.18.1 nor 7.18.4 of ISO 14289-1 asks for a tag; outloud does.
    assert [rule for rule, _message in judged_by_outloud(sealed, tmp_path)] == ["FRM-003"]
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        # What else it says is that it cannot judge a file with a form.
        more = {"embedded files are not supported", "interactive forms (/AcroForm) are not supported"}
        assert set(judged_by_pikepdf(pdf)) - set(KNOWN) == more
    assert load.sealed(pdf_facts.facts(sealed)["minutes.json"]) == minutes
