package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

import io.quorumlock.node.News;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;

/**
 * Takes what the nodes tell this engine about its leases to whom it concerns. Used on the
 * protocol's thread only.
 */
final class NewsDesk {

	private final Ticker ticker;

	private final Timers timers;

	private final long patienceNanos;

	private final Map<Long, Attempt> attempts = new HashMap<>();

	private final Queue<Settled> settled = new ArrayDeque<>();

	private Consumer<News.Wanted> wanted = (news) -> {
	};

	private boolean listening;

	/**
	 * A desk where nothing is expected.
	 * @param ticker the clocks
	 * @param timers the protocol's thread
	 * @param patience for how long news may be under way
	 */
	NewsDesk(Ticker ticker, Timers timers, Duration patience) {
		this.ticker = ticker;
		this.timers = timers;
		this.patienceNanos = patience.toNanos();
	}

	/**
	 * Has somebody told that a lock is waited for elsewhere.
	 */
	void onWanted(Consumer<News.Wanted> consumer) {
		this.wanted = consumer;
	}

	/**
	 * Listens from now on, if it does not yet.
	 * @param links the links to the nodes
	 * @param ear the channel
	 */
	void listen(List<NodeLink> links, String ear) {
		if (!this.listening) {
			this.listening = true;
			for (int i = 0; i < links.size(); i++) {
				int node = i;
				links.get(i).subscribe(ear, (text) -> heard(node, text));
			}
		}
	}

	/** What concerns a lease is of interest to an attempt. */
	void expect(long lease, Attempt attempt) {
		this.attempts.put(lease, attempt);
	}

	void forget(long lease) {
		this.attempts.remove(lease);
	}

	/**
	 * What concerns a lease is of interest for a while yet, as the news of some nodes may
	 * be under way. One timer serves all leases: each would keep its attempt alive.
	 */
	void forgetLater(long lease) {
		this.settled.add(new Settled(lease, this.ticker.nanos() + this.patienceNanos));
		if (this.settled.size() == 1) {
			this.timers.schedule(this.patienceNanos, this::forgetSettled);
		}
	}

	private void forgetSettled() {
		long now = this.ticker.nanos();
		for (Settled next = this.settled.peek(); next != null; next = this.settled.peek()) {
			long left = next.until() - now;
			if (left > 0) {
				this.timers.schedule(left, this::forgetSettled);
				return;
			}
			this.settled.remove();
			forget(next.lease());
		}
	}

	private void heard(int node, String text) {
		News news = News.read(text);
		if (news instanceof News.Wanted wish) {
			this.wanted.accept(wish);
			return;
		}
		Attempt attempt = (news != null) ? this.attempts.get(news.lease()) : null;
		if (attempt != null && news instanceof News.Granted granted) {
			attempt.grantedLater(node, granted);
		}
		else if (attempt != null && news instanceof News.Refused refused) {
			attempt.passedOver(refused);
		}
	}

	/**
	 * A lease whose attempt has succeeded.
	 */
	private record Settled(long lease, long until) {
	}

}
