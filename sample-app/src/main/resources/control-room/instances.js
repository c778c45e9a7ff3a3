// The instances that compete: a row for each, with what it leads and holds and what can be done to it.

import { ActionButton } from './buttons.js';
import { element, setAttribute, setText } from './elements.js';
import { count, short } from './format.js';
import { badge } from './looks.js';
import { Rows } from './rows.js';

const WORDS = { starting: 'starting', running: 'running', silent: 'silent', paused: 'paused', ended: 'ended' };

export class Instances {

	#rows;

	constructor(list, refused) {
		this.#rows = new Rows(list, (instance) => new Row(instance, refused));
	}

	state(state) {
		state.instances.forEach((instance) => this.#rows.of(instance).show(instance, state.leaseTimeMillis));
	}

}

class Row {

	#process = element('span', { class: 'process' });
	#pid = element('span', { class: 'detail' });
	#leads = element('div', { class: 'leads' });
	#follows = element('span', { class: 'detail' }, 'leads nothing');
	#holds = element('span');
	#transfers = element('span');
	#work = element('span', { class: 'work' }, this.#holds, ' ', this.#transfers);
	#roles = new Map();
	#buttons;

	constructor({ name }, refused) {
		const button = (action) => new ActionButton(action, `instance ${name}`, refused);
		this.#buttons = { kill: button('kill'), pause: button('pause'), 'step-down': button('step-down') };
		this.node = element('li', { 'data-instance': name },
				element('div', { class: 'who' }, badge(name), this.#process, this.#pid),
				element('div', { class: 'what' }, this.#leads, this.#follows, this.#work),
				element('div', { class: 'actions', role: 'group', 'aria-label': `Instance ${name}` },
						...Object.values(this.#buttons).map(({ node }) => node)));
	}

	show({ name, pid, process, leads, held, waiting, transfers }, leaseTimeMillis) {
		setAttribute(this.node, 'data-process', process);
		setAttribute(this.node, 'data-leads', leads.map(({ role }) => role).join(' '));
		setText(this.#process, WORDS[process] ?? process);
		setText(this.#pid, (pid != null) ? `pid ${pid}` : 'no process');
		this.#showLeads(leads, leaseTimeMillis);
		this.#follows.hidden = leads.length > 0;
		setText(this.#holds, `holds ${held}, waits for ${waiting}`);
		setText(this.#transfers, `${count(transfers.done, 'transfer')}`
				+ `${(transfers.skipped > 0) ? `, ${transfers.skipped} skipped` : ''}`
				+ `${(transfers.lost > 0) ? `, ${transfers.lost} lost` : ''}`);
		const path = (action) => `/instances/${name}/${action}`;
		const away = (process === 'running') ? '' : `it is ${WORDS[process] ?? process}`;
		this.#buttons.kill.offer('Kill', path('kill'), (process === 'ended') ? away : '');
		this.#buttons.pause.offer('Pause', path('pause'), away);
		this.#buttons['step-down'].offer('Step down', path('step-down'),
				away || ((leads.length === 0) ? 'it does not lead' : ''));
	}

	#showLeads(leads, leaseTimeMillis) {
		for (const [role, shown] of this.#roles) {
			if (!leads.some((led) => led.role === role)) {
				shown.node.remove();
				this.#roles.delete(role);
			}
		}
		for (const led of leads) {
			if (!this.#roles.has(led.role)) {
				const shown = new LedRole(led.role);
				this.#roles.set(led.role, shown);
				this.#leads.append(shown.node);
			}
			this.#roles.get(led.role).show(led, leaseTimeMillis);
		}
	}

}

class LedRole {

	#text = element('span', { class: 'led' });
	#more = element('span', { class: 'detail' });
	#left = element('span', { class: 'left' });
	#role;

	constructor(role) {
		this.#role = role;
		this.node = element('div', { class: 'lead', 'data-role': role }, element('span', {}, this.#text, ' ', this.#more),
				element('span', { class: 'lease-left', 'aria-hidden': 'true' }, this.#left));
	}

	show({ term, remainingMillis }, leaseTimeMillis) {
		setText(this.#text, `${(remainingMillis > 0) ? 'leads' : 'led'} ${this.#role}`);
		setText(this.#more, (remainingMillis > 0) ? `term ${short(term)}` : 'its lease is over');
		this.#left.style.width = `${Math.max(0, Math.min(100, remainingMillis / leaseTimeMillis * 100)).toFixed(0)}%`;
	}

}
