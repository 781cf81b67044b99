"""The table of what was printed without being asked for."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base


class NotificationPrint(Base):
    """The print of one notification, owed in the order of the ledger: none is passed over."""

    __tablename__ = "notification_print"

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("notification.ledger_index"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True)


class ReceiptPrint(Base):
    """The print of one submission's receipt, owed in the order of the ledger, for its state."""

    __tablename__ = "receipt_print"

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("declaration_version.ledger_index"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True)
