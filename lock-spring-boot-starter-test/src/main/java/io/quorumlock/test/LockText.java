package io.quorumlock.test;

import java.util.List;

import io.quorumlock.LockName;

/**
 * Locks as tests write them down.
 */
final class LockText {

	private LockText() {
	}

	/**
	 * Reads a lock.
	 * @param lock the lock as in messages, such as {@code orders/42}, or only its name if
	 * keys follow
	 * @param keys the keys; may be empty
	 */
	static LockName parse(String lock, String... keys) {
		if (keys.length > 0) {
			return LockName.of(lock, List.of(keys));
		}
		int slash = lock.indexOf('/');
		return (slash < 0) ? LockName.of(lock) : LockName.of(lock.substring(0, slash), lock.substring(slash + 1));
	}

}
