-- By how much a device's clock is wrong: nothing up to five minutes. A century at most, so that no time that is
-- corrected by it leaves the calendar.
create or replace function lyceum.clock_skew(sent_at text, moment timestamptz) returns interval
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    skew interval;
begin
    skew := moment - lyceum.read_time(sent_at);
    if skew between interval '-5 minutes' and interval '5 minutes' or sent_at is null then
        return interval '0';
    end if;
    return greatest(least(skew, interval '100 years'), interval '-100 years');
exception when data_exception then
    raise 'a push says when it was sent, not "%"', left(sent_at, 64) using errcode = 'LY016';
end
$$;
