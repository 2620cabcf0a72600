"""The words of dates in nine languages, each with what it stands for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum


class Word(StrEnum):
    """What a word, a number or a mark of a period is."""

    YEAR = "year"
    NUMBER = "number"
    ORDINAL = "ordinal"
    DECADE = "decade"
    DAY = "day of a calendar"
    PAIR = "year and two digits"
    NUMERIC = "day and month in numbers"
    MONTH = "month"
    WEEKDAY = "weekday"
    CENTURY = "century"
    DECADE_OF = "decade of"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    PART = "part"
    FISCAL = "fiscal year"
    CIRCA = "circa"
    UNSURE = "?"
    DASH = "dash"
    TO = "to"
    SLASH = "/"
    AND = "and"
    OR = "or"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    BY = "by"
    BETWEEN = "between"
    ONWARDS = "onwards"
    PRESENT = "present"
    OUR_ERA = "AD"
    BEFORE_CHRIST = "BC"
    FILLER = ""
    UNKNOWN = "unknown"

    __hash__ = str.__hash__  # an Enum's own takes a tenth of the time of reading a period


_SIMPLE = re.compile("[\\x00-\\x7f–—]*")


def plain(words: str) -> str:
    """Words without what makes no difference: case, accents, marks of direction, the script of digits."""
    if _SIMPLE.fullmatch(words):
        return words.casefold()
    # NFD, so that an accent is a mark of its own; signs that look alike become one.
    folded = unicodedata.normalize("NFD", words).casefold().translate(_ALIKE)
    text = "".join(_digit(char) for char in folded if unicodedata.category(char) not in ("Mn", "Cf"))
    return _CHINESE_NUMBER.sub(_in_figures, text)


# Only before a sign of dates: elsewhere these are words, as 一 in 统一.
_CHINESE_NUMBER = re.compile("[0零一二三四五六七八九十]{1,4}(?=[年月日号]|世[纪紀]|年代)")
_CHINESE_FIGURES = {figure: str(number) for number, figure in enumerate("零一二三四五六七八九")} | {"0": "0"}


def _in_figures(match: re.Match[str]) -> str:
    """A Chinese number in figures: 一九四八 is 1948, 二十一 is 21; what is none stays as it is."""
    words = match[0]
    # 0 stands in the pattern for 〇, which `_ALIKE` has made of it.
    if words.isdecimal():
        return words
    if "十" not in words:
        return "".join(_CHINESE_FIGURES[figure] for figure in words)
    tens, _ten, ones = words.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return words
    return str(int(_CHINESE_FIGURES[tens or "一"]) * 10 + int(_CHINESE_FIGURES[ones or "零"]))


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


_ALIKE = str.maketrans(
    {
        "−": "-",
        "‑": "-",
        "‐": "-",
        "－": "-",
        "／": "/",
        "，": ",",
        "、": ",",
        "،": ",",
        "（": "(",
        "）": ")",
        "．": ".",
        "。": ".",
        "？": "?",
        "؟": "?",
        "～": "–",
        "〜": "–",
        "‒": "–",
        # "1951 → 1958".
        "→": "–",
        "➜": "–",
        "➔": "–",
        "⟶": "–",
        "―": "—",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        # The Arabic stroke that only draws a word out.
        "ـ": None,
        "〇": "0",
        "：": ":",
    }
)

MONTHS: Mapping[str, str] = {
    "en": "january february march april may june july august september october november december",
    "en short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "en other": "- - - - - - - - sept - - christmas",
    "en day": "new_year's_day - - - - - - - - - - christmas_day",
    "en eve": "new_year - - - - - - - - - - christmas_eve",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "fr other": "- fév - - - - - - - - - noël",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es short": "ene feb mar abr may jun jul ago sept oct nov dic",
    "es other": "- - - - - - - - setiembre - - navidad",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pt short": "jan fev mar abr mai jun jul ago set out nov dez",
    "pt other": "- - - - - - - - - - - natal",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de short": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "de other": "jänner feber maerz - - - - - sept - - weihnachten",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "it other": "- - - - - - - - - - - natale",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru alone": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru in": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "ru short": "янв февр мар апр мая июн июл авг сент окт нояб дек",
    "ru other": "- фев - - - - - - сен - ноя -",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar other": "- - - - - يونيه يوليه - - - - -",
    "ar_LB": ("كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"),
    "ar_DZ": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar_MA": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "zh short": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
"""The months of each language, January to December: those of CLDR, and others in use (a test compares them).

