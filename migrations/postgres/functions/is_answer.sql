-- Whether a value is an answer to a question: one of the forms that clients know, and nothing else.
create or replace function lyceum.is_answer(value jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    form text;
    said jsonb;
begin
    if jsonb_typeof(value) <> 'object' or (select count(*) from jsonb_object_keys(value)) <> 1 then
        return false;
    end if;
    select key, v into form, said from jsonb_each(value) as one (key, v);
    return case
        when form in ('choices', 'order', 'pairs') then
            jsonb_typeof(said) = 'array' and not exists (
                select from jsonb_array_elements(said) number
                 where not lyceum.is_count(number) or number::text::bigint > 65535)
        when form = 'blanks' then
            jsonb_typeof(said) = 'array' and not exists (
                select from jsonb_array_elements(said) text where jsonb_typeof(text) <> 'string')
        when form in ('prints', 'fails') then jsonb_typeof(said) = 'string'
        when form = 'knew' then jsonb_typeof(said) = 'boolean'
        else false
    end;
end
$$;
