// The control room's time, as all times on the page are its.

let ahead = null;

/** Learns from a time that was sent just now. What took longest on its way tells least. */
export function learn(time) {
	const offset = time - Date.now();
	// Follows a clock that is stepped back, slowly
	ahead = (ahead === null || offset > ahead) ? offset : ahead - Math.min(1, ahead - offset);
}

export function now() {
	return Date.now() + (ahead ?? 0);
}
