"""The sample's texts in other languages: the program of 2021 in all of them, the fictional one in Spanish.

So readers see a translated program, and one that is partly in English and says so.
"""

from programs.models import Meeting, MeetingTranslation, Program, ProgramTranslation
from programs.sample.rows import add

#: Language, title, summary, description.
TIP_HEROES_2021 = [
    (
        "es",
        "Héroes del Informe sobre la Trata de Personas (TIP) de 2021",
        "Un proyecto multirregional de un mes, en línea: ocho Héroes del Informe TIP, de ocho países, se "
        "reunieron con quienes trabajan contra la trata de personas en Washington, Minneapolis y Miami.",
        "El programa trató de las respuestas a la trata de personas, de cómo colaboran los gobiernos y las "
        "organizaciones no gubernamentales, y de la defensa de derechos guiada por sobrevivientes. En las "
        "sesiones participaron intérpretes y personas de enlace.\n\n"
        "Antes del programa, el 1 de julio de 2021, los ocho fueron homenajeados en la ceremonia virtual en "
        "que se presentó el Informe sobre la Trata de Personas de 2021.\n\n"
        "El registro no está completo. Las fuentes dicen con qué organizaciones se reunió el grupo, pero dan "
        "pocas fechas y ninguna hora.",
    ),
    (
        "fr",
        "Héros du Rapport 2021 sur la traite des personnes (TIP)",
        "Un projet multirégional d’un mois, en ligne : huit Héros du Rapport TIP, venus de huit pays, ont "
        "rencontré des personnes qui luttent contre la traite à Washington, Minneapolis et Miami.",
        "Le programme portait sur les réponses à la traite des personnes, sur le travail commun des "
        "gouvernements et des organisations non gouvernementales, et sur le plaidoyer nourri par les "
        "survivants. Des interprètes et des accompagnateurs ont participé aux séances.\n\n"
        "Avant le programme, le 1er juillet 2021, les huit ont été honorés lors de la cérémonie virtuelle de "
        "lancement du Rapport 2021 sur la traite des personnes.\n\n"
        "Les archives sont incomplètes. Les sources disent quelles organisations le groupe a rencontrées, "
        "mais donnent peu de dates et aucune heure.",
    ),
    (
        "ar",
        "أبطال تقرير الاتجار بالأشخاص (TIP) لعام 2021",
        "مشروع متعدد الأقاليم استمر شهرًا عبر الإنترنت: التقى ثمانية من أبطال تقرير الاتجار بالأشخاص، من "
        "ثمانية بلدان، بأشخاص يعملون على مكافحة الاتجار بالبشر في واشنطن العاصمة ومينيابوليس وميامي.",
        "تناول البرنامج سبل التصدي للاتجار بالبشر، وكيفية عمل الحكومات والمنظمات غير الحكومية معًا، "
        "والمناصرة التي تسترشد بآراء الناجين. وشارك في الجلسات مترجمون شفويون ومرافقون.\n\n"
        "وقبل البرنامج، في 1 يوليو 2021، كُرِّم الثمانية في الحفل الافتراضي لإطلاق تقرير الاتجار بالأشخاص "
        "لعام 2021.\n\n"
        "السجل غير مكتمل. تذكر المصادر المنظمات التي التقت بها المجموعة، لكنها لا تذكر إلا تواريخ قليلة ولا "
        "تذكر أي أوقات.",
    ),
]
#: Title of a meeting, and its title in each language.
TIP_HEROES_2021_MEETINGS = {
    "U.S. Department of State and federal interagency briefings": {
        "es": "Sesiones informativas del Departamento de Estado y de organismos federales",
        "fr": "Séances d’information du Département d’État et d’organismes fédéraux",
        "ar": "جلسات إحاطة من وزارة الخارجية الأمريكية وهيئات اتحادية",
    },
    "U.S. Department of Labor": {
        "es": "Departamento de Trabajo de los Estados Unidos",
        "fr": "Département du Travail des États-Unis",
        "ar": "وزارة العمل الأمريكية",
    },
    "NGO roundtable": {
        "es": "Mesa redonda de organizaciones no gubernamentales",
        "fr": "Table ronde d’organisations non gouvernementales",
        "ar": "مائدة مستديرة لمنظمات غير حكومية",
    },
}


def translate_tip_heroes_2021(program: Program) -> None:
    """The program of 2021, and those of its meetings whose titles are more than a name."""
    for language, title, summary, description in TIP_HEROES_2021:
        _translate(program, language, title, summary, description)
    for meeting in Meeting.objects.filter(program=program, title__in=TIP_HEROES_2021_MEETINGS):
        for language, title in TIP_HEROES_2021_MEETINGS[meeting.title].items():
            add(MeetingTranslation, meeting=meeting, language=language, title=title)


def translate_fictional(program: Program) -> None:
    """The fictional program, in Spanish and without its description."""
    _translate(
        program,
        "es",
        "Constructores de Puentes Ficticios (un programa inventado)",
        "Este programa es ficticio. Sus personas, organizaciones y reuniones son inventadas para mostrar lo "
        "que este sitio puede hacer; solo las ciudades y sus husos horarios son reales.",
    )


def _translate(program: Program, language: str, title: str, summary: str, description: str = "") -> None:
    add(
        ProgramTranslation,
        program=program,
        language=language,
        title=title,
        summary=summary,
        description=description,
    )
