-- Search by name: words and pairs of words instead of trigrams, see 0002. Guardians are looked for by name, too.
drop index learner_name;
create index learner_name_keys on learner using gin (hp_name_keys(full_name));
create index guardian_name_keys on guardian using gin (hp_name_keys(full_name));
