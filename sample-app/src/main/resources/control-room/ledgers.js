// The same money twice: guarded by fencing tokens, and not.

import { element, icon, setAttribute, setText } from './elements.js';
import { amount, difference } from './format.js';

const KINDS = ['guarded', 'unguarded'];

export class Ledgers {

	#body;
	#accounts = new Map();
	#totals = cells();
	#expected = cells();
	#verdicts = cells();
	#table;

	constructor(table) {
		this.#table = table;
		this.#body = table.tBodies[0];
		table.tFoot.append(row('Total', this.#totals), row('Should be', this.#expected), row('Verdict', this.#verdicts));
	}

	state({ ledgers }) {
		for (const kind of KINDS) {
			const { total, accounts } = ledgers[kind];
			for (const { id, balance } of accounts) {
				setText(this.#account(id)[kind], amount(balance));
			}
			setText(this.#totals[kind], amount(total));
			setText(this.#expected[kind], amount(ledgers.expected));
			this.#judge(kind, total - ledgers.expected);
		}
		for (const { node, guarded, unguarded } of this.#accounts.values()) {
			setAttribute(node, 'data-differs', guarded.textContent !== unguarded.textContent);
		}
	}

	#judge(kind, off) {
		const right = (off === 0);
		const cell = this.#verdicts[kind];
		if (cell.dataset.right !== String(right)) {
			setAttribute(cell, 'data-right', right);
			cell.replaceChildren(icon(right ? 'good' : 'bad'), element('span'));
		}
		setText(cell.lastChild, right ? 'right' : `wrong by ${difference(off)}`);
		setAttribute(this.#table, `data-${kind}`, right ? 'right' : 'wrong');
	}

	#account(id) {
		if (!this.#accounts.has(id)) {
			const account = cells();
			account.node = row(id, account);
			this.#accounts.set(id, account);
			this.#body.append(account.node);
		}
		return this.#accounts.get(id);
	}

}

function cells() {
	return { guarded: element('td', { 'data-kind': 'guarded' }), unguarded: element('td', { 'data-kind': 'unguarded' }) };
}

function row(name, { guarded, unguarded }) {
	return element('tr', { 'data-row': name }, element('th', { scope: 'row' }, name), guarded, unguarded);
}
