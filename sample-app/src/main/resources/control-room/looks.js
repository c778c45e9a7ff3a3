// How an instance looks wherever it appears: a colour, a pattern and its name, so that none of them is needed.

import { element, shape } from './elements.js';

const LOOKS = 3;

/** The number of the look of an instance. */
export function look(instance) {
	return instance.charCodeAt(instance.length - 1) % LOOKS;
}

export function fill(instance) {
	return `url(#fill-${look(instance)})`;
}

/** A piece of the pattern with the name on it. */
export function badge(instance) {
	return element('span', { class: 'badge' },
			shape('svg', { viewBox: '0 0 26 20', 'aria-hidden': 'true', focusable: 'false' },
					shape('rect', { width: 26, height: 20, rx: 4, fill: fill(instance) }),
					shape('text', { class: `on-bar on-bar-${look(instance)}`, x: 13, y: 14.5, 'text-anchor': 'middle' }, instance)),
			element('span', { class: 'hidden-visually' }, instance));
}
