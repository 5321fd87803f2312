-- 80 random bits in Crockford's base32, as `LY-XXXX-XXXX-XXXX-XXXX`.
create or replace function lyceum.certificate_number() returns text
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        -- Ten bytes: five of each of two random UUIDs, none of which holds a version or variant bit.
        with source as (
            select ('x' || left(replace(gen_random_uuid()::text, '-', ''), 10))::bit(40)
                || ('x' || left(replace(gen_random_uuid()::text, '-', ''), 10))::bit(40) as bits
        ), letters as (
            select i, substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
                             substring(bits from i * 5 + 1 for 5)::integer + 1, 1) as letter
              from source, generate_series(0, 15) i
        )
        select 'LY-' || string_agg(part, '-' order by quarter)
          from (select i / 4 as quarter, string_agg(letter, '' order by i) as part
                  from letters group by i / 4) as parts);
end
$$;
