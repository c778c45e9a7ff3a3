// The nodes that vote: a row for each, with its state, its latency and what can be done to it.

import { ActionButton } from './buttons.js';
import { element, icon, setAttribute, setText } from './elements.js';
import { latency, seconds } from './format.js';
import { Rows } from './rows.js';

const WORDS = { voting: 'votes', guarded: 'sits out', unasked: 'not asked', down: 'down' };

const ICONS = { voting: 'good', guarded: 'wait', unasked: 'wait', down: 'bad' };

export class Nodes {

	#rows;

	constructor(list, refused) {
		this.#rows = new Rows(list, (node) => new Row(node, refused));
	}

	state(state) {
		state.nodes.forEach((node) => this.#rows.of(node).show(node));
	}

}

class Row {

	#state = element('span', { class: 'state-word' });
	#icons = element('span', { class: 'state-icon' });
	#detail = element('span', { class: 'detail' });
	#latency = element('span', { class: 'number' });
	#buttons;

	constructor({ name, address }, refused) {
		const button = (action) => new ActionButton(action, name, refused);
		this.#buttons = { stop: button('stop'), pause: button('pause'), restart: button('restart'), wipe: button('wipe') };
		this.node = element('li', { 'data-node': name },
				element('div', { class: 'who' }, element('b', {}, name), element('span', { class: 'detail' }, address)),
				element('div', { class: 'what' },
						element('span', { class: 'state' }, this.#icons, this.#state), this.#latency, this.#detail),
				element('div', { class: 'actions', role: 'group', 'aria-label': `Node ${name}` },
						...Object.values(this.#buttons).map(({ node }) => node)));
	}

	show({ name, process, state, guardRemainingMillis, latencyMicros, detail }) {
		if (this.node.dataset.state !== state) {
			this.node.dataset.state = state;
			this.#icons.replaceChildren(icon(ICONS[state] ?? 'bad'));
		}
		setAttribute(this.node, 'data-process', process);
		const left = (state === 'guarded' && guardRemainingMillis != null) ? ` for ${seconds(guardRemainingMillis)}` : '';
		setText(this.#state, (WORDS[state] ?? state) + left);
		setText(this.#latency, (latencyMicros != null) ? latency(latencyMicros) : '');
		// What the guard is for is said in the journal and below the list
		setText(this.#detail, (state === 'guarded') ? '' : detail || { paused: 'paused', stopped: 'stopped' }[process] || '');
		const path = (action) => `/nodes/${encodeURIComponent(name)}/${action}`;
		const stopped = (process === 'stopped') ? 'it is stopped' : '';
		this.#buttons.stop.offer('Stop', path('stop'), stopped);
		if (process === 'paused') {
			this.#buttons.pause.offer('Resume', path('resume'));
		}
		else {
			this.#buttons.pause.offer('Pause', path('pause'), stopped);
		}
		this.#buttons.restart.offer('Restart', path('restart'));
		this.#buttons.wipe.offer('Wipe', path('wipe'));
	}

}
