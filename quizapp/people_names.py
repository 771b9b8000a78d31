"""What roles, standings and deeds are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from question_bank.storage.models.values import Role
from question_bank.storage.people import Standing
from quizapp.languages import mark

ROLES: Final[Mapping[Role, str]] = {
    Role.LEARNER: mark("代表"),
    Role.AUTHOR: mark("出题"),
    Role.REVIEWER: mark("审题"),
    Role.ADMIN: mark("管理"),
}
#: What each role may do, for the page that grants them.
ROLE_NOTES: Final[Mapping[Role, str]] = {
    Role.AUTHOR: mark("写题、改题、组卷、发邀请"),
    Role.REVIEWER: mark("还能签发、退回和停用题目"),
    Role.ADMIN: mark("还能管人员、设置、备份和操作记录"),
}
STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.HERE: mark("来过"),
    Standing.LISTED: mark("在名单上，还没来过"),
    Standing.UNNAMED: mark("没留姓名"),
    Standing.CLOSED: mark("已停用"),
}
#: What a deed was done to: the part of its name before the dot.
AREAS: Final[Mapping[str, str]] = {
    "question": mark("题目"),
    "paper": mark("试卷"),
    "document": mark("文件"),
    "bank": mark("题库"),
    "words": mark("词库"),
    "appeal": mark("申诉"),
    "report": mark("题目有误"),
    "person": mark("人员"),
    "people": mark("名单"),
    "group": mark("代表团"),
    "invitation": mark("邀请"),
    "request": mark("代表的请求"),
    "account": mark("账号"),
    "office": mark("设置"),
}
#: What was done: the part after it.
VERBS: Final[Mapping[str, str]] = {
    "accept": mark("增加可接受的答案"),
    "add": mark("添加"),
    "archive": mark("归档"),
    "backup": mark("下载备份"),
    "bulk": mark("批量处理"),
    "bulk_undo": mark("撤销批量处理"),
    "cancel": mark("取消"),
    "change": mark("修改"),
    "close": mark("停用或关闭"),
    "create": mark("新建"),
    "decide": mark("处理"),
    "difficulty": mark("改难度"),
    "dismiss": mark("不照办"),
    "draft": mark("转为草稿"),
    "edit": mark("修改"),
    "enter_sheet": mark("录入答题卡"),
    "erase": mark("申请清除身份"),
    "export": mark("导出"),
    "extend": mark("延长"),
    "flag": mark("标记"),
    "forget": mark("清除身份"),
    "freeze": mark("定稿"),
    "generate": mark("生成题目"),
    "grant": mark("照办"),
    "group": mark("加入或更换代表团"),
    "import": mark("导入"),
    "invite": mark("发账号链接"),
    "join": mark("加入"),
    "kind": mark("改内容"),
    "leave": mark("移出代表团"),
    "logo": mark("更换标志"),
    "make": mark("新建"),
    "merge": mark("合并两份记录"),
    "open": mark("恢复"),
    "outdated": mark("转待复核"),
    "phone_code": mark("生成一次性代码"),
    "pin_removed": mark("取消数字密码"),
    "print": mark("下载打印"),
    "published": mark("发布"),
    "regrade": mark("改答案并重新判分"),
    "rejected": mark("退回"),
    "reset_link": mark("发重设密码链接"),
    "restore": mark("恢复"),
    "restored": mark("恢复旧版"),
    "retired": mark("停用"),
    "review": mark("转待审"),
    "revoke": mark("收回"),
    "roles": mark("改角色"),
    "sign": mark("签发"),
    "tag": mark("加标签"),
    "thaw": mark("撤回定稿"),
    "undo": mark("撤销"),
    "untag": mark("去标签"),
    "version": mark("更新版本"),
}
#: What else is told of a deed.
DETAILS: Final[Mapping[str, str]] = {
    "action": mark("做法"),
    "added": mark("新增"),
    "answer": mark("作答编号"),
    "attempt": mark("答卷编号"),
    "closes_at": mark("截止时间"),
    "count": mark("数量"),
    "created": mark("新题"),
    "end": mark("止于第几字"),
    "faults": mark("有问题的行"),
    "format": mark("格式"),
    "from": mark("原来"),
    "group": mark("代表团编号"),
    "invitation": mark("邀请编号"),
    "kept": mark("保留人改过的"),
    "known": mark("已有"),
    "merged": mark("并入的人员编号"),
    "name": mark("名称"),
    "paper": mark("试卷编号"),
    "points": mark("满分"),
    "privacy": mark("加入时告诉代表的话"),
    "publish_uploads": mark("没有疑问的新题直接发布"),
    "question": mark("题目编号"),
    "questions": mark("题目"),
    "reason": mark("理由"),
    "refused": mark("没有采用"),
    "request": mark("请求"),
    "score": mark("分数"),
    "sheet": mark("答题卡编号"),
    "sheets": mark("答题卡张数"),
    "variants": mark("卷别"),
    "role": mark("角色"),
    "roles": mark("角色"),
    "revision": mark("题目版本编号"),
    "start": mark("从第几字"),
    "state": mark("结果"),
    "term": mark("届次"),
    "text": mark("文字"),
    "time_limit_seconds": mark("限时（秒）"),
    "to": mark("改为"),
    "two_signatures": mark("两人签发"),
    "unchanged": mark("未变"),
    "updated": mark("更新"),
    "usable": mark("可以出题"),
    "written": mark("题数"),
}
#: Values of details that are kept as words of the program.
VALUES: Final[Mapping[str, str]] = {
    **{role.value: words for role, words in ROLES.items()},
    "draft": mark("草稿"),
    "review": mark("待审"),
    "published": mark("已发布"),
    "rejected": mark("已退回"),
    "retired": mark("已停用"),
    "open": mark("待处理"),
    "fixed": mark("已改正"),
    "dismissed": mark("没有照改"),
    "group": mark("换代表团"),
    "erase": mark("清除身份"),
    "standard": mark("标准"),
    "large": mark("大"),
    "larger": mark("特大"),
    "elder": mark("长辈版"),
}
#: Details of a deed that tell what was, and then what is.
CHANGES: Final = frozenset({"closes_at", "time_limit_seconds"})
#: Those of them that are moments, kept in UTC.
MOMENTS: Final = frozenset({"closes_at"})
