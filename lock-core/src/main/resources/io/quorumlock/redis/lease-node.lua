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
-- session:<id>  string: highest connection number seen, ':', ear, ':', public id of the holder; expires with the lease
-- name:<name>   hash: s(ession), l(ease) and t(oken) of the grant, f(ence), y(ielded to): public id of who may follow,
--               w(anted): whether there may be wishes
-- wishes:<name> hash: session and lease of who waits -> token and block of the wish; gone with the last of them
-- sentinel      hash: run, birth (in microseconds), voting and founding (0 or 1), floor (a fence under all names)
--
-- channel:<channel>  no key, but where announcements are published, and on the ear of a session what concerns its leases
--
-- Answers: O ok, G gone, + granted, N no session, T taken, F free, S stale, A ahead, Q sitting out, V standing,
-- E failed without effect.
--
-- Lua's numbers are doubles and tostring rounds them: numbers travel as text and stay below 2^53.

local prefix = KEYS[1]
local connection = tonumber(ARGV[1])
local held, retained, skew, run = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local most_wishes = 32

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

local function is_foreign(failure)
	local message = type(failure) == 'table' and failure.err or failure
	return string.find(tostring(message), 'WRONGTYPE', 1, true) ~= nil
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

local function line_key(name)
	return prefix .. 'wishes:' .. name
end

local function session(id)
	local value = redis.call('GET', session_key(id))
	if not value then
		return nil
	end
	local seen, ear, holder = string.match(value, '^(%d+):([^:]*):(.*)$')
	if not seen then
		error('WRONGVALUE', 0)
	end
	return { connection = tonumber(seen), ear = ear, holder = holder }
end

local function remember_connection(id, found)
	if connection > found.connection then
		redis.call('SET', session_key(id), text(connection) .. ':' .. found.ear .. ':' .. found.holder, 'KEEPTTL')
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
	local values = redis.call('HMGET', key, 's', 'l', 't', 'f', 'y', 'w')
	local grant = { session = values[1], lease = values[2], fence = 0, successor = values[5], wanted = values[6] }
	if values[4] then
		grant.fence = number(values[4])
	end
	if grant.session then
		grant.token = number(values[3])
	end
	return grant
end

local function fence_of(grant)
	return math.max(grant.fence, sentinel().floor)
end

local function is_owner(grant, id, lease)
	return grant.session == id and grant.lease == lease
end

local function taken(grant)
	local owner = grant.session and session(grant.session)
	if not owner then
		return nil
	end
	local remaining = math.max(redis.call('PTTL', session_key(grant.session)), 0)
	return 'T ' .. text(remaining) .. ' ' .. text(grant.token) .. ' ' .. text(fence_of(grant)) .. ' ' .. owner.holder, owner
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

-- A hint: a user who may not publish gets and gives back locks all the same.
local function tell(ear, news)
	redis.pcall('PUBLISH', prefix .. 'channel:' .. ear, news)
end

-- A field of a line.
local function waiter(id, lease)
	return id .. ' ' .. lease
end

local function forget_wish(id, lease, name)
	-- What is not a hash holds no wish.
	redis.pcall('HDEL', line_key(name), waiter(id, lease))
end

