-- Whether this is what a position record says beside course and lesson: a block, its digest, an offset.
create or replace function lyceum.is_position(detail jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select detail - 'position' = '{}'
           and jsonb_typeof(detail -> 'position') = 'object'
           and (detail -> 'position') - array['block', 'digest', 'offset'] = '{}'
           and lyceum.is_count(detail #> '{position,block}')
           and lyceum.is_count(detail #> '{position,digest}')
           and lyceum.is_count(detail #> '{position,offset}'));
end
$$;
