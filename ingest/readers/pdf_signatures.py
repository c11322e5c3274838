"""Who signed a PDF, and whether the signature still holds: pyHanko's verdict on each signature, as notices.

Nothing is fetched: revocation lists and OCSP answers count only where the file itself carries them. A signature is
trusted where its certificate leads to one of the certificates that the operator names (`KARAR_SIGNATURE_ROOTS`).
"""

import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from ingest.readers.stopwatch import at_most
from models.document import Notice

_MOST = 20
_SECONDS = 6.0
_LONGEST = 120

_trusted: list[bytes] = []


def trust(certificates: Sequence[bytes]) -> None:
    """Take these certificates (PEM or DER) as the roots that signatures may lead to, for the life of the process."""
    _trusted[:] = certificates


def notices(content: bytes, count: int) -> list[Notice]:
    """Give one notice for each of the file's `count` signatures.

    ``pdf_signature_valid``: whole, and its certificate leads to a trusted one. ``_untrusted``: whole, but its issuer is
    not among the trusted ones. ``_expired``, ``_revoked``: whole, but the certificate has run out or was withdrawn.
    ``_altered``: the file was changed after signing. ``_unchecked``: nothing can be said, and why.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it logs what a damaged signature says
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    found: list[Notice] = []
    try:
        with at_most(_SECONDS):
            from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - half a second, and few files are signed

            # The signed bytes count, not what the file's form says, so what is odd about the file elsewhere is let pass.
            for signature in PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures[:_MOST]:
                found.append(_verdict(signature, len(found) + 1))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a hostile signature may raise anything, and the file's words stand
        found.append(_unchecked(len(found) + 1, type(error).__name__))
    found.extend(_unchecked(number, "-") for number in range(len(found) + 1, min(count, _MOST) + 1))
    return found


def _verdict(signature: Any, number: int) -> Notice:
    details: dict[str, str | int] = {"number": number, "signer": "?", "issuer": "?", "time": "", "until": ""}
    try:
        details |= _stated(signature)
        return Notice(_code(_checked(signature)), details)
    except (MemoryError, TimeoutError):
        raise
    except Exception as error:  # noqa: BLE001 - as above; the other signatures may still be told
        return _unchecked(number, type(error).__name__)


def _unchecked(number: int, reason: str) -> Notice:
    return Notice("pdf_signature_unchecked", {"number": number, "reason": reason})


def _stated(signature: Any) -> dict[str, str | int]:
    """Give what the signature says of itself. The signer's identity number stays where it is: it is nobody's business."""
    certificate = signature.signer_cert
    stated = signature.self_reported_timestamp
    return {
        "signer": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "time": stated.astimezone(UTC).isoformat(timespec="minutes") if stated else "",
        "until": certificate.not_valid_after.date().isoformat(),
    }


def _name(name: Any) -> str:
    parts = name.native
    told = parts.get("common_name") or parts.get("organization_name") or "?"
    return " ".join(str(told).split())[:_LONGEST]


def _checked(signature: Any) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - as above

    context = ValidationContext(
        trust_roots=_roots(), allow_fetching=False, revocation_mode="soft-fail", moment=datetime.now(UTC)
    )
    if str(signature.sig_object.get("/Type", "")) == "/DocTimeStamp":
        return validate_pdf_timestamp(signature, context)
    return validate_pdf_signature(signature, context, context)


def _roots() -> list[Any]:
    from pyhanko.keys.pemder import load_certs_from_pemder_data  # noqa: PLC0415 - as above

    return [certificate for content in _trusted for certificate in load_certs_from_pemder_data(content)]


def _code(status: Any) -> str:
    # A file that grew after signing may have grown rightly (a second signature, a filled field): the analysis decides.
    if not (status.intact and status.valid and status.docmdp_ok):
        return "pdf_signature_altered"
    if status.trusted:
        return "pdf_signature_valid"
    if status.revoked:
        return "pdf_signature_revoked"
    reason = getattr(status.trust_problem_indic, "name", "")
    ended = reason in {"EXPIRED", "OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"}
    return "pdf_signature_expired" if ended else "pdf_signature_untrusted"
