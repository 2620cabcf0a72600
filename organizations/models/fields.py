"""Columns and form fields that hold words: one line or prose, of bounded length, without what breaks feeds."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_LINE, MAX_PROSE
from organizations.dossier.characters import cleaned, name_of, refused
from organizations.dossier.languages import language_of
from organizations.wording import sentence


def plain(text: str) -> None:
    """Raises ValidationError where the text holds a character that no text may hold, naming it and its place."""
    at = refused(text)
    if at is not None:
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise ValidationError(
            _("The %(name)s (line %(line)d, column %(column)d) cannot be shown: take it out."),
            code="characters",
            params={"name": sentence(name_of(text[at])), "line": line, "column": column},
        )


def one_line(text: str) -> str:
    """Words without line ends, and without characters that were meant otherwise."""
    return cleaned(text).replace("\n", " ").strip()


if TYPE_CHECKING:  # Django's own classes take no types when they run
    _Field = models.Field[str, str]
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField


class WordsField(_Field):
    """What both kinds of columns share. The bound is no property of the column: raising it needs no migration.

    The same on every database: what is longer is refused by forms and by imports, in words; a character that no
    text may hold is refused by whatever writes.
    """

    def __init__(self, *args: Any, max_characters: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_characters = max_characters
        self.validators = [*self.validators, MaxLengthValidator(max_characters), plain]

    def deconstruct(self) -> Any:
        """What a migration sees: Django's own field, without the bound."""
        name, _path, args, kwargs = super().deconstruct()
        # Not this class: migrations of years ago import what they name.
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """The words as they are kept. Raises ValidationError."""
        return super().clean(self.meant(value) if isinstance(value, str) else value, model_instance)

    def meant(self, text: str) -> str:
        """The words as they were meant."""
        return cleaned(text)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The words for the database. Raises ValueError for what no feed and no other database could hold."""
        at = refused(value) if isinstance(value, str) else None
        # Here as well as in `clean`, which `bulk_create`, `loaddata` and `update` pass by: PostgreSQL would stop at a
        # NUL, feeds at the others.
        if at is not None:
            raise ValueError(f"{self.model.__name__}.{self.name}: {sentence(name_of(value[at]))} cannot be kept")
        return super().get_db_prep_save(value, connection)


class LineField(WordsField, _CharField):
    """One line of words."""

    def __init__(self, *args: Any, max_characters: int = MAX_LINE, **kwargs: Any) -> None:
        super().__init__(*args, max_characters=max_characters, **kwargs)

    def meant(self, text: str) -> str:
        """The words on one line."""
        return one_line(text)


class MarksField(LineField):
    """Marks that cite sources, with the space that parts them from the line they stand behind."""

    def meant(self, text: str) -> str:
        """The marks on one line; a bracket that was typed gets its space, but for notes as Markdown has them."""
        marks = one_line(text)
        is_bracket = marks.startswith("[") and not marks.startswith("[^")
        return f" {marks}" if marks and (text[:1].isspace() or is_bracket) else marks

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        """A form's field that keeps the space."""
        # The space is what the text has between a claim and its marks: stripped, writing and reading it again would
        # differ.
        return super().formfield(*args, **{"strip": False, **kwargs})


class ProseField(WordsField, _TextField):
    """Paragraphs of words."""

    def __init__(self, *args: Any, max_characters: int = MAX_PROSE, **kwargs: Any) -> None:
        super().__init__(*args, max_characters=max_characters, **kwargs)


class LanguageField(LineField):
    """The tag of a language, written as BCP 47 does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_characters": kwargs["max_length"], **kwargs})

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """The tag. Raises ValidationError for what is none."""
        value = super().clean(value, model_instance)
        try:
            return language_of(value)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is no language: write its tag, as in “en”, “fr”, “pt-BR” or “zh-Hant”."),
                code="language",
                params={"value": value},
            ) from error


class Line(forms.CharField):
    """A form's field for one line of words."""

    default_validators = [plain]

    def to_python(self, value: Any) -> str:
        """The words on one line."""
        return one_line(str(super().to_python(value)))


class Prose(forms.CharField):
    """A form's field for words on several lines, which end as a dossier's do."""

    default_validators = [plain]

    def to_python(self, value: Any) -> str:
        """The words as they were meant."""
        return cleaned(str(super().to_python(value)))
