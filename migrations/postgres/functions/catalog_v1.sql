-- The courses that the caller may see, in the order of their slugs. `filter` may hold `difficulty`, `free`,
-- `featured`, `enrolled` (true), `slug` and `text`, found in title or description from the beginning of a word; `after`
-- is the last slug seen.
create or replace function lyceum.catalog_v1(filter jsonb default null, after text default null,
                                             size integer default 50)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
-- What isn't asked for shall not be in the plan.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    editable text[] := lyceum.editable_courses(who);
    wanted integer := least(greatest(coalesce(size, 50), 1), 200);
    difficulty text := upper(filter ->> 'difficulty');
    slug text := filter ->> 'slug';
    words text := lower(nullif(filter ->> 'text', ''));
    free boolean := coalesce(filter @> '{"free": true}', false);
    featured boolean := coalesce(filter @> '{"featured": true}', false);
    -- The courses that it can only be, where few are known.
    among text[];
    page text[];
begin
    if filter @> '{"enrolled": true}' then
        among := array(select e.course_id from public.enrollments e where e.user_id = who);
    elsif words is not null then
        among := lyceum.courses_with(words);
    end if;
    page := array(
        select c.id
          from public.courses c
         where (among is null or c.id = any (among))
           and (c.published or admin or c.id = any (editable))
           and c.slug > coalesce(after, '')
           and (slug is null or c.slug = slug)
           and (difficulty is null or c.difficulty::text = difficulty)
           and (not free or c.price <= 0)
           and (not featured or c.featured)
           and (words is null or strpos(lower(c.title), words) > 0
                              or strpos(lower(c.description), words) > 0)
         order by c.slug
         limit wanted + 1);
    return (
        select jsonb_build_object(
            'courses', coalesce(jsonb_agg(e.entry order by e.slug), '[]'),
            'next', case when cardinality(page) > wanted then max(e.slug) end)
          from lyceum.catalog_entries(who, page[:wanted]) as e);
end
$$;
