// What buttons ask of the control room.

/**
 * Asks for something to be done.
 * @param path what, such as /nodes/redis-1/stop
 * @return null once it has begun, else the reason why not
 */
export async function ask(path) {
	try {
		const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' } });
		return response.ok ? null : await reason(response);
	}
	catch {
		return 'the control room does not answer';
	}
}

async function reason(response) {
	try {
		return (await response.json()).message ?? `it answered ${response.status}`;
	}
	catch {
		return `it answered ${response.status}`;
	}
}
