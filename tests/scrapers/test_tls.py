"""Certificates are verified, always; an exception names a CA bundle of its own and ends on its day."""

from __future__ import annotations

import ipaddress
import logging
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from replicas.faults.portal import FaultPortal
from scrapers.errors import PortalUnavailable
from scrapers.spec import TlsException
from tests.scrapers.conftest import NOW, Fetching, render_article
from transforms.records import Page


@dataclass(frozen=True)
class SelfSigned:
    portal: FaultPortal
    bundle: str


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SelfSigned]:
    """A portal on https with a certificate that no public authority knows."""
    folder: Path = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=36_500))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "ca.pem").write_bytes(certificate)
    (folder / "server.pem").write_bytes(private + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    with FaultPortal(render_article, {}, tls=context) as portal:
        yield SelfSigned(portal, str(folder / "ca.pem"))


def exception(bundle: str, expires: date) -> TlsException:
    return TlsException(reason="chain sent without its intermediate", ca_bundle=bundle, expires=expires)


def test_an_unknown_certificate_stops_the_portal_at_once(self_signed: SelfSigned, fetching: Fetching) -> None:
    fetcher = fetching(self_signed.portal.home)
    with pytest.raises(PortalUnavailable, match="certificate does not verify"):
        fetcher.fetch(self_signed.portal.home + "/x", kind="article")
    assert fetcher.requests == 1


def test_an_exception_holds_through_its_last_day(
    self_signed: SelfSigned, fetching: Fetching, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="scrapers.fetch"):
        fetcher = fetching(self_signed.portal.home, tls_exception=exception(self_signed.bundle, NOW.date()))
    assert isinstance(fetcher.fetch(self_signed.portal.home + "/x", kind="article"), Page)
    assert "TLS exception until 2026-01-08" in caplog.text


def test_an_expired_exception_is_none(self_signed: SelfSigned, fetching: Fetching, caplog: pytest.LogCaptureFixture) -> None:
    expired = exception(self_signed.bundle, NOW.date() - timedelta(days=1))
    with caplog.at_level(logging.WARNING, logger="scrapers.fetch"):
        fetcher = fetching(self_signed.portal.home, tls_exception=expired)
    with pytest.raises(PortalUnavailable, match="certificate does not verify"):
        fetcher.fetch(self_signed.portal.home + "/x", kind="article")
    assert "expired" in caplog.text


def test_an_exception_without_its_bundle_is_named(fetching: Fetching, tmp_path: Path) -> None:
    with pytest.raises(PortalUnavailable, match=r"missing\.pem"):
        fetching("https://127.0.0.1:9", tls_exception=exception(str(tmp_path / "missing.pem"), NOW.date()))
