"""Rows that belong to one buyer: a query that nobody has scoped raises instead of answering."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.db import models

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_


class Viewer(Protocol):
    """Whoever asks: all a query needs to know is whose rows they may see."""

    @property
    def organisation_id(self) -> int: ...


_Row = TypeVar("_Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[_Row]):
    """A queryset that must be told whose rows it may read before it answers.

    `visible_to(viewer)` limits it to the viewer's organisation; `unscoped(reason)` says in code why it need not be.
    Rows reached through a row already read (`contract.options.all()`) are of the same organisation and count as scoped.
    """

    scope: str = ""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only rows of the viewer's organisation: another buyer's row does not exist for them."""
        chosen = self.filter(organisation_id=viewer.organisation_id)
        chosen.scope = "viewer"
        return chosen

    def unscoped(self, reason: str) -> Self:
        """Every organisation's rows, for migrations, checks and erasing. `reason` is for the reader of the code."""
        chosen = self.all()
        chosen.scope = reason
        return chosen

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # django-stubs leave out QuerySet's private methods
        clone.scope = self.scope
        return clone

    def _need_scope(self) -> None:
        if self.scope or "instance" in self._hints:  # type: ignore[attr-defined]  # private, set by related managers
            return
        raise OurFault(
            "records.unscoped_query",
            N_("A query on %(model)s was not told whose rows it may read."),
            hint=N_("Start it with visible_to(viewer), or say why not with unscoped(reason)."),
            params={"model": self.model.__name__},
        )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._need_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[_Row]:
        self._need_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        if self._result_cache is None:
            self._need_scope()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._need_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._need_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._need_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._need_scope()
        return super().delete()

    def save_many(self, rows: Iterable[_Row], fields: Iterable[str], *, batch_size: int = 500) -> None:
        """Save these fields of rows already stored and fully loaded, many in one statement.

        Several times faster than `bulk_update`, whose statement grows with rows times fields.
        """
        named = [self.model._meta.get_field(field).name for field in fields]  # noqa: SLF001 - documented by Django
        self.bulk_create(rows, batch_size=batch_size, update_conflicts=True, unique_fields=["id"], update_fields=named)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> object:
        """Used inside another query: that counts as reading."""
        self._need_scope()
        return super().resolve_expression(*args, **kwargs)


class ScopedManager(models.Manager[_Row]):
    """The default manager of every row that belongs to a buyer."""

    def get_queryset(self) -> ScopedQuerySet[_Row]:
        return ScopedQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]  # private to managers

    def visible_to(self, viewer: Viewer) -> ScopedQuerySet[_Row]:
        return self.get_queryset().visible_to(viewer)

    def unscoped(self, reason: str) -> ScopedQuerySet[_Row]:
        return self.get_queryset().unscoped(reason)


class OwnedRow(models.Model):
    """A row of one organisation. The organisation stands on every row, so that scoping never needs a join."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True


class LastingQuerySet(ScopedQuerySet[_Row]):
    """Rows that are written once. The database refuses as well; here the refusal has words."""

    def update(self, **_values: object) -> int:
        raise _refused(self.model)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise _refused(self.model)


class LastingManager(ScopedManager[_Row]):
    """Manager of rows that are written once."""

    def get_queryset(self) -> ScopedQuerySet[_Row]:
        return LastingQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]  # private to managers


class LastingRow(OwnedRow):
    """A row that is written once: what was decided, on which facts, by whom.

    Changing or deleting it raises OurFault.
    """

    objects: ClassVar[LastingManager[Self]] = LastingManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise _refused(type(self))
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_more: object) -> tuple[int, dict[str, int]]:
        raise _refused(type(self))


def _refused(model: type[models.Model]) -> OurFault:
    return OurFault(
        "records.written_once",
        N_("A row of %(model)s is written once and never changed."),
        hint=N_("Write a new row; the old one is the proof of what was known then."),
        params={"model": model.__name__},
    )
