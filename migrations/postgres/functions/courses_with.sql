-- The courses that have these words, where they are few; null where more than 2,000 have them, so that the order of the
-- catalog finds some soon, and where there is no word to look for.
create or replace function lyceum.courses_with(wanted text) returns text[]
language plpgsql stable security definer
-- How many have a word isn't known beforehand: the index is never the worse way.
set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
    query tsquery := lyceum.found_by(wanted);
    courses text[];
begin
    if query is null then
        return null;
    end if;
    courses := array(select s.course_id from lyceum.course_search s where s.words @@ query limit 2001);
    return case when cardinality(courses) <= 2000 then courses end;
end
$$;