-- Made only where somebody waits: Lua makes every function anew for each batch.
local function rules_of_the_line()
	local function session_and_lease(field)
		local id, lease = string.match(field, '^(%S+) (%d+)$')
		if not id then
			error('WRONGVALUE', 0)
		end
		return id, lease
	end

	-- Whether there is room for one more wish, once those are gone that nobody can be granted.
	local function make_room(line)
		local dead = {}
		for _, field in ipairs(redis.call('HKEYS', line)) do
			if not session((session_and_lease(field))) then
				dead[#dead + 1] = field
			end
		end
		if #dead > 0 then
			redis.call('HDEL', line, unpack(dead))
		end
		return #dead > 0
	end

	local function note(id, lease, name, token, block, grant, owner)
		number(block)
		if token <= fence_of(grant) or token > now() + skew then
			return
		end
		local line, field = line_key(name), waiter(id, lease)
		local full = redis.call('HLEN', line) >= most_wishes and redis.call('HEXISTS', line, field) == 0
		if full and not make_room(line) then
			return
		end
		-- Where memory is short, the answer is worth more than the wish.
		if type(redis.pcall('HSET', line, field, text(token) .. ' ' .. block)) == 'table' then
			return
		end
		redis.call('PEXPIRE', line, retained)
		if not grant.wanted then
			redis.call('HSET', name_key(name), 'w', '1')
		end
		tell(owner.ear, 'wanted ' .. grant.lease .. ' ' .. name)
	end

	-- The wishes that are in a line, those with lower tokens first.
	local function wishes(values)
		local found = {}
		for i = 1, #values, 2 do
			local id, lease = session_and_lease(values[i])
			local token, block = string.match(values[i + 1], '^(%d+) (%d+)$')
			found[#found + 1] = { field = values[i], session = id, lease = lease, token = number(token), block = number(block) }
		end
		table.sort(found, function(one, other)
			if one.token ~= other.token then
				return one.token < other.token
			end
			return one.field < other.field
		end)
		return found
	end

	local function has_living(found, from)
		for i = from, #found do
			if session(found[i].session) then
				return true
			end
		end
		return false
	end

	local function look_for_next(name, owner, fence)
		local found = wishes(redis.call('HGETALL', line_key(name)))
		local turn = { gone = {}, news = {}, left = #found }
		local function leaves(wish)
			turn.gone[#turn.gone + 1] = wish.field
			turn.left = turn.left - 1
		end
		for i, wish in ipairs(found) do
			if wish.field == owner then
				leaves(table.remove(found, i))
				break
			end
		end
		if #found == 0 or sitting_out() then
			return turn
		end
		fence = math.max(number(fence), sentinel().floor)
		for i, wish in ipairs(found) do
			local asker = session(wish.session)
			leaves(wish)
			if asker and wish.token > fence then
				local others = has_living(found, i + 1) and '1' or '0'
				turn.wish = wish
				turn.news[#turn.news + 1] = { asker.ear, 'granted ' .. wish.lease .. ' ' .. text(wish.token) .. ' ' .. others }
				break
			end
			if asker then
				local refused = 'refused ' .. wish.lease .. ' ' .. text(wish.token) .. ' ' .. text(fence)
				turn.news[#turn.news + 1] = { asker.ear, refused }
			end
		end
		return turn
	end

	-- Who gets a name that its owner gives back, and who is passed over. Looks only: a number that is not ours ends the
	-- release before it has had an effect.
	local function next_in_line(name, owner, fence)
		local ok, turn = pcall(look_for_next, name, owner, fence)
		if ok then
			return turn
		end
		if is_foreign(turn) then
			return { gone = {}, news = {} }
		end
		error(turn, 0)
	end

	local function serve(name, turn)
		if #turn.gone > 0 then
			redis.call('HDEL', line_key(name), unpack(turn.gone))
		end
		local wish = turn.wish
		if wish then
			give(name_key(name), {}, wish.session, wish.lease, wish.token, wish.token + wish.block - 1)
		end
		for _, each in ipairs(turn.news) do
			tell(each[1], each[2])
		end
	end

	return { note = note, next = next_in_line, serve = serve }
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

local function open(id, lease_time, holder, ear)
	local found = session(id)
	if found and found.connection > connection then
		return 'O'
	end
	redis.call('SET', session_key(id), text(connection) .. ':' .. ear .. ':' .. holder, 'PX', lease_time)
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

local function acquire(id, lease, name, token, block, wish)
	local asker = asking(id)
	if not asker then
		return 'N'
	end
	local key = name_key(name)
	local grant = grant_of(key)
	local refusal = sitting_out()
	if refusal then
		return refusal
	end
	-- Not number(): a token that is too large for us is one that is ahead.
	token = tonumber(token)
	if is_owner(grant, id, lease) then
		if token == grant.token then
			return '+'
		end
	elseif grant.successor ~= asker.holder then
		local answer, owner = taken(grant)
		if answer then
			if wish == '1' then
				rules_of_the_line().note(id, lease, name, token, block, grant, owner)
			end
			return answer
		end
	end
	local fence = fence_of(grant)
	if token <= fence then
		return 'S ' .. text(fence)
	end
	local time = now()
	if token > time + skew then
		return 'A ' .. text(time)
	end
	if wish == '1' then
		forget_wish(id, lease, name)
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
	local refusal = sitting_out() or (not is_owner(grant, id, lease) and taken(grant))
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
	local owner = redis.pcall('HMGET', key, 's', 'l', 'f', 'w')
	-- What is not a hash holds no grant, and a release that fails would be repeated for ever.
	if owner.err and not is_foreign(owner.err) then
		error(owner.err, 0)
	end
	if owner.err or owner[1] ~= id or owner[2] ~= lease then
		forget_wish(id, lease, name)
		return 'O'
	end
	if not owner[4] then
		redis.call('HDEL', key, 's', 'l', 't', 'y')
		redis.call('PEXPIRE', key, retained)
		return 'O'
	end
	local line = rules_of_the_line()
	local turn = line.next(name, waiter(id, lease), owner[3])
	redis.call('HDEL', key, 's', 'l', 't', 'y')
	if turn.left == 0 then
		redis.call('HDEL', key, 'w')
	end
	redis.call('PEXPIRE', key, retained)
	line.serve(name, turn)
	return 'O'
end

local function look(name)
	local grant = grant_of(name_key(name))
	return taken(grant) or sitting_out() or 'F ' .. text(fence_of(grant))
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

-- Two tables, and not one for each operation: they are made anew for each batch.
local operations = {
	h = greet, m = admit, o = open, r = renew, c = close, a = acquire, g = regrant, x = release, l = look, y = yield,
	p = announce
}
local arguments = { h = 0, m = 2, o = 4, r = 2, c = 1, a = 6, g = 5, x = 3, l = 1, y = 4, p = 2 }

-- Runs one operation. An error, such as a foreign key under a name, is the answer to this operation alone:
-- thrown further, it would leave the batch half done and unanswered.
local function answer(operation, at, last)
	local ok, result = pcall(operations[operation], unpack(ARGV, at, last))
	if ok then
		return result
	end
	local message = type(result) == 'table' and result.err or result
	return 'E ' .. (string.match(tostring(message), '%u%u%u+') or 'ERR')
end

local answers = {}
local at = 6
while at <= #ARGV do
	local operation = ARGV[at]
	local last = at + arguments[operation]
	answers[#answers + 1] = answer(operation, at + 1, last)
	at = last + 1
end
return answers
