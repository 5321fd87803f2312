-- The audit log's lines for an update: a function for each table, because comparing named columns costs a sixth of
-- comparing whole rows as JSON. What tables have of their own is a row below: whose a row is, the columns that are
-- compared, and those whose values are kept. A heartbeat of `time_spent`, a last access and `updated_at` are no change.
-- A row whose id changed stands under the new one, with all of its columns.
do $$
declare
    audited record;
    differences text;
    difference text;
    kept_difference text;
    kept text;
    template text := $template$
create or replace function lyceum.audit_update_%1$s() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $body$
#variable_conflict use_variable
declare
    many boolean;
    line record;
    written bigint;
begin
    begin
        -- The usual statement changes one row, and mostly nothing that is noted: then no join and no insert is begun.
        select exists (select from new_rows offset 1) or n.id is distinct from o.id as several,
               n.id, %2$s as owner, array_remove(array[%3$s], null) as columns, %4$s as kept
          into line
          from new_rows n, old_rows o
         limit 1;
        if line.several then
            many := exists (select from new_rows offset 100);
            -- A line for each row, or of many rows for those whose values are kept. Looking for lines that are alike would
            -- cost as much again.
            insert into lyceum.audit_log
                (caller, table_name, operation, row_count, row_key, subject, columns, changed_values)
            select (select nullif(lyceum.bound_to(), '*') from lyceum.db_logins where role = session_user),
                   '%1$s', tg_op, 1, id, owner, columns, kept
              from (select n.id, %2$s as owner, array_remove(array[%3$s], null) as columns, %4$s as kept
                      from new_rows n
                      left join old_rows o on o.id = n.id
                     where not many or %6$s
                    -- So that the columns are compared once.
                    offset 0) as noted
             where columns <> '{}';
            get diagnostics written = row_count;
            if many and written < (select count(*) from new_rows) then
                insert into lyceum.audit_log (caller, table_name, operation, row_count, columns)
                select (select nullif(lyceum.bound_to(), '*')), '%1$s', tg_op, count(*), columns
                  from (select array_remove(array[%3$s], null) as columns
                          from new_rows n
                          left join old_rows o on o.id = n.id
                         where (%5$s) and not (%6$s)) as changed
                 group by columns;
            end if;
        end if;
    exception when undefined_column or undefined_function then
        -- The web application dropped a column, or gave it a type that has no equality: its statement goes on.
        perform lyceum.audit_strange(tg_table_name, tg_op, (select count(*) from new_rows));
        return null;
    end;
    if not line.several and line.columns <> '{}' then
        -- Outside of the block, so that it needs no transaction number of its own.
        insert into lyceum.audit_log (caller, table_name, operation, row_key, subject, columns, changed_values)
        values ((select nullif(lyceum.bound_to(), '*') from lyceum.db_logins where role = session_user),
                '%1$s', tg_op, line.id, line.owner, line.columns, line.kept);
    end if;
    return null;
end
$body$
$template$;
begin
    for audited in
        select * from (values
            ('users', 'n.id', '{id,email,name,role,email_verified,image}'::text[], '{role}'::text[]),
            ('courses', 'null', '{id,title,description,slug,price,duration,difficulty,published,featured,meta_title,'
                                'meta_description,image_url,learning_objectives,prerequisites}',
             '{price,published,featured}'),
            ('modules', 'null', '{id,course_id,title,description,order,duration,published}', '{published}'),
            ('lessons', 'null', '{id,module_id,title,description,content,order,duration,lesson_type,video_url,'
                                'resource_url}', '{}'),
            ('enrollments', 'n.user_id',
             '{id,user_id,course_id,status,enrolled_at,completed_at,progress_percentage}', '{status}'),
            ('user_progress', 'n.user_id',
             '{id,user_id,course_id,module_id,lesson_id,completed,completed_at}', '{}'),
            ('certificates', 'n.user_id',
             '{id,user_id,course_id,issued_at,certificate_number,verification_url}', '{}'),
            ('payments', 'n.user_id',
             '{id,user_id,course_id,amount,currency,status,provider,provider_transaction_id,processed_at}',
             '{status,amount}'),
            ('accounts', 'n.user_id',
             '{id,user_id,type,provider,provider_account_id,refresh_token,access_token,expires_at,token_type,scope,'
             'id_token,session_state}', '{}'),
            ('course_reviews', 'n.user_id', '{id,user_id,course_id,rating,comment}', '{}')
        ) as t (name, owner, compared, kept)
    loop
        select string_agg(format('case when n.%1$I is distinct from o.%1$I then %1$L end', name), ', '),
               string_agg(format('n.%1$I is distinct from o.%1$I', name), ' or ')
          into differences, difference
          from unnest(audited.compared) name;
        select coalesce(string_agg(format('n.%1$I is distinct from o.%1$I', name), ' or '), 'false'),
               format(
                   'case when %s then jsonb_strip_nulls(jsonb_build_object(''old'', jsonb_build_object(%s), '
                                                                          '''new'', jsonb_build_object(%s))) end',
                   string_agg(format('n.%1$I is distinct from o.%1$I', name), ' or '),
                   string_agg(format('%1$L, case when n.%1$I is distinct from o.%1$I then o.%1$I end', name), ', '),
                   string_agg(format('%1$L, case when n.%1$I is distinct from o.%1$I then n.%1$I end', name), ', '))
          into kept_difference, kept
          from unnest(audited.kept) name;
        execute format(template, audited.name, audited.owner, differences,
                       case audited.kept when '{}' then 'null::jsonb' else kept end, difference, kept_difference);
    end loop;
end
$$;
