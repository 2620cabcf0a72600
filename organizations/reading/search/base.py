"""What can be asked of the index, whatever database holds it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from organizations.reading.search.query import Query


class Index(ABC):
    """Questions to the rows that publishing writes, of the terms of each claim and of its context."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @abstractmethod
    def every(self, query: Query) -> Iterable[int]:
        """The ids of all claims that hold the words."""

    @abstractmethod
    def some(self, query: Query, limit: int, *, titles: bool = False) -> list[int]:
        """Up to `limit` ids of claims that hold the words (`titles`: in the title alone). Which ones, where there are
        more, is for the database to choose, and in which order."""

    @abstractmethod
    def ranked(
        self, query: Query, limit: int, *, titles: bool = False, among: Sequence[int] | None = None
    ) -> dict[int, float]:
        """Up to `limit` ids of claims that hold the words (`titles`: in the title alone), each with its
        rank, smaller is better. Which ones, where there are more, is for the database to choose. `among` are the ids
        of some of those that hold them."""

    @abstractmethod
    def first_titled(self, query: Query, limit: int) -> list[int]:
        """Up to `limit` ids of claims whose title holds the words: where there are more, those that were published
        first. In their order, for a rank is of all that hold them, and costs the more the more there are."""

    def rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
