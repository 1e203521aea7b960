-- Search by name: words and pairs of words instead of trigrams, see 0002.
drop index staff_member_by_folded_name;
create index staff_member_name_keys on staff_member using gin (hp_name_keys(full_name));
