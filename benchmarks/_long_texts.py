"""
Texts of any length to generate from, the same on every machine.

A speech is put together from the paragraphs of the built-in one, a law from the
sentences below. Both change bodies, places, fields and numbers from round to round
and draw their sentences anew, so that a long text is more than a short one repeated;
it still repeats its turns of phrase more than any real text of that length would.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

NUMERALS = "一二三四五六七八九十"
BODIES = tuple("市县区镇乡")
PEOPLE = ("群众", "居民", "村民", "选民", "职工", "商户", "老人", "家长", "农户", "学生", "乡亲")
#: A field is named by one word of each row: 社区养老, 农村供水.
PLACES = ("社区", "农村", "城区", "校园", "园区", "山区", "沿河", "老城", "企业", "家庭")
FIELDS = (
    *(
        "教育",
        "医疗",
        "养老",
        "就业",
        "住房",
        "交通",
        "环保",
        "水利",
        "文化",
        "体育",
        "治安",
        "消防",
    ),
    *(
        "供水",
        "供热",
        "托育",
        "菜场",
        "物业",
        "绿化",
        "停车",
        "电梯",
        "信访",
        "调解",
        "法援",
        "农技",
    ),
)
ACTS = (
    *("走访", "座谈", "视察", "调研", "约见", "接待", "回访", "旁听"),
    *("查阅", "暗访", "抽查", "点评", "评议", "督办", "会商"),
)
MONTHS = ("一个月", "两个月", "三个月", "六个月", "九个月")
DAYS = ("三日", "五日", "七日", "十日", "十五日", "二十日", "三十日")
SHARES = ("三分之一", "四分之一", "五分之一", "十分之一", "过半数", "三分之二以上")
#: Who, when and what of a rule; a name in braces is drawn anew each time.
WHO = (
    "代表",
    "代表小组",
    "代表联络站",
    "{body}人民政府",
    "{body}人民代表大会主席团",
    "{body}人民代表大会常务委员会",
    "承办{field}建议的单位",
    "{field}主管部门",
    "主持{act}的工作机构",
    "受{people}委托的工作人员",
)
WHEN = (
    "自{act}结束之日起{days}内",
    "在{body}人民代表大会会议举行前{days}",
    "收到{people}关于{field}的意见后",
    "每{months}",
    "对{field}项目进行{act}时",
    "因{field}工作需要延期的",
    "经全体代表{share}同意",
    "遇有{field}方面的突发情况",
    "受理{people}的申诉以后",
    "编制{field}预算期间",
    "根据{people}的意见",
    "结合{field}工作的实际",
    "依照{field}方面法律的规定",
    "在开展{act}的过程中",
    "会同{field}主管部门",
    "针对{people}反映的{field}难题",
)
WHAT = (
    "应当将{people}对{field}工作的意见书面送交{body}人民代表大会常务委员会",
    "应当向{people}公布{field}资金的使用情况，并接受{act}",
    "可以组织{number}名以上代表对{field}工作进行{act}",
    "不得向{people}摊派{field}费用",
    "应当在{days}内答复；内容复杂的，经批准可以延长{days}",
    "至少{act}{number}次，{act}前应当把{field}材料送{people}所在的社区",
    "有权就{field}工作中的问题提出质询，受质询的部门应当在{days}以内作出答复",
    "应当听取{number}个以上代表小组关于{field}和{field}的建议",
    "可以将{field}规划列为{body}人民代表大会会议的议题",
    "负责保管{act}形成的{field}档案，保管期限不少于{number}年",
    "应当建立{field}、{field}、{field}等项目的{act}制度",
    "不得以{act}为由干预{field}案件的办理",
    "应当为{people}了解{field}工作提供便利",
    "应当将{field}列为{act}的重点，防止走过场",
    "推动{field}领域的突出问题得到解决",
    "加强与{people}的联系，听取其对{field}的批评和建议",
    "应当公开{field}办理的程序、标准和结果",
    "对{act}中发现的{field}问题进行分类整理，交有关机关研究处理",
    "可以邀请{people}旁听有关{field}的{act}",
    "督促{field}主管部门改进工作，提高服务{people}的水平",
)
#: Heads of numbered lists, and what may stand in one.
HEADS = ("代表在{act}时享有下列权利：", "代表在{act}时应当履行下列义务：")
MEMBERS = (
    "了解{field}、{field}工作的情况",
    "查阅与{people}有关的{field}资料",
    "对{field}经费的使用提出意见",
    "要求{body}人民政府说明{field}规划",
    "保守{act}中知悉的{field}秘密",
    "如实反映{people}对{field}的要求",
    "按时参加{field}专题{act}",
    "向{people}报告{act}的结果",
)
SHARE_OF_RULES, SHARE_OF_KEPT = 0.15, 0.9
ARTICLES_OF_CHAPTER, ARTICLES_TO_LIST = 30, 20


def speech(length: int, source: str, seed: int = 1) -> str:
    """
    Return a speech of about *length* characters.

    Args:
        length: In characters; the text is at most a paragraph longer.
        source: A clean speech whose parts begin with 一、 and so on.
        seed: Another seed draws other words.
    """
    rng = random.Random(seed)  # noqa: S311
    opening, *parts = re.split("(?m)^(?=[一二三四五六七八九十]、)", source)
    text = [opening]
    size, number = len(opening), 0
    while size < length:
        part = _varied(parts[number % len(parts)], rng)
        part = NUMERALS[number % len(NUMERALS)] + part[1:]
        text.append(part[: length - size + 1].rstrip("\n") + "\n")
        size += len(text[-1])
        number += 1
    return "".join(text)


def _varied(part: str, rng: random.Random) -> str:
    """Return *part* with other people, bodies and fields, and some of its sentences."""
    people, body = rng.choice(PEOPLE), rng.choice(BODIES)
    text = re.sub("群众(?!路线)", lambda _: rng.choice((people, "群众")), part)
    text = re.sub("区(?=[委人政])", body, text)
    text = re.sub("工作(?=[，。])", lambda _: _field(rng) + "工作", text)
    text = re.sub("[调视]研|视察", lambda _: rng.choice(ACTS), text)
    heading, *lines = text.splitlines(keepends=True)
    return heading + "".join("".join(_drawn(line, rng)) for line in lines)


def _drawn(line: str, rng: random.Random) -> Iterator[str]:
    """Yield most sentences of *line*, now and then with a rule of our own before them."""
    first, *rest = re.split("(?<=。)", line)
    yield first
    for sentence in rest:
        if sentence.strip() and rng.random() < SHARE_OF_RULES:
            yield _rule(rng)
        if rng.random() < SHARE_OF_KEPT or not sentence.strip():
            yield sentence


def law(length: int, seed: int = 1) -> str:
    """Return a law of about *length* characters, in chapters of thirty articles."""
    rng = random.Random(seed)  # noqa: S311
    text = ["示范市人民代表大会代表工作条例\n"]
    size, number = len(text[0]), 0
    while size < length:
        if number % ARTICLES_OF_CHAPTER == 0:
            chapter = _numeral(number // ARTICLES_OF_CHAPTER % 99 + 1)
            text.append(f"第{chapter}章　{_field(rng)}工作\n")
        body = _list(rng) if number % ARTICLES_TO_LIST == 0 else _article(rng)
        text.append(f"第{_numeral(number % 999 + 1)}条　{body}\n")
        size += len(text[-1])
        number += 1
    return "".join(text)


def _list(rng: random.Random) -> str:
    """Return an article that numbers rights or obligations."""
    members = rng.sample(MEMBERS, 4)
    lines = [filled(rng.choice(HEADS), rng)]
    for number, member in enumerate(members):
        mark = "。" if member is members[-1] else "；"
        lines.append(f"（{NUMERALS[number]}）{filled(member, rng)}{mark}")
    return "\n".join(lines)


def _article(rng: random.Random) -> str:
    return "".join(_rule(rng) for _ in range(rng.randint(1, 3)))


def _rule(rng: random.Random) -> str:
    """Return a sentence of a law."""
    return filled(f"{rng.choice(WHO)}{rng.choice(WHEN)}，{rng.choice(WHAT)}。", rng)


def _field(rng: random.Random) -> str:
    return rng.choice(PLACES) + rng.choice(FIELDS)


def filled(pattern: str, rng: random.Random) -> str:
    """Return *pattern* with a word drawn for each name in braces."""
    drawers: dict[str, Sequence[str]] = {
        "act": ACTS,
        "body": [f"示范{body}" for body in BODIES],
        "days": DAYS,
        "months": MONTHS,
        "number": NUMERALS[1:],
        "people": PEOPLE,
        "share": SHARES,
    }
    return re.sub(
        r"\{(\w+)\}",
        lambda m: _field(rng) if m[1] == "field" else rng.choice(drawers[m[1]]),
        pattern,
    )


def _numeral(number: int) -> str:
    """Return *number*, from 1 to 999, in Chinese numerals."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{NUMERALS[hundreds - 1]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else NUMERALS[tens - 1]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (NUMERALS[ones - 1] if ones else "")
