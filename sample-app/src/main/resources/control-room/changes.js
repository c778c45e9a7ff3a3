// What is different from one state to the next, in words. Pure.

// That nobody asks a node is told of the instances
const UNTOLD = 'unasked';

const NODE_WORDS = { voting: 'votes again', guarded: 'sits out: it may have forgotten leases', down: 'is down' };

const NODE_MOODS = { voting: 'good', guarded: 'wait', down: 'bad' };

const PROCESS_WORDS = { starting: 'is starting', running: 'is running', silent: 'tells nothing', paused: 'is paused',
	ended: 'has ended' };

const PROCESS_MOODS = { starting: 'wait', running: 'good', silent: 'bad', paused: 'bad', ended: 'bad' };

/**
 * Tells of the changes worth a word.
 * @param earlier a state, or null if there was none
 * @param later the state after it
 */
export function changes(earlier, later) {
	if (!earlier) {
		return [];
	}
	return [...changed(earlier.nodes, later.nodes, 'state', '', NODE_WORDS, NODE_MOODS),
		...changed(earlier.instances, later.instances, 'process', 'Instance ', PROCESS_WORDS, PROCESS_MOODS)];
}

function changed(earlier, later, property, prefix, words, moods) {
	const before = new Map(earlier.map((one) => [one.name, one[property]]));
	return later.filter((one) => before.has(one.name) && before.get(one.name) !== one[property])
		.filter((one) => one[property] !== UNTOLD && !(before.get(one.name) === UNTOLD && one[property] === 'voting'))
		.map((one) => ({ mood: moods[one[property]] ?? 'wait',
			text: `${prefix}${one.name} ${words[one[property]] ?? `is ${one[property]}`}` }));
}
