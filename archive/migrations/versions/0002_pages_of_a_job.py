"""How many pages of a slow file are read"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("page", sa.Integer(), nullable=True))
    op.add_column("jobs", sa.Column("pages", sa.Integer(), nullable=True))
