"""What ``course.yaml`` and the front matter of a text may say."""

from courses.models import Audience, Edition, Lesson, Resource
from lms.lib.shapes import any_of, flag, many, mapping, number, one_of, record, text

CODE = text(longest=6, matching=r"[A-Z]{1,2}\d{0,2}")
ITEM_CODE = text(longest=8, matching=r"[A-Z]{1,2}\d{1,2}\.\d{1,2}")
ANY_CODE = text(longest=8, matching=r"[A-Z]{1,2}\d{1,2}(\.\d{1,2})?")
COURSE_NAME = text(longest=60, matching=r"[a-z][a-z0-9_-]*")
LANGUAGE = text(longest=10, matching=r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
MINUTES = number(1, 6000)
TITLE = record({"es": text(longest=200)}, {"en": text(longest=200)})
OBJECTIVE = record({"es": text(longest=300)}, {"en": text(longest=300)})

LESSON = record(
    {"code": ITEM_CODE},
    {
        # What an item that is shared from another course does not say is as it is there.
        "from": text(longest=70),
        "type": one_of(*Lesson.Kind.values),
        "minutes": MINUTES,
        "title": TITLE,
        "objective": OBJECTIVE,
        "closed_by": one_of(*Lesson.ClosedBy.values),
        "deliverables": many(text(longest=2, matching=r"E[1-5]")),
        "test": one_of("pre", "post"),
    },
)
MODULE = record(
    {
        "code": CODE,
        "minutes": MINUTES,
        "title": TITLE,
        "objective": OBJECTIVE,
        "lessons": many(LESSON, least=1),
    }
)
SESSION = record(
    {"code": CODE, "minutes": MINUTES, "title": TITLE},
    {"agenda": many(record({"minutes": MINUTES, "activity": text(longest=200)}))},
)
COURSE = record(
    {
        "slug": COURSE_NAME,
        "audience": one_of(*Audience.values),
        "title": TITLE,
        "objective": record({"es": text(longest=400)}, {"en": text(longest=400)}),
        "hours": record(
            {
                "online": number(0, 1000, is_whole=False),
                "in_person": number(0, 1000, is_whole=False),
            }
        ),
        "modules": many(MODULE, least=1),
    },
    {
        "state": one_of(Edition.State.DRAFT.value, Edition.State.PUBLISHED.value),
        "international": flag(),
        "in_person": many(SESSION),
        "counterparts": mapping(COURSE_NAME, mapping(ANY_CODE, ANY_CODE)),
        "quizzes": record(
            {},
            {
                "pass_mark": number(0, 100),
                "attempts": record({}, {kind: number(1, 20) for kind in ("module", "pre", "post")}),
            },
        ),
    },
)
TEXT = record(
    {
        "code": ITEM_CODE,
        "language": LANGUAGE,
        "kind": one_of(*Lesson.Kind.values),
        "minutes": MINUTES,
    },
    {
        "title": text(longest=200),
        "objective": text(longest=300),
        "goals": many(number(1, 17)),
        "targets": many(text(longest=5, matching=r"\d{1,2}\.(\d{1,2}|[a-d])")),
        "reviewed": flag(),
        "tree_codes": flag(),
        "sources": many(text(longest=400)),
    },
)

TERM = record(
    {
        "term": record({"es": text(longest=120)}, {"en": text(longest=120)}),
        "definition": record({"es": text(longest=600)}, {"en": text(longest=600)}),
    },
    {"acronym": text(longest=20), "modules": many(CODE, least=1)},
)
GLOSSARY = record({"terms": many(TERM)}, {"from": COURSE_NAME})
RESOURCE = record(
    {
        "kind": one_of(*Resource.Kind.values),
        "title": text(longest=250),
        "author": text(longest=200),
        "year": any_of(text(longest=40), number(1000, 2100)),
    },
    {
        "modules": many(CODE, least=1),
        "language": LANGUAGE,
        "address": text(longest=300, matching=r"https?://[^\s<>\"']+"),
        "size": number(1, 10**9),
    },
)
RESOURCES = record({"resources": many(RESOURCE)}, {"from": COURSE_NAME})
