-- What somebody gets of a course: `edit` (drafts too), `full` (the lessons' text), `outline`, or null.
create or replace function lyceum.access(editor boolean, published boolean, price integer, enrolled text) returns text
language sql immutable
as $$
    select case
        when editor then 'edit'
        when published is not true then null
        when enrolled in ('ACTIVE', 'COMPLETED') then 'full'
        when enrolled is null and price <= 0 then 'full'
        else 'outline'
    end
$$;
