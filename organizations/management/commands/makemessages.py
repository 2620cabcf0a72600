"""Django's makemessages, which finds the labels of kinds and fields of the value too."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        # The second and third argument: a label and its plural. The first is a name, which is never translated.
        "--keyword=Kind:2,3",
        "--keyword=PublishedKind:2,3",
        *(f"--keyword={name}:1" for name in ("SectionType", "line", "prose", "dated", "slugs", "marks", "code")),
    ]
