// The stream of events, kept open for as long as the page is.

const EVENTS = ['history', 'state', 'lease', 'leader', 'refused', 'note'];

const REOPEN_MILLIS = 1000;

const SILENT_MILLIS = 3000;

/**
 * Listens to a stream of events.
 * @param url where it is
 * @param handle called with the type and the data of each event
 * @param connected called with true once events arrive, and with false when they no longer do
 */
export function listen(url, handle, connected) {
	let silence = 0;
	let source = null;

	function alive() {
		clearTimeout(silence);
		silence = setTimeout(() => connected(false), SILENT_MILLIS);
		connected(true);
	}

	function open() {
		source = new EventSource(url);
		for (const type of EVENTS) {
			source.addEventListener(type, (event) => {
				alive();
				handle(type, JSON.parse(event.data));
			});
		}
		source.addEventListener('error', () => {
			clearTimeout(silence);
			connected(false);
			// Not every failure is one after which the browser tries again by itself
			source.close();
			setTimeout(open, REOPEN_MILLIS);
		});
	}

	window.addEventListener('pagehide', () => source.close());
	open();
}
