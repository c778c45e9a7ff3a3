package io.quorumlock.quorum;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quorumlock.event.LockEvent;
import io.quorumlock.event.LockListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who want to know what happens. Thread-safe.
 */
final class LockListeners implements LockListener {

	private static final Logger logger = LoggerFactory.getLogger(LockListeners.class);

	private final List<LockListener> listeners;

	/**
	 * All who want to know, as yet one.
	 * @param first who is told before all others
	 */
	LockListeners(LockListener first) {
		this.listeners = new CopyOnWriteArrayList<>(List.of(first));
	}

	void add(LockListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void onEvent(LockEvent event) {
		for (LockListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (RuntimeException ex) {
				logger.error("A listener failed on {}", event, ex);
			}
		}
	}

}
