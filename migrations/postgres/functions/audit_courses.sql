-- The audit log's lines for an update of `courses`.
create or replace function lyceum.audit_courses() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    many boolean := (select count(*) > 100 from (select from new_rows limit 101) as first);
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_count, row_key, subject, columns, changed_values)
    select (select nullif(lyceum.bound_to(), '*')), 'courses', tg_op, count(*), row_key, subject, columns,
           changed_values
      from (
        select case when many and v.changed_values is null then null else coalesce(n.id, o.id) end as row_key,
               case when many and v.changed_values is null then null else null end as subject,
               c.columns, v.changed_values
          from old_rows o
          full join new_rows n on n.id = o.id
         cross join lateral (
               select array_remove(array[
                   case when n.id is distinct from o.id then 'id' end,
                   case when n.title is distinct from o.title then 'title' end,
                   case when n.description is distinct from o.description then 'description' end,
                   case when n.slug is distinct from o.slug then 'slug' end,
                   case when n.price is distinct from o.price then 'price' end,
                   case when n.duration is distinct from o.duration then 'duration' end,
                   case when n.difficulty is distinct from o.difficulty then 'difficulty' end,
                   case when n.published is distinct from o.published then 'published' end,
                   case when n.featured is distinct from o.featured then 'featured' end,
                   case when n.meta_title is distinct from o.meta_title then 'meta_title' end,
                   case when n.meta_description is distinct from o.meta_description then 'meta_description' end,
                   case when n.image_url is distinct from o.image_url then 'image_url' end,
                   case when n.learning_objectives is distinct from o.learning_objectives then 'learning_objectives' end,
                   case when n.prerequisites is distinct from o.prerequisites then 'prerequisites' end], null)) as c (columns)
         cross join lateral (
               select case when n.price is distinct from o.price or n.published is distinct from o.published or n.featured is distinct from o.featured
                   then jsonb_build_object(
                       'old', jsonb_strip_nulls(jsonb_build_object(
                           'price', case when n.price is distinct from o.price then o.price end,
                           'published', case when n.published is distinct from o.published then o.published end,
                           'featured', case when n.featured is distinct from o.featured then o.featured end)),
                       'new', jsonb_strip_nulls(jsonb_build_object(
                           'price', case when n.price is distinct from o.price then n.price end,
                           'published', case when n.published is distinct from o.published then n.published end,
                           'featured', case when n.featured is distinct from o.featured then n.featured end))) end) as v (changed_values)
         where c.columns <> '{}') as changed
     group by row_key, subject, columns, changed_values;
    return null;
exception when undefined_column or undefined_function then
    -- The web application dropped a column, or gave it a type that has no equality: its statement goes on.
    perform lyceum.audit_strange(tg_table_name, tg_op, (select count(*) from new_rows));
    return null;
end
$$;
