-- A voting node: runs a batch of operations in order and atomically, and answers each with one string.
--
-- KEYS[1]  prefix of all keys. Names and sessions travel as arguments: a node is a standalone server.
-- ARGV[1]  number of the client's connection, rising with every new one
-- ARGV[2]  how long a held name is kept, in milliseconds
-- ARGV[3]  how long a released name keeps its fence, in milliseconds
-- ARGV[4]  how far a token may be ahead of this server's clock, in microseconds
-- ARGV[5]  what the server calls this run of itself; another after every restart
-- ARGV[6]  and on: the operations, each a letter and its arguments
--
-- session:<id>  string: highest connection number seen, ':', public id of the holder; expires with the lease
-- name:<name>   hash: s(ession), l(ease) and t(oken) of the grant, f(ence), y(ielded to): public id of who may follow
-- sentinel      hash: run, birth (in microseconds), voting and founding (0 or 1), floor (a fence under all names)
--
-- channel:<channel>  no key, but where announcements are published
--
-- Answers: O ok, G gone, + granted, N no session, T taken, F free, S stale, A ahead, Q sitting out, V standing,
-- E failed without effect.
--
-- Lua's numbers are doubles and tostring rounds them: numbers travel as text and stay below 2^53.

local prefix = KEYS[1]
local connection = tonumber(ARGV[1])
local held, retained, skew, run = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]

local function text(value)
	return string.format('%.0f', value)
end

-- What does not look like one of our numbers was not written by us, and is no base for a decision.
local function number(value)
	local result = value and string.match(value, '^%d+$') and tonumber(value)
	if not result or result >= 9007199254740992 then
		error('WRONGVALUE', 0)
	end
	return result
end

local function now()
	local time = redis.call('TIME')
	return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- Who finds no sentinel, or that of an earlier run, notes the birth: from then on everybody counts the same
-- restart guard, until somebody who has counted it to its end admits the node. Read once in a batch.
local known
local function sentinel()
	if known then
		return known
	end
	local key = prefix .. 'sentinel'
	local values = redis.call('HMGET', key, 'run', 'birth', 'voting', 'founding', 'floor')
	if values[1] == run then
		known = { birth = number(values[2]), voting = values[3] == '1', founding = values[4], floor = number(values[5]) }
	else
		local birth = now()
		redis.call('HSET', key, 'run', run, 'birth', text(birth), 'voting', '0', 'founding', '0', 'floor', text(birth))
		known = { birth = birth, voting = false, founding = '0', floor = birth }
	end
	return known
end

local function session_key(id)
	return prefix .. 'session:' .. id
end

local function name_key(name)
	return prefix .. 'name:' .. name
end

local function session(id)
	local value = redis.call('GET', session_key(id))
	if not value then
		return nil
	end
	local seen, holder = string.match(value, '^(%d+):(.*)$')
	if not seen then
		error('WRONGVALUE', 0)
	end
	return { connection = tonumber(seen), holder = holder }
end

local function remember_connection(id, found)
	if connection > found.connection then
		redis.call('SET', session_key(id), text(connection) .. ':' .. found.holder, 'KEEPTTL')
	end
end

-- After a reconnect, an acquire of the old connection may arrive behind its own release, sent on the new one.
-- Nobody would ever give such a grant back, so a session takes grants from its latest connection only.
local function asking(id)
	local found = session(id)
	if not found or found.connection > connection then
		return nil
	end
	remember_connection(id, found)
	return found
end

local function grant_of(key)
	local values = redis.call('HMGET', key, 's', 'l', 't', 'f', 'y')
	local grant = { session = values[1], lease = values[2], fence = 0, successor = values[5] }
	if values[4] then
		grant.fence = number(values[4])
	end
	if grant.session then
		grant.token = number(values[3])
	end
	return grant
end

local function taken(grant, id, lease)
	if not grant.session or (grant.session == id and grant.lease == lease) then
		return nil
	end
	local owner = session(grant.session)
	if not owner then
		return nil
	end
	local remaining = math.max(redis.call('PTTL', session_key(grant.session)), 0)
	return 'T ' .. text(remaining) .. ' ' .. text(grant.token) .. ' ' .. owner.holder
end

local function give(key, grant, id, lease, token, fence)
	redis.call('HSET', key, 's', id, 'l', lease, 't', text(token), 'f', text(fence))
	if grant.successor then
		redis.call('HDEL', key, 'y')
	end
	redis.call('PEXPIRE', key, held)
	return '+'
end

local function sitting_out()
	local standing = sentinel()
	if not standing.voting then
		return 'Q ' .. text(standing.birth)
	end
	return nil
end

