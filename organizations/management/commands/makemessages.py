"""Django's makemessages, which finds the labels of kinds and fields of the value too."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=Kind:2,3",
        "--keyword=PublishedKind:2,3",
        *(f"--keyword={name}:1" for name in ("SectionType", "line", "prose", "dated", "slugs", "marks", "code")),
    ]
