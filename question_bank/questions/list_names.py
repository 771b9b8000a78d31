"""What a stem calls the list whose labels it asks for."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.stems import sentence_at, standalone
from question_bank.questions.workshop import Workshop

HEAD_VERB = re.compile("(?:主要)?(?:包括|包含|有|是|为|分为|体现在|表现在|做到)$")
#: 学习要抓住三个重点 becomes 学习抓住的三个重点.
DEMAND = re.compile(
    "^(?P<who>[^要]{0,10}?)(?:还|也|更)?(?:要|应当|必须|需要)(?P<verb>.{1,3}?)(?P<what>[一二两三四五六七八九十]+[个项种本张条道门大类把笔关件方].{1,8})$"
)
#: 审议发言要把握好“四个讲” becomes 审议发言要把握好的“四个讲”.
OWNED = re.compile(
    "^(?P<who>(?!做到|坚持)[^，：“要]{2,12}?)(?:还|也)?(?:要|应当|应|必须)(?P<verb>[^，：“”]{1,4})“"
)
#: 好建议有四条标准 becomes 好建议的四条标准.
COUNTED = re.compile(
    "^(?P<who>.{2,16}?)(?:主要)?(?:有|分为|包括)(?P<what>[两三四五六七八九](?:个|项|种|条|类|大|方面|步|关).{0,8})$"
)
#: What is done so often is no thing that has members: 把材料看三遍.
TIMES = re.compile("[一二两三四五六七八九][遍次步回]$")
#: What is done to a thing that has members: 建立“收集、分办”两步闭环.
FOUNDING = re.compile(
    "^(?:要)?(?:建立健全|建立|健全|完善|形成|构建|推行|实行|落实|抓好|打造|严格|执行|坚持|推进|实施)(?=“|[一二两三四五六七八九十])"
)
#: A bare number behind a name: 二者的区别有四.
BARE = re.compile("有[两二三四五六七八九十]$")
#: What only the words before say: 二者的区别.
LEANS = re.compile("[二两]者|[前后]者|这|它们|上述|其(?![他余])")
#: How many members a list has.
COUNT = re.compile("[一二两三四五六七八九十]+(?:[个项种本张条道门大类把笔关件方点样步层句遍次])")
#: A name: what is counted belongs to something, or the count opens it.
NAME = re.compile(f"的(?:“|{COUNT.pattern})|^(?:“|{COUNT.pattern})|的要求$")
#: Longest words before a list that open a stem as they stand, in characters.
LONGEST_OPENING = 34
SPOKEN = re.compile("我|你|咱|大家|同志|[？！]")
#: What only ties a clause to another.
TIE = re.compile("(?:^|(?<=，))(?:也|还|再|又|更)(?!要求)")


def topic_of(point: KeyPoint) -> str:
    """Return the name of the list of *point*; empty where its head is no name, but says something."""
    if not point.head:
        return ""
    if named := re.search("“([^“”、]{2,10})”", point.topic):
        owned = OWNED.search(point.topic)
        return f"{owned['who']}要{owned['verb']}的{named.group()}" if owned else named.group()
    topic = FOUNDING.sub("", HEAD_VERB.sub("", point.topic).removesuffix("主要"))
    if topic.endswith(("要", "应当", "必须", "应")):
        return ""
    topic = BARE.sub("", topic)
    topic = COUNTED.sub(lambda m: f"{m['who']}的{m['what']}", topic)
    if TIMES.search(topic):
        topic += "的要求"
    topic = DEMAND.sub(lambda m: f"{m['who']}要{m['verb']}的{m['what']}", topic)
    return "" if COUNT.search(topic) and not NAME.search(topic) else topic


def opening_of(workshop: Workshop, point: KeyPoint) -> str:
    """
    Return a stem's opening with the words before the list of *point* as they stand.

    讲话指出，对被约见单位，提三点要求; empty where the list has a name of its own, and where
    its head speaks to a hall or is too long.
    """
    if point.head is None or topic_of(point) or not COUNT.search(point.topic):
        return ""
    sentence = sentence_at(workshop.document, point.head.start)
    start = sentence.start if sentence else point.head.start
    for begin in (start, point.head.start):
        words = Span(begin, point.head.end, workshop.document.clean_text[begin : point.head.end])
        told = TIE.sub("", standalone(workshop.document, words, words.text) or "")
        if told and len(told) <= LONGEST_OPENING and not SPOKEN.search(told):
            return f"{workshop.source.place(point.section)}指出，{told}"
    return ""


def requoted(text: str) -> str:
    """Return *text* with inner marks, so that it can stand in quotation marks."""
    return text.replace("“", "‘").replace("”", "’")
