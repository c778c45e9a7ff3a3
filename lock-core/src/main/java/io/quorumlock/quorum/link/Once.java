package io.quorumlock.quorum.link;

import java.util.function.Consumer;

/**
 * Passes on the first value only.
 *
 * @param <T> the type of the value
 */
final class Once<T> implements Consumer<T> {

	private final Consumer<T> target;

	private boolean done;

	Once(Consumer<T> target) {
		this.target = target;
	}

	@Override
	public void accept(T value) {
		if (!this.done) {
			this.done = true;
			this.target.accept(value);
		}
	}

}
