// How long leases were waited for and held: two histograms on one scale.

import { element, setAttribute, setText, shape } from './elements.js';
import { count, duration } from './format.js';

const MEMORY_MILLIS = 60_000;

/** Upper limits of the classes, in milliseconds; the last class has none. */
const LIMITS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

const LABELS = { 0: '1', 3: '10', 6: '100 ms', 9: '1 s', 11: '5 s' };

const WIDTH = 26;
const HEIGHT = 72;

/** The figures of some durations; null if there are none. */
export function figures(millis) {
	if (millis.length === 0) {
		return null;
	}
	const sorted = [...millis].sort((one, other) => one - other);
	const rank = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
	return { count: sorted.length, median: rank(0.5), most: rank(0.95), longest: sorted.at(-1) };
}

/** How many durations there are in each class. */
export function classes(millis) {
	const counts = new Array(LIMITS.length + 1).fill(0);
	for (const value of millis) {
		const i = LIMITS.findIndex((limit) => value <= limit);
		counts[(i < 0) ? LIMITS.length : i]++;
	}
	return counts;
}

export class Durations {

	#samples = { wait: [], hold: [] };
	#charts;

	constructor(container) {
		this.#charts = { wait: new Histogram('Wait', 'waited for'), hold: new Histogram('Hold', 'held') };
		container.append(this.#charts.wait.node, this.#charts.hold.node);
	}

	clear() {
		this.#samples = { wait: [], hold: [] };
	}

	/** An event of type lease. */
	lease({ time, waitedMillis, heldMillis }) {
		if (waitedMillis != null) {
			this.#samples.wait.push({ time, millis: waitedMillis });
		}
		if (heldMillis != null) {
			this.#samples.hold.push({ time, millis: heldMillis });
		}
	}

	show(now) {
		for (const [kind, chart] of Object.entries(this.#charts)) {
			this.#samples[kind] = this.#samples[kind].filter(({ time }) => time > now - MEMORY_MILLIS);
			chart.show(this.#samples[kind].map(({ millis }) => millis));
		}
	}

}

class Histogram {

	#did;
	#text = element('p', { class: 'figures' });
	#picture;
	#bars = [];

	constructor(title, did) {
		this.#did = did;
		const width = WIDTH * (LIMITS.length + 1);
		this.#picture = shape('svg', { class: 'histogram', viewBox: `0 0 ${width} ${HEIGHT + 18}`, role: 'img' });
		for (let i = 0; i <= LIMITS.length; i++) {
			const bar = shape('rect', { class: 'column', x: i * WIDTH + 2, width: WIDTH - 4, rx: 1 });
			this.#bars.push(bar);
			this.#picture.append(bar);
			if (LABELS[i]) {
				this.#picture.append(shape('text', { class: 'axis', x: (i + 1) * WIDTH, y: HEIGHT + 14, 'text-anchor': 'middle' },
						LABELS[i]));
			}
		}
		this.#picture.append(shape('line', { class: 'rule', x1: 0, x2: width, y1: HEIGHT, y2: HEIGHT }));
		this.node = element('div', { class: 'distribution' }, element('h3', {}, title), this.#text, this.#picture);
	}

	show(millis) {
		const found = figures(millis);
		const text = found ? `half within ${duration(found.median)}, 95 % within ${duration(found.most)}, `
				+ `longest ${duration(found.longest)}` : 'none yet';
		setText(this.#text, text);
		setAttribute(this.#picture, 'aria-label', found ? `Histogram of ${count(found.count, 'lease')} ${this.#did}` : 'No leases yet');
		const counts = classes(millis);
		const highest = Math.max(1, ...counts);
		this.#bars.forEach((bar, i) => {
			const height = (counts[i] === 0) ? 0 : Math.max(1.5, counts[i] / highest * (HEIGHT - 4));
			setAttribute(bar, 'y', (HEIGHT - height).toFixed(1));
			setAttribute(bar, 'height', height.toFixed(1));
		});
	}

}
