"""Sentences that code chose, on a page."""

from django import template

from organizations.wording import sentence

register = template.Library()
register.filter("sentence", sentence)
