-- Refuses a course that can't be taken, in words for its author.
create or replace function lyceum.check_tree(tree jsonb, complete boolean) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    id text := tree #>> '{course,id}';
    slug text := tree #>> '{course,slug}';
    complaint text;
begin
    select problem into complaint
      from (
        select 1 as rank, 'the course has no id' as problem where coalesce(id, '') = ''
        union all
        select 2, format('"%s" is not a slug: use lower-case letters and digits with single hyphens', slug)
         where slug !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(slug) > 100 or slug is null
        union all
        select 3, 'a title is 1 to 200 characters long, the course''s isn''t'
         where coalesce(length(tree #>> '{course,title}'), 0) not between 1 and 200
        union all
        select 4, format('the id "%s" is given twice', given)
          from (select m ->> 'id' from jsonb_array_elements(tree -> 'modules') m
                 union all
                select l ->> 'id' from jsonb_array_elements(tree -> 'modules') m,
                                       jsonb_array_elements(m -> 'lessons') l) as ids (given)
         group by given having count(*) > 1
        union all
        select 5, 'a module or lesson has no id or no title'
          from (select m from jsonb_array_elements(tree -> 'modules') m
                 union all
                select l from jsonb_array_elements(tree -> 'modules') m,
                              jsonb_array_elements(m -> 'lessons') l) as part (node)
         where coalesce(node ->> 'id', '') = '' or coalesce(node ->> 'title', '') = ''
        ) as problems
     order by rank limit 1;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY016';
    end if;

    if complete then
        select problem into complaint
          from (
            select 0 as place, 'it has no module' as problem
             where coalesce(jsonb_array_length(tree -> 'modules'), 0) = 0
            union all
            select place, format('its module "%s" has no lesson', m ->> 'title')
              from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, place)
             where coalesce(jsonb_array_length(m -> 'lessons'), 0) = 0
            union all
            select place, format('its lesson "%s" has no content', l ->> 'title')
              from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, place),
                   jsonb_array_elements(m -> 'lessons') l
             where coalesce(l ->> 'content', '') !~ '\S' and coalesce(l ->> 'video_url', '') = ''
            ) as problems
         order by place limit 1;
        if complaint is not null then
            raise 'the course "%" can''t be published: %', slug, complaint using errcode = 'LY015';
        end if;
    end if;

    if exists (select from public.courses c where c.slug = tree #>> '{course,slug}'
                  and c.id <> tree #>> '{course,id}') then
        raise 'another course has the slug "%"', slug using errcode = 'LY013';
    end if;
    select format('the module "%s" belongs to another course', m.title) into complaint
      from public.modules m
      join jsonb_array_elements(tree -> 'modules') node on node ->> 'id' = m.id
     where m.course_id <> id
     limit 1;
    if complaint is null then
        select format('the lesson "%s" belongs to another course', l.title) into complaint
          from jsonb_array_elements(tree -> 'modules') node,
               jsonb_array_elements(node -> 'lessons') leaf
          join public.lessons l on l.id = leaf ->> 'id'
          join public.modules m on m.id = l.module_id
         where m.course_id <> id
         limit 1;
    end if;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY014', hint = 'give it an id of its own';
    end if;
end
$$;
