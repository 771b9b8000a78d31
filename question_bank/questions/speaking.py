"""What is said to a hall: anecdotes, asides, dates and figures of the day."""

from __future__ import annotations

import re
from functools import lru_cache

#: What is said to hearers, not written for readers. Each begins with a character of its own, which
#: `re` looks for first: that is much quicker.
ORAL = re.compile(
    r"月(?<=\d月)(?:[，上中下]|\d)|%(?<=\d%)|件(?<=\d件)|突破|万[元亩]|亿[元亩]|增长|占到|近几年|连续[一二三四五]年|一年来|率[达为均]|说，(?<=老师说，|书记说，|师傅说，|大姐说，|大爷说，|代表说，|选民说，|群众说，)|注意，|考试|必考|美其名曰|提醒|这叫|说了算|我(?![国省市县区州镇乡党军们院]|当代表)(?<!自我)(?<!选我)|有人(?![数大民])|有的|咱|吧|呢|嘛|老[张王李赵陈刘]|去年|今年|昨天|前年|这是不对|好不好|怎么(?!样)"
    r"|建成(?=[^，]{0,8}\d)|一(?:个一个|张一张|条一条|件一件)|做到了|你(?!们)|这么[好多大快]|就?够了(?=[，。]|$)|多好|要是|冤枉|送[一二两三四五六]句话|送给大家|跟开头|名字叫|这个事|老百姓讲|有的同志|A类|B类|C类|说实话|不瞒|记得有|讲到这里|插一句|大白话|土话|一回|好多(?!年)|有一[次位]|前几[天年]|上个?月|小卖部"
)


@lru_cache(maxsize=1_024)
def is_oral(text: str) -> bool:
    """Tell whether *text* is said to hearers; of one sentence every builder asks."""
    return ORAL.search(text) is not None
