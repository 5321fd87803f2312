-- A course that is published is complete when its transaction ends. A constraint trigger can't be replaced, and
-- dropping one stops even readers: one that is to change gets another name, and a numbered migration drops the old.
do $$
begin
    if not exists (select from pg_trigger where tgrelid = 'public.courses'::regclass
                                            and tgname = 'lyceum_inserted_is_complete') then
        create constraint trigger lyceum_inserted_is_complete after insert on public.courses
            deferrable initially deferred
            for each row when (new.published)
            execute function lyceum.check_published();
    end if;
    if not exists (select from pg_trigger where tgrelid = 'public.courses'::regclass
                                            and tgname = 'lyceum_published_is_complete') then
        create constraint trigger lyceum_published_is_complete after update on public.courses
            deferrable initially deferred
            for each row when (new.published and old.published is not true)
            execute function lyceum.check_published();
    end if;
end
$$;
