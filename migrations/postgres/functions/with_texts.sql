-- A lesson of a course file with the texts that it names by digest, from what the author uploaded.
create or replace function lyceum.with_texts(who text, lesson jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if lesson ? 'content_digest' then
        lesson := (lesson - 'content_digest') || jsonb_build_object(
            'content', lyceum.uploaded_text(who, lesson ->> 'content_digest'));
    end if;
    if lesson #> '{key,public_digest}' is not null then
        lesson := jsonb_set(lesson, '{key,public}', to_jsonb(
            lyceum.uploaded_text(who, lesson #>> '{key,public_digest}')));
    end if;
    return lesson;
end
$$;
