-- Whether this is what a learner's card says beside course and lesson: a front and a back.
create or replace function lyceum.is_card(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - array['front', 'back'] = '{}'
       and jsonb_typeof(detail -> 'front') = 'string'
       and octet_length(detail ->> 'front') between 1 and 1024
       and jsonb_typeof(detail -> 'back') = 'string'
       and octet_length(detail ->> 'back') <= 8192
$$;
