-- Who shares the locks of a namespace on this server. Not a part of any format: it is how instances of different
-- formats, or with different nodes, notice each other, so instances of all versions must understand it.
--
-- KEYS[1]  string: identity of the server, the same for all instances; outlives restarts if the data does
-- KEYS[2]  hash: instance -> until when it counts (in milliseconds), and what it says of itself
-- ARGV[1]  identity of the server, if it has none yet
-- ARGV[2]  instance that asks
-- ARGV[3]  what it says of itself; empty if it only asks
-- ARGV[4]  how long that counts, in milliseconds
--
-- Answers the identity, then an instance and what it says, for each different thing that others say.

local identity = redis.call('GET', KEYS[1])
if not identity then
	identity = ARGV[1]
	-- Where memory is short, whoever asks proposes the same until a restart.
	redis.pcall('SET', KEYS[1], identity)
end

local read = redis.call('TIME')
local now = tonumber(read[1]) * 1000 + math.floor(tonumber(read[2]) / 1000)
local longest = 0
if ARGV[3] ~= '' then
	local last = now + tonumber(ARGV[4])
	redis.pcall('HSET', KEYS[2], ARGV[2], string.format('%.0f', last) .. ' ' .. ARGV[3])
end

local answer = { identity }
local told = { [ARGV[3]] = true }
local entries = redis.call('HGETALL', KEYS[2])
for i = 1, #entries, 2 do
	local instance, last, text = entries[i], string.match(entries[i + 1], '^(%d+) (.+)$')
	if not last or tonumber(last) <= now then
		redis.call('HDEL', KEYS[2], instance)
	else
		longest = math.max(longest, tonumber(last))
		if instance ~= ARGV[2] and not told[text] then
			told[text] = true
			answer[#answer + 1] = instance
			answer[#answer + 1] = text
		end
	end
end
if longest > 0 then
	redis.call('PEXPIREAT', KEYS[2], string.format('%.0f', longest))
end
return answer
