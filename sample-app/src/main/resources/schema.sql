-- For H2 and PostgreSQL. Run by the control room, each time that it starts, and by tests.
create table if not exists guarded_account (id varchar(20) primary key, balance bigint not null, token bigint not null);
create table if not exists unguarded_account (id varchar(20) primary key, balance bigint not null);
create table if not exists stock (article varchar(20) primary key, pieces bigint not null, token bigint not null);
create table if not exists placed_order (token bigint not null, article varchar(20) not null);
create table if not exists settlement (orders bigint not null, term bigint not null);

delete from guarded_account;
delete from unguarded_account;
delete from stock;
delete from placed_order;
delete from settlement;

insert into guarded_account (id, balance, token)
	values ('alice', 1000, 0), ('bob', 1000, 0), ('carol', 1000, 0), ('dave', 1000, 0);
insert into unguarded_account (id, balance) values ('alice', 1000), ('bob', 1000), ('carol', 1000), ('dave', 1000);
insert into stock (article, pieces, token) values ('coffee', 100, 0), ('tea', 100, 0);
insert into settlement (orders, term) values (0, 0);
