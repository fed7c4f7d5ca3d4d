"""The places whose reports come as attached files."""

from __future__ import annotations

from localsite.places.place import Layout, Place

__all__ = ["FILE_PLACES"]

FILE_PLACES = (
    Place(
        slug="kangxian", name="康县", issuer="康县人民政府", source="康县司法局", superior="陇南市人民政府",
        code="621224", agency="康虚政", level="county", layout=Layout.TRS_EDITOR, host="files",
        province="甘肃省", city="陇南市", county="康县",
        industry="黑木耳种植", venue="燕子河畔", dispute="山林地界纠纷", brand="长坝乡音说理",
        rule_of_law=(2019, 2020, 2021, 2022, 2023), work=(2023,), disclosure=(2022, 2023),
    ),
    Place(
        slug="anmenkou", name="岸门口镇", issuer="康县岸门口镇人民政府", source="岸门口镇党政办",
        superior="康县人民政府", code="621224", agency="岸虚政", level="township", layout=Layout.TRS_UEDITOR,
        host="files", province="甘肃省", city="陇南市", county="康县", township="岸门口镇",
        industry="核桃加工", venue="花桥村口", dispute="土蜂养殖合作纠纷", brand="桥头议事",
        rule_of_law=(2021, 2022, 2023),
    ),
)  # fmt: skip
