-- What finds the courses that have these words one after the other, the last one perhaps longer; null where there is
-- no word in it.
create or replace function lyceum.found_by(wanted text) returns tsquery
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    phrase tsquery := phraseto_tsquery('simple', lyceum.words_of(wanted));
begin
    return case when numnode(phrase) > 0 then (phrase::text || ':*')::tsquery end;
end
$$;
