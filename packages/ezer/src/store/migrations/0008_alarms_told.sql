-- What was told of an alarm to the webhook. Beside the alarms, which belong to the drains and know of no webhook.
create table alarm_told (
  alarm_id bigint not null references alarm on delete cascade,
  what text not null check (what in ('opened', 'closed')),
  at timestamptz not null default now(),
  primary key (alarm_id, what)
);
