-- Publishes a course file: `tree` is the course with modules and lessons. `options` may hold `base`, the
-- revision that the author started from (none for a new course), and `publish` (false keeps a draft).
create or replace function lyceum.publish_v1(tree jsonb, options jsonb default null) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set standard_conforming_strings = on
as $$
#variable_conflict use_variable
begin
    return lyceum.publish_for(lyceum.caller(), tree, options);
exception
    when data_exception or check_violation or not_null_violation then
        raise 'the course can''t be taken: %', sqlerrm using errcode = 'LY016';
    when unique_violation then
        raise 'somebody published the same slug or id just now' using errcode = 'LY012',
            hint = 'fetch the course again and look at what changed';
end
$$;
