from __future__ import annotations

from corpus.jieba_instances import new_jieba, plain_jieba


def test_who_teaches_an_instance_words_has_it_for_himself() -> None:
    taught, other = new_jieba(), new_jieba()
    taught.add_word("云岭镇司法所", 100_000, "n")
    assert taught.cut("云岭镇司法所") == ["云岭镇司法所"]
    assert other.cut("云岭镇司法所") != ["云岭镇司法所"]
    assert plain_jieba().cut("云岭镇司法所") != ["云岭镇司法所"]


def test_those_who_teach_nothing_share_one_instance() -> None:
    assert plain_jieba() is plain_jieba()