local function greet()
	local standing = sentinel()
	local age = math.max(now() - standing.birth, 0)
	return 'V ' .. text(standing.birth) .. ' ' .. text(age) .. ' ' .. (standing.voting and '1' or '0') .. standing.founding
end

local function admit(birth, founding)
	local standing = sentinel()
	if not standing.voting and text(standing.birth) == birth then
		local floor = founding == '1' and '0' or text(now())
		redis.call('HSET', prefix .. 'sentinel', 'voting', '1', 'founding', founding, 'floor', floor)
		known = nil
	end
	return 'O'
end

local function open(id, lease_time, holder)
	local found = session(id)
	if found and found.connection > connection then
		return 'O'
	end
	redis.call('SET', session_key(id), text(connection) .. ':' .. holder, 'PX', lease_time)
	return 'O'
end

local function renew(id, lease_time)
	local found = session(id)
	if not found then
		return 'G'
	end
	remember_connection(id, found)
	redis.call('PEXPIRE', session_key(id), lease_time)
	return 'O'
end

local function close(id)
	redis.call('DEL', session_key(id))
	return 'O'
end

local function acquire(id, lease, name, token, block)
	local asker = asking(id)
	if not asker then
		return 'N'
	end
	local key = name_key(name)
	local grant = grant_of(key)
	local refusal = sitting_out() or (grant.successor ~= asker.holder and taken(grant, id, lease))
	if refusal then
		return refusal
	end
	-- Not number(): a token that is too large for us is one that is ahead.
	token = tonumber(token)
	local fence = math.max(grant.fence, sentinel().floor)
	if token <= fence then
		return 'S ' .. text(fence)
	end
	local time = now()
	if token > time + skew then
		return 'A ' .. text(time)
	end
	return give(key, grant, id, lease, token, token + tonumber(block) - 1)
end

local function regrant(id, lease, name, token, fence)
	token, fence = number(token), number(fence)
	if not asking(id) then
		return 'N'
	end
	local key = name_key(name)
	local grant = grant_of(key)
	local refusal = sitting_out() or taken(grant, id, lease)
	if refusal then
		return refusal
	end
	-- The floor is no bar here: it lies above every lease that is older than the node's birth, and a lease that a
	-- quorum holds elsewhere has no rival with a higher token.
	if grant.fence > fence then
		return 'S ' .. text(grant.fence)
	end
	return give(key, grant, id, lease, token, fence)
end

local function release(id, lease, name)
	local found = session(id)
	if found then
		remember_connection(id, found)
	end
	local key = name_key(name)
	local owner = redis.pcall('HMGET', key, 's', 'l')
	if owner.err then
		-- What is not a hash holds no grant, and a release that fails would be repeated for ever.
		if string.find(owner.err, 'WRONGTYPE', 1, true) then
			return 'O'
		end
		error(owner.err, 0)
	end
	if owner[1] == id and owner[2] == lease then
		redis.call('HDEL', key, 's', 'l', 't', 'y')
		redis.call('PEXPIRE', key, retained)
	end
	return 'O'
end

local function look(name)
	local grant = grant_of(name_key(name))
	return taken(grant) or sitting_out() or 'F ' .. text(math.max(grant.fence, sentinel().floor))
end

local function yield(id, lease, name, to)
	local key = name_key(name)
	local owner = redis.call('HMGET', key, 's', 'l')
	if owner[1] == id and owner[2] == lease then
		redis.call('HSET', key, 'y', to)
	end
	return 'O'
end

local function announce(channel, message)
	redis.call('PUBLISH', prefix .. 'channel:' .. channel, message)
	return 'O'
end

local operations = {
	h = { run = greet, arguments = 0 },
	m = { run = admit, arguments = 2 },
	o = { run = open, arguments = 3 },
	r = { run = renew, arguments = 2 },
	c = { run = close, arguments = 1 },
	a = { run = acquire, arguments = 5 },
	g = { run = regrant, arguments = 5 },
	x = { run = release, arguments = 3 },
	l = { run = look, arguments = 1 },
	y = { run = yield, arguments = 4 },
	p = { run = announce, arguments = 2 }
}

-- Runs one operation. An error, such as a foreign key under a name, is the answer to this operation alone:
-- thrown further, it would leave the batch half done and unanswered.
local function answer(operation, at)
	local ok, result = pcall(operation.run, unpack(ARGV, at + 1, at + operation.arguments))
	if ok then
		return result
	end
	local message = type(result) == 'table' and result.err or result
	return 'E ' .. (string.match(tostring(message), '%u%u%u+') or 'ERR')
end

local answers = {}
local at = 6
while at <= #ARGV do
	local operation = operations[ARGV[at]]
	answers[#answers + 1] = answer(operation, at)
	at = at + operation.arguments + 1
end
return answers
