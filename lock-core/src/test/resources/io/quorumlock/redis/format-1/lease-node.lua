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
-- name:<name>   string: fence, whether there may be wishes (0 or 1), and of a grant: token, lease, session, and once it
--               is yielded, the public id of who may follow
-- wishes:<name> hash: session and lease of who waits -> token and fence of the wish; gone with the last of them
-- sentinel      string: birth (in microseconds), voting and founding (0 or 1), floor (a fence under all names), run
--
-- channel:<channel>  no key, but where announcements are published, and on the ear of a session what concerns its leases
--
-- Answers: O ok, G gone, + granted, N no session, T taken, F free, S stale, A ahead, Q sitting out, V standing,
-- E failed without effect.
--
-- Lua's numbers are doubles and tostring rounds them: numbers travel as text and stay below 2^53.
--
-- Under load, the script is what costs a node most. So a name is one string, what is asked for again and again in a
-- batch is looked up once, and numbers stay the texts that they came as.

local match = string.match
local prefix = KEYS[1]
local connection = tonumber(ARGV[1])
local held, retained, skew, run = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local most_wishes = 32

local function text(value)
	return string.format('%.0f', value)
end

-- What is not one of our numbers was not written by us, and is no base for a decision.
local function number(value)
	local result = tonumber(value)
	if not result or result < 0 or result >= 9007199254740992 then
		error('WRONGVALUE', 0)
	end
	return result
end

local time
local function now()
	if not time then
		local read = redis.call('TIME')
		time = tonumber(read[1]) * 1000000 + tonumber(read[2])
	end
	return time
end

local function stand(birth, voting, founding, floor)
	local value = text(birth) .. ' ' .. voting .. ' ' .. founding .. ' ' .. text(floor) .. ' ' .. run
	redis.call('SET', prefix .. 'sentinel', value)
	return { birth = birth, voting = voting == '1', founding = founding, floor = floor }
end

-- Who finds no sentinel, or that of an earlier run, notes the birth: from then on everybody counts the same
-- restart guard, until somebody who has counted it to its end admits the node.
local standing
local function sentinel()
	if not standing then
		local value = redis.call('GET', prefix .. 'sentinel')
		local birth, voting, founding, floor, of = match(value or '', '^(%d+) ([01]) ([01]) (%d+) (.*)$')
		if of == run then
			standing = { birth = number(birth), voting = voting == '1', founding = founding, floor = number(floor) }
		else
			standing = stand(now(), '0', '0', now())
		end
	end
	return standing
end

local function session_key(id)
	return prefix .. 'session:' .. id
end

local function name_key(name)
	return prefix .. 'name:' .. name
end

-- Nil if it is not alive.
local sessions = {}
local function session(id)
	local found = sessions[id]
	if not found then
		local value = redis.call('GET', session_key(id))
		if not value then
			return nil
		end
		local seen, ear, holder = match(value, '^(%d+):([^:]*):(.*)$')
		if not seen then
			error('WRONGVALUE', 0)
		end
		found = { connection = tonumber(seen), ear = ear, holder = holder }
		sessions[id] = found
	end
	return found
end

local function remember_connection(id, found)
	if connection > found.connection then
		redis.call('SET', session_key(id), text(connection) .. ':' .. found.ear .. ':' .. found.holder, 'KEEPTTL')
		found.connection = connection
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

-- Fence and marker of a name, and of a grant its token, lease, session and successor, as texts; nil if they are not ours.
local function split(value)
	local fence, wanted = match(value, '^(%d+) ([01])$')
	if fence then
		return fence, wanted
	end
	return match(value, '^(%d+) ([01]) (%d+) (%d+) (%S+) ?(.*)$')
end

local function grant_of(key)
	local value = redis.call('GET', key)
	if not value then
		return { fence = '0', wanted = '0' }
	end
	local fence, wanted, token, lease, id, successor = split(value)
	if not fence then
		error('WRONGVALUE', 0)
	end
	return { fence = fence, wanted = wanted, token = token, lease = lease, session = id, successor = successor }
end

