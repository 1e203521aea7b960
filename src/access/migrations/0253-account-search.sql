-- Administrators look people up by name: most accounts are parents', a million of them one day.
create index account_by_name_keys on access.account using gin (hp_name_keys(display_name));
create index credential_by_prefix on access.credential (user_name text_pattern_ops);
