// Buttons that ask the control room for something. One that makes no sense now says so, and keeps the focus.

import { ask } from './actions.js';
import { element, setAttribute, setText, unseen } from './elements.js';

/**
 * A button.
 * @param target what it acts on, such as "node redis-1"; not shown, but part of its name
 * @param refused called with a text if what it asks for was not done
 */
export class ActionButton {

	#label = element('span');
	#path;
	#target;
	#why = '';
	#refused;

	constructor(action, target, refused) {
		this.#target = target;
		this.#refused = refused;
		this.node = element('button', { type: 'button', 'data-action': action }, this.#label, unseen(` ${target}`));
		this.node.addEventListener('click', () => this.#click());
	}

	/** What it does now, and why it cannot; empty if it can. */
	offer(label, path, why = '') {
		this.#path = path;
		this.#why = why;
		setText(this.#label, label);
		setAttribute(this.node, 'aria-disabled', why !== '');
		setAttribute(this.node, 'title', why);
	}

	async #click() {
		const reason = this.#why || await this.#send();
		if (reason) {
			this.#refused(`${this.#label.textContent} ${this.#target}: ${reason}`);
		}
	}

	async #send() {
		this.node.classList.add('asked');
		try {
			return await ask(this.#path);
		}
		finally {
			this.node.classList.remove('asked');
		}
	}

}
