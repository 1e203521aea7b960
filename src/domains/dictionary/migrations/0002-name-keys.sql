-- What a name is found by in an index: each of its folded words, and each two of them in both orders behind a "=".
-- Two common words together are rare; without their pair an index must hold two long lists against each other
-- (measured over a million names: 300 ms for "tran van", with pairs 5 ms). A pair begins with a sign no word has, so
-- that looking for the beginning of a word never reads pairs.
-- plpgsql: the words are cut once, where an SQL function would fold the name again for each use. The search path is
-- kept, because VACUUM and CREATE INDEX call the function with an empty one and hp_fold must still be found.
create function hp_name_keys(input text) returns tsvector
  language plpgsql immutable strict parallel safe set search_path from current as $$
declare
  -- Cut where no name ends: a lexeme has at most 2,046 bytes, and pairs grow with the square of the words.
  words constant text[] := (array_remove(string_to_array(left(hp_fold(input), 400), ' '), ''))[1:12];
  keys text[] := words;
begin
  for a in 1 .. cardinality(words) loop
    for b in 1 .. cardinality(words) loop
      if a <> b then
        keys := keys || ('=' || words[a] || ' ' || words[b]);
      end if;
    end loop;
  end loop;
  return array_to_tsvector(keys);
end $$;