local function fence_of(grant)
	return math.max(number(grant.fence), sentinel().floor)
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
	return 'T ' .. text(remaining) .. ' ' .. grant.token .. ' ' .. text(fence_of(grant)) .. ' ' .. owner.holder, owner
end

local function granted(id, lease, token, fence, wanted)
	return fence .. ' ' .. wanted .. ' ' .. token .. ' ' .. lease .. ' ' .. id
end

-- Must work where memory is short too: there, Redis refuses no more than the first write of a script.
local function take_back(key, fence, wanted)
	local value = fence .. ' ' .. wanted
	if redis.pcall('PSETEX', key, retained, value).err then
		redis.call('PEXPIRE', key, retained)
		redis.call('PSETEX', key, retained, value)
	end
end

local function sitting_out()
	if not sentinel().voting then
		return 'Q ' .. text(sentinel().birth)
	end
	return nil
end

-- Lua makes every function anew for each batch, so what is needed rarely is made only then.
local function rules_of_the_line()
	local function line_key(name)
		return prefix .. 'wishes:' .. name
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

	local function session_and_lease(field)
		local id, lease = match(field, '^(%S+) (%d+)$')
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

	local function note(id, lease, name, token, fence, grant, owner)
		token = tonumber(token)
		if token <= fence_of(grant) or token > now() + skew then
			return
		end
		local line, field = line_key(name), waiter(id, lease)
		local full = redis.call('HLEN', line) >= most_wishes and redis.call('HEXISTS', line, field) == 0
		if full and not make_room(line) then
			return
		end
		-- Where memory is short, the answer is worth more than the wish.
		if type(redis.pcall('HSET', line, field, text(token) .. ' ' .. fence)) == 'table' then
			return
		end
		redis.call('PEXPIRE', line, retained)
		if grant.wanted == '0' then
			local marked = granted(grant.session, grant.lease, grant.token, grant.fence, '1')
			local successor = grant.successor == '' and '' or ' ' .. grant.successor
			redis.call('SET', name_key(name), marked .. successor, 'KEEPTTL')
		end
		tell(owner.ear, 'wanted ' .. grant.lease .. ' ' .. name)
	end

	-- The wishes that are in a line, those with lower tokens first.
	local function wishes(values)
		local found = {}
		for i = 1, #values, 2 do
			local id, lease = session_and_lease(values[i])
			local token, fence = match(values[i + 1], '^(%d+) (%d+)$')
			number(fence)
			found[#found + 1] = { field = values[i], session = id, lease = lease, token = number(token), fence = fence }
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
	-- release before it has had an effect; what is not a line may be one again.
	local function next_in_line(name, owner, fence)
		local ok, turn = pcall(look_for_next, name, owner, fence)
		if ok then
			return turn
		end
		local failure = type(turn) == 'table' and turn.err or turn
		if string.find(failure, 'WRONGTYPE', 1, true) then
			return { gone = {}, news = {}, left = 1 }
		end
		error(turn, 0)
	end

	local function serve(name, fence, turn)
		if #turn.gone > 0 then
			redis.call('HDEL', line_key(name), unpack(turn.gone))
		end
		local wish, wanted = turn.wish, turn.left > 0 and '1' or '0'
		if wish then
			redis.call('PSETEX', name_key(name), held,
				granted(wish.session, wish.lease, text(wish.token), wish.fence, wanted))
		else
			take_back(name_key(name), fence, wanted)
		end
		for _, each in ipairs(turn.news) do
			tell(each[1], each[2])
		end
	end

	return { note = note, next = next_in_line, serve = serve, forget = forget_wish, waiter = waiter }
end

local function open(id, lease_time, holder, ear)
	local found = session(id)
	if found and found.connection > connection then
		return 'O'
	end
	redis.call('SET', session_key(id), text(connection) .. ':' .. ear .. ':' .. holder, 'PX', lease_time)
	sessions[id] = nil
	return 'O'
end

local function renew(id, lease_time)
	local found = session(id)
	if not found then
		return 'G'
	end
	remember_connection(id, found)
	redis.call('PEXPIRE', session_key(id), lease_time)
	sessions[id] = nil
	return 'O'
end

local function acquire(id, lease, name, token, fence, wish)
	local asker = asking(id)
	if not asker then
		return 'N'
	end
	local refusal = sitting_out()
	if refusal then
		return refusal
	end
	local key = name_key(name)
	local grant = grant_of(key)
	if is_owner(grant, id, lease) then
		if token == grant.token then
			return '+'
		end
	elseif grant.session and grant.successor ~= asker.holder then
		local answer, owner = taken(grant)
		if answer then
			if wish == '1' then
				rules_of_the_line().note(id, lease, name, token, fence, grant, owner)
			end
			return answer
		end
	end
	-- Not number(): a token that is too large for us is one that is ahead.
	local asked, granted_before = tonumber(token), fence_of(grant)
	if asked <= granted_before then
		return 'S ' .. text(granted_before)
	end
	if asked > now() + skew then
		return 'A ' .. text(now())
	end
	if wish == '1' and grant.wanted == '1' then
		rules_of_the_line().forget(id, lease, name)
	end
	redis.call('PSETEX', key, held, granted(id, lease, token, fence, grant.wanted))
	return '+'
end

local function release(id, lease, name)
	local found = session(id)
	if found then
		remember_connection(id, found)
	end
	local key = name_key(name)
	local value = redis.pcall('GET', key)
	if type(value) == 'table' then
		if not string.find(value.err, 'WRONGTYPE', 1, true) then
			error(value.err, 0)
		end
		value = ''
	end
	-- What is not ours holds no grant, and a release that fails would be repeated for ever.
	local fence, wanted, _, granted_lease, owner = split(value or '')
	if owner ~= id or granted_lease ~= lease then
		rules_of_the_line().forget(id, lease, name)
	elseif wanted == '0' then
		take_back(key, fence, '0')
	else
		local line = rules_of_the_line()
		line.serve(name, fence, line.next(name, line.waiter(id, lease), fence))
	end
	return 'O'
end

local function rare_operations()
	local function greet()
		local age = math.max(now() - sentinel().birth, 0)
		return 'V ' .. text(standing.birth) .. ' ' .. text(age) .. ' ' .. (standing.voting and '1' or '0') .. standing.founding
	end

	local function admit(birth, founding)
		if not sentinel().voting and text(standing.birth) == birth then
			standing = stand(standing.birth, '1', founding, founding == '1' and 0 or now())
		end
		return 'O'
	end

	local function close(id)
		redis.call('DEL', session_key(id))
		sessions[id] = nil
		return 'O'
	end

	local function regrant(id, lease, name, token, fence)
		number(token)
		number(fence)
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
		if number(grant.fence) > number(fence) then
			return 'S ' .. grant.fence
		end
		redis.call('PSETEX', key, held, granted(id, lease, token, fence, grant.wanted))
		return '+'
	end

	local function look(name)
		local grant = grant_of(name_key(name))
		return taken(grant) or sitting_out() or 'F ' .. text(fence_of(grant))
	end

	local function yield(id, lease, name, to)
		local key = name_key(name)
		local grant = grant_of(key)
		if is_owner(grant, id, lease) then
			redis.call('SET', key, granted(id, lease, grant.token, grant.fence, grant.wanted) .. ' ' .. to, 'KEEPTTL')
		end
		return 'O'
	end

	local function announce(channel, message)
		redis.call('PUBLISH', prefix .. 'channel:' .. channel, message)
		return 'O'
	end

	return { h = greet, m = admit, c = close, g = regrant, l = look, y = yield, p = announce }
end

-- Two tables, and not one for each operation: they are made anew for each batch, too.
local operations = { a = acquire, x = release, o = open, r = renew }
local arguments = { h = 0, m = 2, o = 4, r = 2, c = 1, a = 6, g = 5, x = 3, l = 1, y = 4, p = 2 }

-- Runs one operation. An error, such as a foreign key under a name, is the answer to this operation alone:
-- thrown further, it would leave the batch half done and unanswered.
local function answer(operation, at, last)
	local ok, result = pcall(operations[operation] or rare_operations()[operation], unpack(ARGV, at, last))
	if ok then
		return result
	end
	local message = type(result) == 'table' and result.err or result
	return 'E ' .. (match(tostring(message), '%u%u%u+') or 'ERR')
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
