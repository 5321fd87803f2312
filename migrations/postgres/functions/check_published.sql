-- Published courses must have complete content (platform schema, Courses).
create or replace function lyceum.check_published() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    missing text;
begin
    if not exists (select from public.courses where id = new.id and published) then
        return null;
    end if;
    missing := lyceum.what_is_missing(new.id);
    if missing is not null then
        if (select content_rule from lyceum.instance) = 'refuse' then
            raise 'the course "%" can''t be published: %', new.slug, missing
                using errcode = 'check_violation', constraint = 'courses_published_is_complete',
                      table = 'courses', schema = 'public',
                      hint = 'insert its modules and lessons in the same transaction, or publish it later';
        end if;
        raise warning 'the course "%" is published, but %', new.slug, missing;
    end if;
    return null;
end
$$;
