"""The places whose sites share the main host."""

from __future__ import annotations

from localsite.places.place import Layout, Place

__all__ = ["MAIN_PLACES"]

MAIN_PLACES = (
    Place(
        slug="zhejiang", name="浙江省", issuer="浙江省人民政府", source="浙江省司法厅", superior="国务院",
        code="330000", agency="浙虚政", level="province", layout=Layout.TRS_UEDITOR,
        province="浙江省",
        industry="数字贸易", venue="沿江文化带", dispute="平台用工争议", brand="一码解纷",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
    Place(
        slug="tonglu", name="桐庐县", issuer="桐庐县人民政府", source="桐庐县司法局", superior="杭州市人民政府",
        code="330122", agency="桐虚政", level="county", layout=Layout.TRS_EDITOR,
        province="浙江省", city="杭州市", county="桐庐县",
        industry="快递物流", venue="江滨公园", dispute="快递网点加盟纠纷", brand="潇洒调解团",
        rule_of_law=(2019, 2020, 2021, 2022, 2023), work=(2021, 2023),
    ),
    Place(
        slug="zhili", name="织里镇", issuer="湖州市吴兴区织里镇人民政府", source="织里镇司法所",
        superior="湖州市吴兴区人民政府", code="330502", agency="织虚政", level="township", layout=Layout.TRS_EDITOR,
        province="浙江省", city="湖州市", county="吴兴区", township="织里镇",
        industry="童装加工", venue="童装市场", dispute="童装加工费拖欠", brand="平安大姐议事会",
        rule_of_law=(2019, 2020, 2021, 2022, 2023), disclosure=(2022,),
    ),
    Place(
        slug="qingdao", name="青岛市", issuer="青岛市人民政府", source="青岛市司法局", superior="山东省人民政府",
        code="370200", agency="青虚政", level="city", layout=Layout.TRS_UEDITOR,
        province="山东省", city="青岛市",
        industry="港航服务", venue="滨海步行道", dispute="海水浴场经营纠纷", brand="帆船议事厅",
        rule_of_law=(2020, 2021, 2022, 2023), disclosure=(2021, 2023),
    ),
    Place(
        slug="yinzhu", name="隐珠街道", issuer="青岛市黄岛区隐珠街道办事处", source="隐珠街道综合办公室",
        superior="青岛市黄岛区人民政府", code="370211", agency="隐虚办", level="township", layout=Layout.WORD,
        province="山东省", city="青岛市", county="黄岛区", township="隐珠街道",
        industry="社区商业", venue="风河岸边", dispute="物业收费争议", brand="楼下商量",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="xindu", name="新都区", issuer="成都市新都区人民政府", source="成都市新都区司法局",
        superior="成都市人民政府", code="510114", agency="新虚府", level="county", layout=Layout.TRS_UEDITOR,
        province="四川省", city="成都市", county="新都区",
        industry="轨道交通装备制造", venue="桂湖公园", dispute="家具买卖纠纷", brand="桂香评理台",
        rule_of_law=(2020, 2021, 2022, 2023), work=(2022,),
    ),
    Place(
        slug="danjingshan", name="丹景山镇", issuer="彭州市丹景山镇人民政府", source="丹景山镇党政办",
        superior="彭州市人民政府", code="510182", agency="丹虚府", level="township", layout=Layout.TRS_EDITOR,
        province="四川省", city="成都市", county="彭州市", township="丹景山镇",
        industry="牡丹种植", venue="花村集市", dispute="花田流转租金争议", brand="坝坝议事会",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
    Place(
        slug="xiangyang-scjg", name="襄阳市市场监督管理局", issuer="襄阳市市场监督管理局",
        source="襄阳市市场监督管理局法规科",
        superior="襄阳市人民政府", code="420600", agency="襄虚市监", level="department", layout=Layout.WORD,
        province="湖北省", city="襄阳市",
        industry="食品生产", venue="城区农贸市场", dispute="预付卡退费争议", brand="消费和解直通车",
        rule_of_law=(2019, 2020, 2021, 2022),
    ),
    Place(
        slug="shuanggou", name="双沟镇", issuer="襄阳市襄州区双沟镇人民政府", source="双沟镇司法所",
        superior="襄阳市襄州区人民政府", code="420607", agency="双虚政", level="township", layout=Layout.TRS_EDITOR,
        province="湖北省", city="襄阳市", county="襄州区", township="双沟镇",
        industry="粮食加工", venue="唐白河渡口", dispute="土地承包纠纷", brand="板凳评理会",
        rule_of_law=(2019, 2020, 2021, 2022),
    ),
    Place(
        slug="huian", name="惠安县", issuer="惠安县人民政府", source="惠安县司法局", superior="泉州市人民政府",
        code="350521", agency="惠虚政", level="county", layout=Layout.TRS_UEDITOR,
        province="福建省", city="泉州市", county="惠安县",
        industry="石雕建筑", venue="中新花园", dispute="建筑劳务欠薪", brand="惠女调解队",
        rule_of_law=(2020, 2021, 2022, 2023), disclosure=(2023,),
    ),
    Place(
        slug="chongwu", name="崇武镇", issuer="惠安县崇武镇人民政府", source="崇武镇党政办",
        superior="惠安县人民政府", code="350521", agency="崇虚政", level="township", layout=Layout.WORD,
        province="福建省", city="泉州市", county="惠安县", township="崇武镇",
        industry="滨海旅游", venue="古城墙下", dispute="民宿经营纠纷", brand="渔港说和站",
        rule_of_law=(2020, 2021, 2022, 2023),
    ),
    Place(
        slug="kaihui", name="开慧镇", issuer="长沙县开慧镇人民政府", source="开慧镇司法所",
        superior="长沙县人民政府", code="430121", agency="开虚政", level="township",
        layout=Layout.PLAIN, family="plain",
        province="湖南省", city="长沙市", county="长沙县", township="开慧镇",
        industry="乡村民宿", venue="板仓小镇", dispute="民宿租赁纠纷", brand="屋场夜话",
        rule_of_law=(2019, 2020, 2021, 2022, 2023),
    ),
    Place(
        slug="siyang-zrzy", name="泗阳县自然资源和规划局", issuer="泗阳县自然资源和规划局",
        source="泗阳县自然资源和规划局",
        superior="泗阳县人民政府", code="321323", agency="泗虚自然", level="department", layout=Layout.TRS_EDITOR,
        province="江苏省", city="宿迁市", county="泗阳县",
        industry="林木种植", venue="杨树博览园", dispute="宅基地边界争议", brand="田头测绘服务队",
        rule_of_law=(2021, 2022, 2023),
    ),
    Place(
        slug="changchun-xinqu", name="长春新区", issuer="长春新区管理委员会", source="长春新区司法局",
        superior="长春市人民政府", code="220100", agency="长虚管", level="zone", layout=Layout.TRS_UEDITOR,
        province="吉林省", city="长春市", zone="长春新区",
        industry="光电信息", venue="科技大市场", dispute="技术合同纠纷", brand="园区法治管家",
        rule_of_law=(2021, 2022, 2023),
    ),
    Place(
        slug="xiqiao", name="西樵镇", issuer="佛山市南海区西樵镇人民政府", source="西樵镇综合治理办公室",
        superior="佛山市南海区人民政府", code="440605", agency="樵虚府", level="township", layout=Layout.WORD,
        province="广东省", city="佛山市", county="南海区", township="西樵镇",
        industry="纺织面料", venue="听音湖畔", dispute="厂房租赁纠纷", brand="樵山和事佬",
        rule_of_law=(2020, 2021, 2022, 2023), disclosure=(2022,),
    ),
    Place(
        slug="zizhou", name="子洲县", issuer="子洲县人民政府", source="子洲县司法局", superior="榆林市人民政府",
        code="610831", agency="子虚政", level="county", layout=Layout.TRS_EDITOR,
        province="陕西省", city="榆林市", county="子洲县",
        industry="黄芪种植", venue="大理河广场", dispute="草场边界争议", brand="窑洞说事",
        rule_of_law=(2019, 2021, 2023), work=(2020,),
    ),
    Place(
        slug="beibei", name="北碚区", issuer="重庆市北碚区人民政府", source="重庆市北碚区司法局",
        superior="重庆市人民政府", code="500109", agency="碚虚府", level="county", layout=Layout.WORD,
        province="重庆市", county="北碚区",
        industry="仪器仪表制造", venue="嘉陵江步道", dispute="老旧小区电梯加装争议", brand="缙云院坝会",
        rule_of_law=(2020, 2021, 2022, 2023), work=(2022,), disclosure=(2021,),
    ),
    Place(
        slug="gongcheng", name="恭城瑶族自治县", issuer="恭城瑶族自治县人民政府", source="恭城瑶族自治县司法局",
        superior="桂林市人民政府", code="450332", agency="恭虚政", level="county", layout=Layout.TRS_UEDITOR,
        province="广西壮族自治区", city="桂林市", county="恭城瑶族自治县",
        industry="月柿加工", venue="茶江两岸", dispute="山林权属争议", brand="瑶乡石牌话事",
        rule_of_law=(2022, 2023),
    ),
)  # fmt: skip
