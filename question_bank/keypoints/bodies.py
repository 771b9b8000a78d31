"""Bodies and offices as laws name them: where a name ends, of what level it is, what includes it."""

from __future__ import annotations

import re
from functools import lru_cache

#: What the name of a body or office ends with, longest first.
CORES = (
    "人民代表大会常务委员会",
    "人民代表大会主席团",
    "代表资格审查委员会",
    "特定问题的调查委员会",
    "国家监察委员会",
    "中央军事委员会",
    "宪法和法律委员会",
    "财政经济委员会",
    "人民代表大会",
    "常务委员会",
    "审判委员会",
    "检察委员会",
    "监察委员会",
    "选举委员会",
    "调查委员会",
    "专门委员会",
    "工作委员会",
    "村民委员会",
    "居民委员会",
    "村务监督委员会",
    "村民代表会议",
    "人民检察院",
    "委员长会议",
    "人民政府",
    "人民法院",
    "主任会议",
    "村民会议",
    "居民会议",
    "办事机构",
    "工作机构",
    "办公厅",
    "主席团",
    "代表团",
    "国务院",
    "委员会",
    "秘书处",
    "秘书长",
    "委员长",
    "监察机关",
    "公安机关",
    "审计机关",
    "财政部门",
    "检察长",
    "选举单位",
    "政府",
    "法院",
    "检察院",
    "院长",
    "主席",
    "机关",
    "部门",
    "选民",
)
_CORE = re.compile("(?:" + "|".join(CORES) + ")$")
#: Names too wide to be a key or a wrong answer.
GENERIC = re.compile(
    "有关|相关|(?:^|国务院|政府|上级|业务|行业|本级|同级|[省市县]级|自治区|直辖市|以上)主管|国家机关|司法机关|行政机关|权力机关|单位的|受质询|所在|其他|产生它|作出|负责人|有权|原任命|本机关|各|该|其|会议的|当事|授权|制定机关|受托|备案审查|^[一二三两]"
)
#: Families: a wrong answer is never of the key's own family, since one may include the other.
FAMILIES = (
    (re.compile("常务委员会$"), "committee"),
    (re.compile("人民代表大会$|权力机关$|全国人大$"), "congress"),
    (re.compile("主席团$"), "presidium"),
    (re.compile("主任会议$|委员长会议$"), "chairs"),
    (re.compile("政府$|国务院$|部门$|行政机关$|公安机关$|审计机关$|办公厅$"), "government"),
    (re.compile("监察委员会$|监察机关$"), "supervision"),
    (re.compile("法院$|审判机关$|审判委员会$"), "court"),
    (re.compile("检察院$|检察机关$|检察委员会$|检察长$"), "procuratorate"),
    (re.compile("选举委员会$"), "election"),
    (
        re.compile(
            "专门委员会$|资格审查委员会$|财政经济委员会$|法律委员会$|调查委员会$|工作委员会$|机构$"
        ),
        "special",
    ),
    (re.compile("村民委员会$|居民委员会$"), "villagers"),
    (re.compile("村民会议$|居民会议$|村民代表会议$"), "assembly"),
    (re.compile("代表团$"), "delegation"),
    (re.compile("选民$|选举单位$"), "voters"),
)
NATIONAL = re.compile("全国|国务院|最高|国家|中央|委员长")
LOCAL = re.compile("地方|[县乡镇省市区](?!域)|自治|街道|主任会议|村|居民")
#: Levels of government, each as a name says it; a name of several is of none.
SEVERAL = re.compile("以上|以下|各级|或者|和")
TIERS = (
    (re.compile("国务院|中央"), "nation"),
    (re.compile("省"), "province"),
    (re.compile("设区的市|自治州"), "city"),
    (re.compile("县"), "county"),
    (re.compile("乡|镇|街道"), "township"),
)
JOINER = re.compile("或者|、|和|以及|及其")
LONGEST_NAME = 22


@lru_cache(maxsize=4096)
def core_of(name: str) -> str:
    """Return what *name* ends with among `CORES`, or an empty string."""
    match = _CORE.search(name)
    return match.group() if match else ""


@lru_cache(maxsize=4096)
def family_of(name: str) -> str:
    """Return the family of the body *name*; a body of no known family is its own."""
    for pattern, family in FAMILIES:
        if pattern.search(name):
            return family
    return core_of(name)


def families_of(name: str) -> frozenset[str]:
    """Return the families of all bodies that *name* joins."""
    found = {family_of(part) for part in JOINER.split(name) if part}
    if name.endswith("自治机关"):
        found |= {"congress", "government", "committee"}
    return frozenset(found)


def level_of(name: str) -> str:
    """Return ``national``, ``local`` or, for a name that fits both, an empty string."""
    national, local = NATIONAL.search(name), LOCAL.search(name)
    if bool(national) is bool(local):
        return ""
    return "national" if national else "local"


@lru_cache(maxsize=1_024)
def tier_of(name: str) -> str:
    """Return the one level of government that *name* says it is of, or an empty string."""
    if SEVERAL.search(name):
        return ""
    found = [tier for pattern, tier in TIERS if pattern.search(name)]
    return found[0] if len(found) == 1 else ""


def is_body(name: str) -> bool:
    """Tell whether *name* is a body that may be a key or a wrong answer."""
    return bool(core_of(name)) and len(name) <= LONGEST_NAME and not GENERIC.search(name)
