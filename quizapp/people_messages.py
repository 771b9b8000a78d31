"""What the site says for errors about people, groups, invitations and the office."""

from __future__ import annotations

from typing import Final

from quizapp.languages import mark

PEOPLE: Final = {
    "group.missing": mark("没有这个代表团或小组。"),
    "group.no_name": mark("请写上代表团或小组的名称。"),
    "group.name_shape": mark("名称最多 %(limit)s 个字，不能有斜杠和特殊符号。"),
    "group.name_taken": mark("这里已经有“%(name)s”了，请换一个名称。"),
    "group.in_itself": mark("不能移到它自己下面。"),
    "group.too_deep": mark("最多分 %(deepest)s 层。"),
    "group.too_many": mark("最多 %(most)s 个代表团和小组。"),
    "invitation.unknown": mark("没有这个邀请码，请照着邀请上的再输一次。"),
    "invitation.missing": mark("没有这个邀请。"),
    "invitation.term": mark("届次最多 %(limit)s 个字。"),
    "invitation.end": mark("截止时间要在现在之后、五年之内。"),
    "invitation.max_uses": mark("人数上限是 1 到 %(most)s，不限就留空。"),
    "invitation.no_paper": mark("没有这份试卷。"),
    "person.no_name": mark("请写上姓名。"),
    "person.name_shape": mark("姓名最多 %(limit)s 个字，不能有特殊符号，也不能是公式。"),
    "person.phone_shape": mark("这不像电话号码，应当是 7 到 15 位数字。"),
    "person.phone_length": mark("手机号是 11 位数字，这里多了或者少了几位，请核对。"),
    "person.phone_taken": mark("这个手机号已经是 %(name)s 的了。"),
    "person.pin_shape": mark("数字密码是 %(shortest)s 到 %(longest)s 位数字。"),
    "person.pin_weak": mark("这个数字密码太好猜，请换一个，别用 1234、0000 这样的。"),
    "person.missing": mark("没有这个人。"),
    "person.last_admin": mark("至少要留一位能登录的管理员。"),
    "person.no_account": mark("先用邀请链接给他建好账号，才能给他角色。"),
    "person.closed": mark("这个人已经停用，先恢复再试。"),
    "person.merge_self": mark("这是同一份记录，请选另一份。"),
    "person.merge_account": mark(
        "%(name)s有登录账号，不能并到别人名下。请换过来，把没有账号的并到有账号的。"
    ),
    "person.merge_closed": mark("停用或清除过身份的记录不能合并。"),
    "person.forgotten": mark("这个人的身份信息已经清除，不能恢复。"),
    "request.missing": mark("这个请求已经处理过了。"),
    "roster.too_large": mark("文件太大，最多 %(megabytes)s MB。"),
    "roster.old_excel": mark("这是旧格式的表格，请在 Excel 或 WPS 里另存为 .xlsx 再试。"),
    "roster.no_header": mark("没有找到表头：要有一列叫“姓名”，可以下载模板对照。"),
    "roster.nobody": mark("表里没有人：表头下面都是空行。"),
    "roster.too_many": mark("一次最多导入 %(most)s 人，请分成几个文件。"),
    "roster.group_shape": mark("代表团名称太长，或者分了太多层。"),
    "roster.term_shape": mark("届次太长。"),
    "roster.phone_twice": mark("这个手机号在上面已经出现过。"),
    "roster.twice": mark("同一个人在上面已经出现过。"),
    "roster.phone_of_other": mark("这个手机号已经是别人的了。"),
    "office.name": mark("单位名称最多 %(limit)s 个字，写成一行。"),
    "office.privacy": mark("这段话最多 %(limit)s 个字。"),
    "office.logo_large": mark("图片太大，最多 %(kilobytes)s KB。"),
    "office.logo_kind": mark("只能用 PNG 或 JPEG 图片。"),
}
