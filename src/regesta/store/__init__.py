"""The case file: documents and records in one SQLite file, asked through `Case`."""

from regesta.store.case import Case

__all__ = ["Case"]