Christmas is in December, and Easter in spring: a month and a season are never wrong where days would be. The Russian
Christmas is in January, and so is none of these.
"""

_WEEKDAYS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    понедельник вторник среда четверг пятница суббота воскресенье
    الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
"""

_SEASONS = (
    """spring printemps primavera frühling frühjahr весна весной весны ربيع الربيع 春 春季 春天
        easter pâques pascua páscoa pasqua ostern пасха пасхи пасху на_пасху""",
    "summer été verano verão sommer estate лето летом лета صيف الصيف 夏 夏季 夏天",
    "autumn fall automne otoño outono herbst autunno осень осенью осени خريف الخريف 秋 秋季 秋天",
    "winter hiver invierno inverno зима зимой зимы شتاء الشتاء 冬 冬季 冬天",
)

_PARTS = {
    "early": """early beginning_of start_of beginning earlier début anfang principios inicios comienzos início inícios
        começo inizio inizi primi frühe frühen начало начале начала أوائل بداية مطلع 初 年初 早期 初期 前期 初叶""",
    "mid": """mid middle_of middle milieu mi mitte mediados meados metà середина середине середины
        منتصف أواسط 中期 年中 中叶""",
    "late": """late end_of end later fin ende finales fines späte späten final finais fim fine конец конце конца
        أواخر نهاية 末 底 年末 年底 晚期 后期 末期 末叶""",
}

DECADES = {
    20: """twenties années_vingt años_veinte los_veinte anos_vinte anni_venti zwanziger zwanzigern двадцатые двадцатых
        العشرينيات العشرينات عشرينيات عشرينات""",
    30: """thirties années_trente años_treinta los_treinta anos_trinta anni_trenta dreißiger dreißigern
        тридцатые тридцатых الثلاثينيات الثلاثينات ثلاثينيات ثلاثينات""",
    40: """forties années_quarante años_cuarenta los_cuarenta anos_quarenta anni_quaranta vierziger vierzigern
        сороковые сороковых
        الأربعينيات الأربعينات أربعينيات أربعينات""",
    50: """fifties années_cinquante años_cincuenta los_cincuenta anos_cinquenta anni_cinquanta fünfziger fünfzigern
        пятидесятые пятидесятых الخمسينيات الخمسينات خمسينيات خمسينات""",
    60: """sixties années_soixante años_sesenta los_sesenta anos_sessenta anni_sessanta sechziger sechzigern
        шестидесятые шестидесятых الستينيات الستينات ستينيات ستينات""",
    70: """seventies années_soixante-dix años_setenta los_setenta anos_setenta anni_settanta siebziger siebzigern
        семидесятые семидесятых السبعينيات السبعينات سبعينيات سبعينات""",
    80: """eighties années_quatre-vingt années_quatre-vingts años_ochenta los_ochenta anos_oitenta anni_ottanta
        achtziger achtzigern восьмидесятые восьмидесятых الثمانينيات الثمانينات ثمانينيات ثمانينات""",
    90: """nineties années_quatre-vingt-dix años_noventa los_noventa anos_noventa anni_novanta neunziger neunzigern
        девяностые девяностых التسعينيات التسعينات تسعينيات تسعينات""",
}
"""A decade of a century that is not said, the word of its number last: other dates may tell which (`decades`)."""

