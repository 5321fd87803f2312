-- The words of a text for looking it up, of a very long one those of its first 10,000 characters: lower case, without
-- punctuation, each letter a word of its own in scripts that don't part words.
create or replace function lyceum.words_of(given text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select regexp_replace(
        translate(lower(left(given, 10000)), '!"#$%&''()*+,-./:;<=>?@[]^_`{|}~' || chr(92), repeat(' ', 32)),
        e'([ก-๛ក-៿က-႟ກ-ໟぁ-ヿ㐀-鿿가-힣])', e' \\1 ', 'g')
$$;
