// A row for each role and account, a bar for each lease, moving with time.

import { barredUntil, believedUntil } from './leases.js';
import { setAttribute, setText, shape } from './elements.js';
import { fill, look } from './looks.js';
import { short, timeOfDay } from './format.js';
import * as clock from './clock.js';

const ROW = 28;
const BAR = 18;
const TOP = 22;
const FRAME_MILLIS = 40;
const CALM_FRAME_MILLIS = 1000;
// Before numbers get so large that their fractions suffer
const REBASE_MILLIS = 600_000;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class Timeline {

	#container;
	#leases;
	#rows = [];
	#bars = new Map();
	#marks = new Map();
	#overlaps = [];
	#refusals = [];
	#waiting = new Map();
	#leaseTime = 5000;
	#origin = 0;
	#drawnAt = 0;
	#frozen = false;
	#svg;
	#parts = {};
	#size = {};

	constructor(container, leases) {
		this.#container = container;
		this.#leases = leases;
		new ResizeObserver(() => this.#layOut()).observe(container);
		requestAnimationFrame(() => this.#tick());
	}

	/** Stops and starts the movement; what happens meanwhile is shown afterwards. */
	freeze(frozen) {
		this.#frozen = frozen;
	}

	/** The rows to show, from top to bottom. */
	rows(rows) {
		if (rows.join('\n') !== this.#rows.join('\n')) {
			this.#rows = rows;
			this.#layOut();
		}
	}

	/** What is marked besides the leases. */
	mark(overlaps, refusals) {
		this.#overlaps = overlaps;
		this.#refusals = refusals;
	}

	state(state) {
		this.#leaseTime = state.leaseTimeMillis;
		this.#waiting.clear();
		for (const { instance, lock, keys } of state.waiting) {
			// Several keys are asked for in order, and so the first is the one most likely waited for
			for (const row of keys.map((key) => `${lock} ${key}`)) {
				this.#waiting.set(row, (this.#waiting.get(row) ?? new Set()).add(instance));
			}
		}
	}

	#layOut() {
		const width = Math.floor(this.#container.clientWidth);
		if (width === 0 || this.#rows.length === 0) {
			return;
		}
		const narrow = width < 560;
		const left = narrow ? 80 : 104;
		const right = narrow ? 44 : 64;
		const span = (narrow ? 8_000 : 20_000) + this.#leaseTime;
		const perMillis = (width - left - right) / span;
		this.#size = { width, narrow, left, right, perMillis, nowX: width - right - this.#leaseTime * perMillis,
			bottom: TOP + this.#rows.length * ROW };
		this.#origin = clock.now();
		this.#bars.clear();
		this.#marks.clear();
		this.#build();
		this.#draw();
	}

	#build() {
		const { width, narrow, left, right, nowX, bottom } = this.#size;
		const height = bottom + 20;
		this.#svg = shape('svg', { class: 'timeline-picture', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img',
			'aria-label': 'Timeline of the leases. The same is told by the table below.' });
		const clip = shape('clipPath', { id: 'timeline-plot' },
				shape('rect', { x: left, y: 0, width: width - left - right, height }));
		const moving = shape('g', {});
		const rows = shape('g', {});
		const waits = new Map();
		this.#rows.forEach((row, i) => {
			const y = TOP + i * ROW;
			const waiters = shape('text', { class: 'waits', x: width - right + 6, y: y + ROW / 2 + 4 });
			waits.set(row, waiters);
			rows.append(shape('line', { class: 'rule', x1: 0, x2: width, y1: y + ROW, y2: y + ROW }),
					shape('text', { class: 'row-name', x: 0, y: y + ROW / 2 + 4 }, rowName(row)), waiters);
		});
		this.#parts = { ticks: shape('g', { class: 'ticks' }), ghosts: shape('g', {}), bars: shape('g', {}),
			alarms: shape('g', {}), moving, waits };
		moving.append(this.#parts.ticks, this.#parts.ghosts, this.#parts.bars, this.#parts.alarms);
		this.#svg.append(shape('defs', {}, clip),
				shape('rect', { class: 'ahead', x: nowX, y: TOP, width: width - right - nowX, height: bottom - TOP }), rows,
				shape('g', { 'clip-path': 'url(#timeline-plot)' }, moving),
				shape('line', { class: 'now', x1: nowX, x2: nowX, y1: TOP - 4, y2: bottom }),
				shape('text', { class: 'axis', x: nowX, y: 12, 'text-anchor': 'middle' }, 'now'),
				shape('text', { class: 'axis', x: width - right + 6, y: 12 }, narrow ? 'wait' : 'waiting'));
		this.#container.replaceChildren(this.#svg);
	}

	#tick() {
		requestAnimationFrame(() => this.#tick());
		const since = performance.now() - this.#drawnAt;
		if (this.#svg && !this.#frozen && since >= (calm.matches ? CALM_FRAME_MILLIS : FRAME_MILLIS)) {
			this.#drawnAt = performance.now();
			if (clock.now() - this.#origin > REBASE_MILLIS) {
				this.#layOut();
			}
			this.#draw();
		}
	}

	#draw() {
		const now = clock.now();
		const { nowX, left, perMillis } = this.#size;
		const from = now - (nowX - left) / perMillis;
		setAttribute(this.#parts.moving, 'transform', `translate(${(nowX - this.#x(now)).toFixed(1)} 0)`);
		this.#drawTicks(from, now);
		this.#drawBars(from, now);
		this.#drawMarks(from, now);
		this.#parts.waits.forEach((node, row) => setText(node, [...(this.#waiting.get(row) ?? [])].sort().join(' ')));
	}

	#x(time) {
		return (time - this.#origin) * this.#size.perMillis;
	}

	#drawTicks(from, now) {
		const step = 5000;
		const wanted = new Set();
		for (let time = Math.ceil(from / step) * step; time < now - 1200; time += step) {
			wanted.add(`tick ${time}`);
			this.#keep(this.#marks, `tick ${time}`, this.#parts.ticks, () => {
				const x = this.#x(time).toFixed(1);
				return shape('g', {}, shape('line', { class: 'tick', x1: x, x2: x, y1: TOP, y2: this.#size.bottom }),
						shape('text', { class: 'axis', x, y: this.#size.bottom + 14, 'text-anchor': 'middle' },
								timeOfDay(time).slice(0, 8)));
			});
		}
		dropUnless(this.#marks, (key) => !key.startsWith('tick ') || wanted.has(key));
	}

	#drawBars(from, now) {
		const shown = new Set();
		for (const lease of this.#leases.all()) {
			if (barredUntil(lease, now) < from) {
				continue;
			}
			for (const row of lease.rows) {
				const i = this.#rows.indexOf(row);
				if (i >= 0) {
					const key = `${lease.id} ${row}`;
					shown.add(key);
					this.#drawBar(key, lease, TOP + i * ROW + (ROW - BAR) / 2, now);
				}
			}
		}
		dropUnless(this.#bars, (key) => shown.has(key));
	}

	#drawBar(key, lease, y, now) {
		const bar = this.#keep(this.#bars, key, this.#parts.bars, () => newBar(lease, y));
		const start = this.#x(lease.start);
		const believed = believedUntil(lease, now);
		const barred = barredUntil(lease, now);
		const promised = (lease.ending === 'released' || lease.ending === 'lost') ? barred
			: Math.max(believed, lease.until ?? believed);
		// Nothing changes of a bar that has ended but its place, which moves with all others
		const settled = `${lease.start} ${believed} ${barred} ${promised}`;
		if (bar.settled === settled) {
			return;
		}
		bar.settled = settled;
		const width = Math.max(1.5, this.#x(believed) - start);
		const [body, rest, loss, name] = bar.children;
		place(body, start, width);
		place(rest, start + width, this.#x(promised) - start - width);
		place(loss, start + width - 1, (lease.ending === 'lost') ? 3 : 0);
		setAttribute(rest, 'class', (lease.ending !== 'released' && believed < now) ? 'rest rest-over' : 'rest');
		setAttribute(name, 'x', (start + width / 2).toFixed(1));
		setAttribute(name, 'visibility', (width >= 13) ? 'visible' : 'hidden');
		setText(bar.lastChild, describe(lease, believed));
	}

	#drawMarks(from, now) {
		const wanted = new Set();
		const keep = (key, row, create) => {
			const i = this.#rows.indexOf(row);
			if (i >= 0) {
				wanted.add(key);
				this.#keep(this.#marks, key, this.#parts.alarms, () => create(TOP + i * ROW));
			}
		};
		for (const refusal of this.#refusals.filter(({ time }) => time > from)) {
			keep(`refused ${refusal.time} ${refusal.account}`, `accounts ${refusal.account}`,
					(y) => refusalMark(this.#x(refusal.time), y, refusal));
		}
		for (const overlap of this.#overlaps.filter(({ to }) => to > from)) {
			keep(`overlap ${overlap.earlier.id} ${overlap.later.id} ${overlap.to}`, overlap.row,
					(y) => overlapMark(this.#x(overlap.from), this.#x(Math.min(overlap.to, now)), y));
		}
		dropUnless(this.#marks, (key) => key.startsWith('tick ') || wanted.has(key));
	}

	#keep(nodes, key, parent, create) {
		if (!nodes.has(key)) {
			const node = create();
			nodes.set(key, node);
			parent.append(node);
		}
		return nodes.get(key);
	}

}

// A key alone says enough of a role and an account
function rowName(row) {
	const [lock, ...key] = row.split(' ');
	return (lock === 'leader' || lock === 'accounts') ? key.join(' ') : row;
}

function newBar(lease, y) {
	return shape('g', { class: 'lease', 'data-lease': lease.id, 'data-instance': lease.instance },
			shape('rect', { class: 'bar', y, height: BAR, rx: 2, fill: fill(lease.instance) }),
			shape('rect', { class: 'rest', y: y + 5, height: BAR - 10 }),
			shape('rect', { class: 'loss', y: y - 3, height: BAR + 6 }),
			shape('text', { class: `on-bar on-bar-${look(lease.instance)}`, y: y + BAR / 2 + 4, 'text-anchor': 'middle' },
					lease.instance),
			shape('title', {}));
}

function refusalMark(x, y, refusal) {
	return shape('g', { class: 'refusal', transform: `translate(${x.toFixed(1)} ${y + ROW / 2})` },
			shape('circle', { r: 8 }), shape('path', { d: 'm-3.5 -3.5 7 7m0 -7 -7 7' }),
			shape('title', {}, `Refused: a write of ${refusal.instance} with the stale token ${refusal.token}`));
}

function overlapMark(from, to, y) {
	const width = Math.max(4, to - from);
	return shape('g', { class: 'overlap' },
			shape('rect', { x: (from - 2).toFixed(1), y: y + 1, width: (width + 4).toFixed(1), height: ROW - 2,
				fill: 'url(#fill-alarm)' }),
			shape('text', { x: (from + width / 2).toFixed(1), y: y + ROW / 2 + 4, 'text-anchor': 'middle' }, 'overlap'));
}

function describe(lease, believed) {
	const end = { lost: 'lost', gone: 'gone with its process', released: 'released' }[lease.ending] ?? 'held';
	return `${lease.instance} holds ${lease.keys.join(' and ')}, token ${short(lease.token)}, `
			+ `${Math.round(believed - lease.start)} ms, ${end}`;
}

function place(rect, x, width) {
	setAttribute(rect, 'x', x.toFixed(1));
	setAttribute(rect, 'width', Math.max(0, width).toFixed(1));
}

function dropUnless(nodes, wanted) {
	for (const [key, node] of nodes) {
		if (!wanted(key)) {
			node.remove();
			nodes.delete(key);
		}
	}
}
