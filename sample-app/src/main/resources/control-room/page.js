// The page: takes what the control room tells and gives it to those who show it.

import { Announcer } from './announcer.js';
import { changes } from './changes.js';
import { byRow, fallenTokens, overlaps } from './checks.js';
import * as clock from './clock.js';
import { Durations } from './durations.js';
import { element, setAttribute, setText } from './elements.js';
import { amount, count, duration, short, timeOfDay } from './format.js';
import { Instances } from './instances.js';
import { Journal } from './journal.js';
import { LeaseTable } from './lease-table.js';
import { Leases } from './leases.js';
import { Ledgers } from './ledgers.js';
import { listen } from './live.js';
import { badge } from './looks.js';
import { Nodes } from './nodes.js';
import { Timeline } from './timeline.js';
import { Verdicts } from './verdicts.js';

const byId = (id) => document.getElementById(id);

const announcer = new Announcer(byId('announcer'));
const journal = new Journal(byId('journal'), 100, 'Nothing yet. Kill or pause something.');
const refusedList = new Journal(byId('refused'), 20, 'None yet. Pause an instance: it will try one.');
const nodes = new Nodes(byId('nodes'), notDone);
const instances = new Instances(byId('instances'), notDone);
const verdicts = new Verdicts(byId('verdicts'));
const ledgers = new Ledgers(byId('ledgers'));
const durations = new Durations(byId('durations'));
const leases = new Leases();
const timeline = new Timeline(byId('timeline'), leases);
const leaseTable = new LeaseTable(byId('leases'));

const refusals = [];
const told = new Set();
const found = { overlaps: new Set(), fallen: new Set() };
let last = null;
let connection = null;

function notDone(text) {
	tell(clock.now(), 'bad', `Not done. ${text}`);
}

function tell(time, mood, text, aloud = true) {
	journal.add(time, mood, text);
	if (aloud) {
		announcer.say(text);
	}
}

const handlers = {

	history(entries) {
		leases.clear();
		durations.clear();
		entries.forEach(({ event = 'lease', ...data }) => handlers[event]?.(data, false));
	},

	state(state) {
		clock.learn(state.time);
		changes(last, state).forEach(({ mood, text }) => tell(state.time, mood, text));
		last = state;
		leases.state(state);
		[nodes, instances, verdicts, ledgers, timeline].forEach((part) => part.state(state));
		showLegend(state.instances);
		durations.show(state.time);
		check(state);
	},

	lease(event, aloud = true) {
		leases.lease(event);
		durations.lease(event);
		if (event.type === 'lost' && once(`lost ${event.id}`)) {
			tell(event.time, 'bad', `${event.instance} lost ${event.lock} of ${event.keys.join(' and ')}`, aloud);
		}
	},

	leader(event, aloud = true) {
		leases.leader(event);
		const { time, instance, role, term, type } = event;
		if (once(`${type} ${role} ${term}`)) {
			const texts = { granted: `${instance} leads ${role}, term ${short(term)}`,
				revoking: `${instance} steps down from ${role}`, revoked: `${instance} no longer leads ${role}` };
			tell(time, (type === 'granted') ? 'good' : 'wait', texts[type] ?? `${instance}: ${type} ${role}`,
					aloud && type === 'granted');
		}
	},

	refused(refusal, aloud = true) {
		if (once(`refused ${refusal.time} ${refusal.instance} ${refusal.account} ${refusal.token}`)) {
			refusals.push(refusal);
			const { time, instance, account, token, fence } = refusal;
			refusedList.add(time, 'bad', `${instance} wanted to write ${account} (${amount(refusal.amount)}) with token `
					+ `${short(token)}, but ${short(fence)} had been there: refused`);
			tell(time, 'bad', `A stale write of ${instance} to ${account} was refused`, aloud);
		}
	},

	note({ time, text }, aloud = true) {
		if (once(`note ${time} ${text}`)) {
			tell(time, 'wait', text, aloud);
		}
	},

};

// After a lost connection the history tells again what was told before
function once(key) {
	const first = !told.has(key);
	told.add(key);
	return first;
}

function check(state) {
	const rows = byRow(leases.all());
	const overlapping = overlaps(rows, clock.now());
	const fallen = fallenTokens(rows);
	const pair = ({ row, earlier, later }) => `${row} ${earlier.id} ${later.id}`;
	for (const overlap of overlapping.filter((one) => !found.overlaps.has(pair(one)))) {
		found.overlaps.add(pair(overlap));
		tell(overlap.from, 'bad', `Overlap on ${overlap.row}: ${overlap.earlier.instance} and ${overlap.later.instance}, `
				+ `${duration(overlap.to - overlap.from)}`);
	}
	fallen.forEach((one) => found.fallen.add(pair(one)));
	verdicts.findings(found.overlaps.size, found.fallen.size, leases.seen);
	setText(byId('findings'), `Of ${count(leases.seen, 'lease')} since ${timeOfDay(openedAt(state)).slice(0, 8)}: `
			+ `${(found.overlaps.size === 0) ? 'no two overlapped' : count(found.overlaps.size, 'overlap')}; `
			+ `${(found.fallen.size === 0) ? 'each token is higher than the one before it in its row'
				: `${count(found.fallen.size, 'token')} did not rise`}.`);
	setAttribute(byId('findings'), 'data-mood', (found.overlaps.size + found.fallen.size > 0) ? 'bad' : 'good');
	timeline.rows(rowsToShow(state, rows));
	timeline.mark(overlapping, refusals);
	leaseTable.show(leases.all(), state.time);
}

let opened = null;

function openedAt(state) {
	opened ??= state.time;
	return opened;
}

// Roles first, then all accounts, also those at rest, then whatever else was locked
function rowsToShow(state, rows) {
	const roles = [...rows.keys()].filter((row) => row.startsWith('leader ')).sort();
	const accounts = state.ledgers.guarded.accounts.map(({ id }) => `accounts ${id}`);
	const others = [...rows.keys()].filter((row) => !roles.includes(row) && !accounts.includes(row)).sort();
	return [...roles, ...accounts, ...others];
}

function showLegend(shown) {
	const legend = byId('legend');
	if (legend.children.length === 0) {
		legend.append(...shown.map(({ name }) => element('li', {}, badge(name), ` instance ${name}`)),
				element('li', {}, element('span', { class: 'sample sample-rest' }), ' lease time left'),
				element('li', {}, element('span', { class: 'sample sample-over' }), ' died: others wait for the rest of the lease'),
				element('li', {}, element('span', { class: 'sample sample-loss' }), ' lost'));
	}
}

byId('freeze').addEventListener('click', ({ currentTarget }) => {
	const frozen = currentTarget.getAttribute('aria-pressed') !== 'true';
	setAttribute(currentTarget, 'aria-pressed', frozen);
	timeline.freeze(frozen);
});

listen('/live', (type, data) => handlers[type](data), (connected) => {
	if (connection !== connected) {
		connection = connected;
		document.documentElement.dataset.connection = connected ? 'open' : 'lost';
		setAttribute(byId('connection'), 'data-connection', connected ? 'open' : 'lost');
		setText(byId('connection'), connected ? 'Live' : 'Connection lost. What you see is old; trying again…');
	}
});
