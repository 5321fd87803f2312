-- Whether this is what a tick says beside course and lesson: the task, and whether it is done.
create or replace function lyceum.is_tick(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - array['task', 'done'] = '{}'
       and lyceum.is_question(detail -> 'task')
       and jsonb_typeof(detail -> 'done') = 'boolean'
$$;
