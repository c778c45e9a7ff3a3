package io.quorumlock.quorum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quorumlock.node.News;
import io.quorumlock.quorum.link.NodeLink;

/**
 * Takes what the nodes tell this engine about its leases to whom it concerns. Used on the
 * protocol's thread only.
 */
final class NewsDesk {

	private final Map<Long, Attempt> attempts = new HashMap<>();

	private Consumer<News.Wanted> wanted = (news) -> {
	};

	private boolean listening;

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

}
