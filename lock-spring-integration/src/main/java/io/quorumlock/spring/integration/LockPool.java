package io.quorumlock.spring.integration;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One lock for each name, for as long as somebody refers to it or holds it: a thread must
 * find its own lock again, and keys that come from data must not pile up.
 */
final class LockPool {

	private final LockManager manager;

	private final Ticker ticker;

	private final Map<LockName, WeakReference<LeasedLock>> locks = new WeakHashMap<>();

	/** A holder need not refer to what it holds; it may obtain it again to unlock it. */
	private final Set<LeasedLock> held = ConcurrentHashMap.newKeySet();

	LockPool(LockManager manager, Ticker ticker) {
		this.manager = manager;
		this.ticker = ticker;
	}

	synchronized LeasedLock get(LockName name) {
		LeasedLock lock = find(name);
		if (lock == null) {
			lock = new LeasedLock(name, this);
			// Put alone would keep an equal key, which could vanish before the new lock
			this.locks.remove(name);
			this.locks.put(name, new WeakReference<>(lock));
		}
		return lock;
	}

	synchronized int size() {
		return this.locks.size();
	}

	private @Nullable LeasedLock find(LockName name) {
		WeakReference<LeasedLock> reference = this.locks.get(name);
		return (reference != null) ? reference.get() : null;
	}

	LockManager manager() {
		return this.manager;
	}

	Ticker ticker() {
		return this.ticker;
	}

	void held(LeasedLock lock) {
		this.held.add(lock);
	}

	void released(LeasedLock lock) {
		this.held.remove(lock);
	}

}
