-- A lesson's text for somebody with that access: editors get what its author wrote, as long as nobody changed the public
-- text since.
create or replace function lyceum.body_of(lesson text, content text, access text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if access <> 'edit' then
        return content;
    end if;
    return coalesce(
        (select s.content from lyceum.lesson_sources s
          where s.lesson_id = lesson and s.public_digest = md5(content)),
        content);
end
$$;
