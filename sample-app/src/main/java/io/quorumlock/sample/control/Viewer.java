package io.quorumlock.sample.control;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks at the page, and may read slowly without holding others up.
 */
final class Viewer implements AutoCloseable {

	private static final int PATIENCE = 2000;

	private static final String END = "";

	private final BlockingQueue<String> unread = new LinkedBlockingQueue<>(PATIENCE);

	private final Consumer<Viewer> onClose;

	Viewer(Consumer<Viewer> onClose) {
		this.onClose = onClose;
	}

	/**
	 * Tells the viewer something. One that is far behind is let go, comes back, and is
	 * told the history.
	 * @param frame what to send
	 */
	void tell(String frame) {
		if (!this.unread.offer(frame)) {
			end();
		}
	}

	void end() {
		this.unread.clear();
		this.unread.add(END);
		this.onClose.accept(this);
	}

	/**
	 * Waits for what comes next.
	 * @return what to send, {@code null} at the end
	 */
	@Nullable String next() throws InterruptedException {
		String frame = this.unread.take();
		return frame.equals(END) ? null : frame;
	}

	boolean isUpToDate() {
		return this.unread.isEmpty();
	}

	@Override
	public void close() {
		this.onClose.accept(this);
	}

}