LAST_CENTURY = """of_last_century of_the_last_century du_siècle_dernier du_siècle_passé del_siglo_pasado
    do_século_passado del_secolo_scorso des_letzten_jahrhunderts des_vorigen_jahrhunderts прошлого_века القرن_الماضي
    上世纪 上世紀 上个世纪"""
"""What leaves a decade without its century all the same."""

_ORDINALS = (
    """first premier première primer primero primera primeiro primeira primo prima erste ersten erstes
        первый первая первой الأول الأولى 上""",
    """second deuxième seconde segundo segunda secondo seconda zweite zweiten zweites второй вторая
        الثاني الثانية 下""",
    """third troisième tercer tercero tercera terceiro terceira terzo terza dritte dritten drittes третий третья
        الثالث الثالثة""",
    "fourth quatrième cuarto cuarta quarto quarta vierte vierten viertes четвертый четвертая الرابع الرابعة",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth التاسع_عشر 十九",
    "twentieth العشرين العشرون 二十",
    "twenty-first الحادي_والعشرين 二十一",
)

_WORDS: Mapping[Word, str] = {
    Word.WEEKDAY: _WEEKDAYS,
    Word.CENTURY: """century centuries cent siècle siècles siglo siglos século séculos secolo secoli jahrhundert
        jahrhunderts jahrhunderte jh jhd jhdt век века веке веков вв القرن قرن 世纪 世紀""",
    Word.DECADE_OF: """années annees años años_de anos anos_de
        década_de década_dos década decade_of_the decade anni années_de jahre jahren
        годы годов годах عقد 年代""",
    Word.QUARTER: "quarter quarters trimestre trimestres quartal trimestral квартал квартала ربع 季度",
    Word.HALF: """half halves moitié semestre semester mitad metade halbjahr hälfte половина половине полугодие نصف
        النصف 半年""",
    Word.FISCAL: """fy fiscal_year financial_year fiscal school_year academic_year budget_year exercice
        haushaltsjahr geschäftsjahr ejercicio exercício esercizio""",
    Word.CIRCA: """c ca circa cca about around approx approximately roughly vers env environ um etwa gegen hacia
        alrededor_de cerca_de por_volta_de verso intorno_al около ок примерно حوالي نحو 约 大约 ~""",
    Word.UNSURE: "? uncertain probably possibly perhaps presumably maybe likely voraussichtlich vsl",
    Word.TO: "to through thru till until bis à a au al hasta até ate fino_al fino по إلى الى حتى 至 到",
    Word.AND: "and & et y e und и و 和 与",
    Word.OR: "or ou o oder или أو 或",
    Word.SINCE: """since from starting beginning_in depuis dès à_partir_de a_partir_de seit ab von desde dal dalla
        da с منذ من 自 从 自从""",
    Word.UNTIL: "until till to up_to through_to jusqu'en jusqu'à jusqu'au bis hasta até ate fino_al до حتى 到 至",
    Word.BEFORE: """before prior_to pre earlier_than avant ante vor antes_de antes_del antes prima_del prima_di قبل
        ранее перед 之前 以前""",
    Word.AFTER: """after post later_than following après apres nach después_de después_del despues_de depois_de
        dopo dopo_il после بعد 之后 以后""",
    Word.BY: "by no_later_than not_later_than к",
    Word.BETWEEN: "between entre zwischen tra fra между بين",
    Word.ONWARDS: """onwards onward on forward and_after and_later and_onwards ff en_adelante in_poi em_diante
        e_oltre et_plus y_más и_далее 起 以来 开始 +""",
    Word.PRESENT: """incumbent in_office en_fonction en_exercice en_funciones en_el_cargo no_cargo em_exercício
        im_amt amtierend in_carica 在任 attuale in_corso tuttora ad_oggi actual atual actuel en_cours laufend
        present now today ongoing current date to_date the_present_day present_day the_present
        aujourd'hui présent ce_jour maintenant heute jetzt oggi adesso hoy la_actualidad actualidad presente hoje
        la_fecha a_atualidade atualidade настоящее_время настоящего_времени сегодня н.в الآن الحاضر اليوم
        今 现在 現在""",
    Word.OUR_ERA: """ad ce a.d c.e anno_domini ap._j.-c ap_j.-c apr._j.-c n._chr n.chr d.c d._c н._э н.э نها 公元
        م ميلادي ميلادية""",
    Word.BEFORE_CHRIST: """bc bce b.c b.c.e av._j.-c av_j.-c v._chr v.chr a.c a._c до_н._э до_н.э ق.م ق._م 公元前""",
    Word.FILLER: """dans durante während pendant lors_de au_cours_de au_cours_des
        for_the_years for_the_year for_the_period for_the_term in_the_years in_the_period the_years over_the_period
        pour_les_années pour_la_période für_die_jahre in_den_jahren para_los_años en_el_período para_os_anos no_período
        per_gli_anni nel_periodo за_годы за_период
        the of in on at during le la les l' l d' d du de des en el los las der die das den dem des am im il
        lo gli agli
        negli nei i nel nello nella nell' nell del della dello dell' dell degli dei do da dos no na nos nas em o os as
        um_ano в во год года году гг г عام عامي سنة سنتي في لعام من_عام year years année années_ano anno ano año jahr
        anni_ 年 日 号 served term term_of_office im_amt amtszeit mandat mandato
        срок_полномочий 任期 ' ( ) [ ] , .""",
}
"""Of a word that stands for several things, which of them is meant is told by its place: see `tokens`."""


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(pieces(plain(text.replace("_", " "))))


