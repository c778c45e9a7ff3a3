// Numbers and times as people read them.

const amounts = new Intl.NumberFormat('en');

export function amount(value) {
	return amounts.format(value).replace('-', '−');
}

/** A difference, always with its sign. */
export function difference(value) {
	return (value > 0) ? `+${amount(value)}` : amount(value);
}

/** A duration in milliseconds. */
export function duration(millis) {
	return (millis < 1000) ? `${Math.round(millis)}\u00a0ms` : seconds(millis);
}

/** A duration in milliseconds, in seconds with one digit. */
export function seconds(millis) {
	return `${(Math.max(0, millis) / 1000).toFixed(1)}\u00a0s`;
}

/** A latency in microseconds. */
export function latency(micros) {
	return `${(micros / 1000).toFixed((micros < 10000) ? 2 : 0)}\u00a0ms`;
}

/** A time of day, to a tenth of a second. */
export function timeOfDay(millis) {
	const time = new Date(millis);
	const two = (value) => String(value).padStart(2, '0');
	return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
			+ `.${Math.floor(time.getMilliseconds() / 100)}`;
}

export function count(number, singular, plural = `${singular}s`) {
	return `${amount(number)} ${(number === 1) ? singular : plural}`;
}

/** The end of a token or term: what differs from one to the next. */
export function short(token) {
	return (token.length > 8) ? `…${token.slice(-8)}` : token;
}
