// The whole page in four lines.

import { element, icon, setAttribute, setText } from './elements.js';
import { count, difference } from './format.js';

export class Verdicts {

	#tiles;

	constructor(list) {
		this.#tiles = { quorum: new Tile('Quorum'), leader: new Tile('Leader'), exclusion: new Tile('One at a time'),
			money: new Tile('Money') };
		for (const [name, tile] of Object.entries(this.#tiles)) {
			tile.node.dataset.verdict = name;
			list.append(tile.node);
		}
	}

	state({ nodes, instances, quorum, ledgers }) {
		const votes = nodes.filter(({ state }) => state === 'voting').length;
		if (nodes.every(({ state }) => state === 'unasked')) {
			this.#tiles.quorum.show('wait', 'no instance asks', `${quorum} of ${nodes.length} nodes are needed for a lock`);
		}
		else {
			this.#quorum(votes, nodes.length, quorum);
		}
		const leaders = instances.map(({ name, leads }) => ({ name, roles: leads
			.filter(({ remainingMillis }) => remainingMillis > 0).map(({ role }) => role).sort() }))
			.filter(({ roles }) => roles.length > 0);
		this.#tiles.leader.show((leaders.length > 0) ? 'good' : 'wait',
				(leaders.length > 0) ? `${leaders.map(({ name }) => name).join(' and ')} ${(leaders.length > 1) ? 'lead' : 'leads'}`
					: 'nobody leads',
				leaders.map(({ name, roles }) => `${name}: ${roles.join(', ')}`).join(' · ') || 'until a lease is granted');
		this.#money(ledgers);
	}

	/** What the checks of the leases have found since the page was opened. */
	findings(overlaps, fallen, seen) {
		this.#tiles.exclusion.show((overlaps + fallen > 0) ? 'bad' : 'good',
				(overlaps > 0) ? count(overlaps, 'overlap') : 'no overlap',
				(fallen > 0) ? `${count(fallen, 'token')} did not rise` : `${count(seen, 'lease')} seen, tokens rise`);
	}

	#quorum(votes, nodes, quorum) {
		this.#tiles.quorum.show((votes < quorum) ? 'bad' : (votes < nodes) ? 'wait' : 'good', `${votes} of ${nodes} nodes vote`,
				(votes < quorum) ? `${quorum} are needed: no lock is granted` : `${quorum} are needed for a lock`);
	}

	#money({ expected, guarded, unguarded }) {
		const [guardedOff, unguardedOff] = [guarded.total - expected, unguarded.total - expected];
		this.#tiles.money.show((guardedOff !== 0) ? 'bad' : 'good',
				(guardedOff === 0) ? 'guarded: right' : `guarded: wrong by ${difference(guardedOff)}`,
				(unguardedOff === 0) ? 'unguarded: right so far' : `unguarded: wrong by ${difference(unguardedOff)}`);
		setAttribute(this.#tiles.money.node, 'data-unguarded', (unguardedOff === 0) ? 'right' : 'wrong');
	}

}

class Tile {

	#icons = element('span', { class: 'state-icon' });
	#value = element('span', { class: 'value' });
	#more = element('span', { class: 'detail' });

	constructor(title) {
		this.node = element('div', { class: 'tile' }, element('dt', {}, title),
				element('dd', {}, element('span', { class: 'line' }, this.#icons, this.#value), this.#more));
	}

	show(mood, value, more) {
		if (this.node.dataset.mood !== mood) {
			setAttribute(this.node, 'data-mood', mood);
			this.#icons.replaceChildren(icon(mood));
		}
		setText(this.#value, value);
		setText(this.#more, more);
	}

}