_PIECE = re.compile(r"[0-9]+|[\u3007\u4e00-\u9fff]|[^\W\d_]+|[^\s\w]|_")


def pieces(text: str) -> list[str]:
    """Plain text in pieces: numbers, words, single Chinese signs and single marks."""
    return _PIECE.findall(text)


Meaning = tuple[Word, int | str]


def _meanings() -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Every phrase with what it stands for; of two for the same phrase the first holds, but for TO and UNTIL."""
    for names in MONTHS.values():
        for number, name in enumerate(names.split(), start=1):
            if name != "-":
                yield _phrase(name), (Word.MONTH, number)
    for part, names in _PARTS.items():
        yield from ((_phrase(name), (Word.PART, part)) for name in names.split())
    for decade, names in DECADES.items():
        yield from ((_phrase(name), (Word.DECADE, decade)) for name in names.split())
    for number, names in enumerate(_SEASONS, start=1):
        yield from ((_phrase(name), (Word.SEASON, number)) for name in names.split())
    for number, names in enumerate(_ORDINALS, start=1):
        yield from ((_phrase(name), (Word.ORDINAL, number)) for name in names.split())
    for kind, names in _WORDS.items():
        yield from ((_phrase(name), (kind, name)) for name in names.split())
    yield from ((_phrase(name), (Word.FILLER, name)) for name in LAST_CENTURY.split())


def _table() -> Mapping[str, Sequence[tuple[tuple[str, ...], Meaning]]]:
    known: dict[tuple[str, ...], Meaning] = {}
    for phrase, meaning in _meanings():
        known.setdefault(phrase, meaning)
    table: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    # The longest first: "end of" is a part, "end" alone too, and "fino al" no "fino".
    for phrase, meaning in sorted(known.items(), key=lambda each: -len(each[0])):
        table.setdefault(phrase[0], []).append((phrase, meaning))
    return table


PHRASES = _table()
"""By its first piece each phrase with its meaning, the longest first."""

KNOWN_PIECES = frozenset(piece for phrases in PHRASES.values() for phrase, _meaning in phrases for piece in phrase)
"""Every piece of a phrase: what is none of them, no figure and no mark, is of no date."""
