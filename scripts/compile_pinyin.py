"""Writes corpus/gazetteer/pinyin.tsv.gz: the code of each place (of a zone without one, its name) and its syllables.

pypinyin is needed only here, so the table ships. The same gazetteer and pypinyin give the same bytes. Run it after the
gazetteer or the table of zones has changed: ``python -m scripts.compile_pinyin``.
"""

from __future__ import annotations

import gzip
from importlib.metadata import version
from pathlib import Path

from pypinyin import Style, lazy_pinyin, load_phrases_dict

from corpus.gazetteer import load_gazetteer
from corpus.report import Level

TABLE = Path(__file__).resolve().parents[1] / "corpus" / "gazetteer" / "pinyin.tsv.gz"
LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE, Level.TOWNSHIP)
# Readings of names of places that a general dictionary gets wrong or may not have.
READINGS = {
    "闵行": "min hang",
    "乐清": "yue qing",
    "乐亭": "lao ting",
    "六安": "lu an",
    "六合": "lu he",
    "单县": "shan xian",
    "莘县": "shen xian",
    "浚县": "xun xian",
    "蔚县": "yu xian",
    "大城县": "dai cheng xian",
    "洪洞": "hong tong",
    "铅山": "yan shan",
    "东阿": "dong e",
    "黄陂": "huang pi",
    "番禺": "pan yu",
    "涡阳": "guo yang",
    "枞阳": "zong yang",
    "蚌埠": "beng bu",
    "丽水": "li shui",
    "台州": "tai zhou",
    "天台": "tian tai",
    "井陉": "jing xing",
    "长子县": "zhang zi xian",
    "长垣": "chang yuan",
    "柏乡": "bai xiang",
    "中牟": "zhong mu",
    "会理": "hui li",
    "筠连": "jun lian",
    "犍为": "qian wei",
    "荥经": "ying jing",
    "荥阳": "xing yang",
    "监利": "jian li",
    "尉犁": "yu li",
    "吴堡": "wu bu",
    "行唐": "xing tang",
    "繁峙": "fan shi",
    "任丘": "ren qiu",
    "儋州": "dan zhou",
    "东莞": "dong guan",
    "珲春": "hun chun",
    "那曲": "na qu",
}


def main() -> None:
    """Write the table."""
    load_phrases_dict({name: [[syllable] for syllable in reading.split()] for name, reading in READINGS.items()})
    gazetteer = load_gazetteer()
    places = [place for level in LEVELS for place in gazetteer.places(level)] + list(gazetteer.zones)
    lines = [f"# Syllables of the names in places.tsv.gz and zones.tsv, by pypinyin {version('pypinyin')} (MIT)\n"]
    for key, name in sorted((place.code or place.name, place.name) for place in places):
        syllables = lazy_pinyin(name, style=Style.NORMAL, errors=lambda unknown: "?" * len(unknown))
        lines.append(f"{key}\t{' '.join(syllables)}\n")
    with TABLE.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode("utf-8"))


if __name__ == "__main__":
    main()
