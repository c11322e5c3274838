"""A real Elasticsearch with its security on: TLS by a certificate made here, users and roles from files."""

import base64
import datetime as dt
import ipaddress
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers.elasticsearch import started

INDEX = "secured"
USERS = ("karar", "reader", "stranger")
ROLES = f"""
karar:
  cluster: [monitor]
  indices:
    - names: ["{INDEX}", "{INDEX}-*"]
      privileges: [read, write, manage]
reader:
  cluster: [monitor]
  indices:
    - names: ["{INDEX}", "{INDEX}-*"]
      privileges: [read, view_index_metadata, monitor]
stranger:
  cluster: []
"""


@dataclass(frozen=True)
class SecuredServer:
    """`certificate` signs itself, so it is its own authority.

    Users: ``karar`` with the rights a worker needs, ``reader`` with those of a web process, ``stranger`` with none. The
    operator's page names these rights.
    """

    host: str
    certificate: Path
    password: str = "correct-horse"

    def url(self, user: str, password: str | None = None) -> str:
        """Give the server's address with a user in it."""
        return f"https://{user}:{password or self.password}@{self.host}"


@contextmanager
def secured() -> Iterator[SecuredServer]:
    """Start a server with security on and stop it after use."""
    made: dict[str, Path] = {}

    def prepare(program: Path, folder: Path, environment: dict[str, str]) -> tuple[str, ssl.SSLContext, dict[str, str]]:
        config = folder / "config"
        made["certificate"] = _certificate(config)
        (config / "roles.yml").write_text(ROLES)
        for user in USERS:
            command = ["elasticsearch-users", "useradd", user, "-p", SecuredServer.password, "-r", user]
            done = subprocess.run(
                [str(program / "bin" / command[0]), *command[1:]],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
        login = base64.b64encode(f"karar:{SecuredServer.password}".encode()).decode()
        trust = ssl.create_default_context(cafile=str(made["certificate"]))
        return "https", trust, {"Authorization": f"Basic {login}"}

    settings = {
        "xpack.security.enabled": "true",
        "xpack.security.http.ssl.enabled": "true",
        "xpack.security.http.ssl.key": "node.key",
        "xpack.security.http.ssl.certificate": "node.crt",
    }
    with started(settings, prepare) as server:
        yield SecuredServer(server.url.removeprefix("https://"), made["certificate"])


def _certificate(folder: Path) -> Path:
    """Make a key and a certificate for this machine's loopback address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "karar tests")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "node.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "node.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder / "node.crt"
