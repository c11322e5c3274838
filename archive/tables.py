"""The catalogue's tables. ``archive/migrations`` makes them; a test holds the two equal."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Serial = BigInteger().with_variant(Integer, "sqlite")

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),  # as the first upload named it
    Column("size", BigInteger, nullable=False),
    Column("received", String(27), nullable=False),
    # received | reading | understood | indexed | failed | quarantined
    Column("state", String(12), nullable=False),
    Column("code", String(64)),  # why it failed or was set aside: an error code
    Column("details", Text),  # of that code, as JSON
    Column("attempts", Integer, nullable=False, default=0),
    Column("changed", String(27), nullable=False),
    Column("visibility", String(12), nullable=False, default="restricted"),  # of the file as a whole
    Column("kind", String(20)),
    Column("municipality", Text),
    Column("reader", String(64)),  # name@version of what read it
    Column("model", String(64)),  # name@version of what understood it
    Column("last_seq", BigInteger, nullable=False, default=0),  # its newest outbox row
    Index("ix_documents_state_last_seq", "state", "last_seq"),
    Index("ix_documents_received", "received"),
)

# What was read from a document, apart from its row so that lists of documents stay light.
readings = Table(
    "readings",
    metadata,
    Column("sha256", String(64), ForeignKey("documents.sha256"), primary_key=True),
    Column("document", LargeBinary, nullable=False),  # models.document.Document, packed
    Column("questions", LargeBinary, nullable=False),  # of the file as a whole
    Column("kept", String(27), nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("sha256", String(64), ForeignKey("documents.sha256")),  # none: refused at the door, or a batch
    Column("batch", String(26), ForeignKey("uploads.id")),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),  # who or what handed it in
    Column("at", String(27), nullable=False),
    Column("duplicate_of", String(26)),  # the upload that brought the same bytes first
    Column("code", String(64)),
    Column("details", Text),
    Index("ix_uploads_sha256", "sha256"),
    Index("ix_uploads_batch", "batch"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("sha256", String(64), ForeignKey("documents.sha256"), nullable=False),
    Column("stage", String(12), nullable=False),  # read | understand
    Column("state", String(12), nullable=False),  # waiting | running | done | failed | quarantined
    Column("lane", Text, nullable=False),  # jobs of one lane take turns with those of every other
    Column("turn", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("crashes", Integer, nullable=False, default=0),
    Column("token", BigInteger, nullable=False, default=0),  # grows with every claim: an old holder writes nothing
    Column("owner", Text),  # the worker that holds it
    Column("beat", BigInteger, nullable=False, default=0),  # that worker's signs of life
    Column("page", Integer),  # of a slow file: how many of its pages are read ...
    Column("pages", Integer),  # ... and how many it has
    Column("created", String(27), nullable=False),
    Column("changed", String(27), nullable=False),
    Index("ix_jobs_state_turn", "state", "turn"),
    Index("ix_jobs_lane_state_turn", "lane", "state", "turn"),
    Index(
        "uq_jobs_open",
        "sha256",
        unique=True,
        sqlite_where=text("state IN ('waiting', 'running')"),
        postgresql_where=text("state IN ('waiting', 'running')"),
    ),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("sha256", String(64), ForeignKey("documents.sha256"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # place among the file's resolutions, from 1
    Column("page", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("visibility", String(12), nullable=False),  # public | restricted
    Column("current", Integer, nullable=False),  # 0: a newer reading no longer finds it
    Column("number", Text),
    Column("meeting_date", String(10)),
    Column("changed", String(27), nullable=False),
    Index("ix_resolutions_sha256_ordinal", "sha256", "ordinal"),
)

resolution_versions = Table(
    "resolution_versions",
    metadata,
    Column("id", String(26), ForeignKey("resolutions.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("decision", LargeBinary, nullable=False),  # models.resolution.Decision, packed
    Column("cause", String(12), nullable=False),  # reading | correction | publication | removal
    Column("model", String(64)),
    Column("author", Text),
    Column("reason", Text),
    Column("at", String(27), nullable=False),
)

# The facts of each resolution's current version, for questions across all of them.
facts = Table(
    "facts",
    metadata,
    Column("id", String(26), ForeignKey("resolutions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", String(32), nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("rule", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source", String(12), nullable=False),
    sqlite_with_rowid=False,
)

# What a person set. A later reading never changes it: it is laid over whatever that reading says.
manual_values = Table(
    "manual_values",
    metadata,
    Column("id", String(26), ForeignKey("resolutions.id"), primary_key=True),
    Column("field", String(32), primary_key=True),  # a field of models.resolution.Decision
    Column("value", Text, nullable=False),  # JSON
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(27), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", _Serial, primary_key=True, autoincrement=True),
    Column("id", String(26), nullable=False),
    Column("version", Integer, nullable=False),
    Column("op", String(6), nullable=False),  # put | delete
    Column("at", String(27), nullable=False),
    Index("ix_outbox_id_version", "id", "version"),
    sqlite_autoincrement=True,
)
