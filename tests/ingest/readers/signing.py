"""A certification authority of the tests' own, and PDFs signed by those it certifies."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

DAY = timedelta(days=1)


def _name(title: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, title), x509.NameAttribute(NameOID.SERIAL_NUMBER, "10000000146")]
    )


@dataclass(frozen=True)
class Authority:
    """Who certifies signers; `certificate` is what a reader may be told to trust."""

    title: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def founded(cls, title: str) -> "Authority":
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(title))
            .issuer_name(_name(title))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 4000 * DAY)
            .not_valid_after(now + 4000 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
            .add_extension(_usage(signing=False), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(title, key, made)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def signer(self, title: str, *, ended: bool = False) -> signers.SimpleSigner:
        """Give somebody who can sign; `ended` is one whose certificate ran out years ago."""
        from pyhanko.keys.pemder import load_certs_from_pemder_data, load_private_key_from_pemder_data
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        first, last = (now - 2000 * DAY, now - 900 * DAY) if ended else (now - DAY, now + 900 * DAY)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(title))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(first)
            .not_valid_after(last)
            .add_extension(_usage(signing=True), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        store = SimpleCertificateStore()
        store.register_multiple(load_certs_from_pemder_data(self.pem))
        return signers.SimpleSigner(
            signing_cert=next(iter(load_certs_from_pemder_data(made.public_bytes(serialization.Encoding.PEM)))),
            signing_key=load_private_key_from_pemder_data(
                key.private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                ),
                None,
            ),
            cert_registry=store,
        )


def _usage(*, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signing,
        crl_sign=not signing,
        encipher_only=False,
        decipher_only=False,
    )


def signed(content: bytes, *by: signers.SimpleSigner) -> bytes:
    """Give the PDF with a signature of each signer, one after another."""
    with ThreadPoolExecutor(1) as apart:  # signing runs an event loop, and a browser of other tests may run one here
        for number, signer in enumerate(by, start=1):
            into = io.BytesIO()
            apart.submit(
                signers.sign_pdf,
                IncrementalPdfFileWriter(io.BytesIO(content)),
                signers.PdfSignatureMetadata(field_name=f"Imza{number}", subfilter=fields.SigSeedSubFilter.PADES),
                signer=signer,
                output=into,
            ).result()
            content = into.getvalue()
    return content
