"""Two dossiers in other languages and scripts than the interface, made up for the tests: Arabic and Greek."""

from organizations.importing import carry_out, plan_import
from organizations.models import Theme, TimelineEvent
from organizations.publishing import publish
from organizations.store import mark_claims

ARABIC = """# رابطة الموانئ (رم)

تأسست الرابطة في جنيف بعد الحرب، وهي التي تعمل على إدارة الموانئ بين الدول.[1]

## حقائق أساسية

- التأسيس: 1951
- المقر: جنيف، سويسرا
- الأعضاء: 175 دولة [as of مايو 2024] [review by ديسمبر 2030]
- الهدف: إدارة الموانئ بين الدول

## التسلسل الزمني

**1951–1970: أداة إعادة التوطين**

ما حدث في الحرب وما بعدها.[1]

**2016: الاندماج في منظومة الموانئ**

ما حدث في ذلك العام.[1]

## شخصيات رئيسية

- كوفي عنان: المدير العام (1951–1970)
- هدى القاسم: المديرة العامة (منذ 1990)

## البرامج الرئيسية

- برنامج العودة: يعمل على عودة السفن إلى الموانئ

## نقاط الضغط

1. الاعتماد على المانحين

   ما يأتي من الدول لا يكفي.

## المصادر

[1] وزارة الموانئ، تقرير عن الموانئ، 2010.
"""
GREEK = """# Ένωση Λιμένων (ΕΛ)

Η Ένωση ιδρύθηκε στη Γενεύη μετά τον πόλεμο.[1]

## Timeline

**1951–1970: Ίδρυση και ανάπτυξη**

Όσα έγιναν μετά τον πόλεμο.[1]

**2016: Ένταξη στο σύστημα**

Όσα έγιναν τότε.

## Key People

- Κόφι Άνναν: Γενικός Διευθυντής (1951–1970)

## Sources

[1] Υπουργείο Λιμένων, Έκθεση, 2010.
"""


def publish_dossiers_of_the_world() -> None:
    """Both, published in two editions each, their events with a theme."""
    borders = Theme.objects.get(slug="borders")
    for text in (ARABIC, GREEK):
        organization = carry_out(plan_import(text), published=True)
        events = TimelineEvent.objects.filter(organization=organization)
        mark_claims(TimelineEvent, list(events.values_list("pk", flat=True)), add=[borders.pk], remove=[])
        for pk, words in events.values_list("pk", "body"):
            events.filter(pk=pk).update(body=f"{words}\n\n{words}")
        publish(organization)
