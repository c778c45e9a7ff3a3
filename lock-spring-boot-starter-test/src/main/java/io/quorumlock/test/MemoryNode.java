package io.quorumlock.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.News;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * A voting node in memory, by the rules of the one on Redis, except that it never
 * restarts and forgets neither fences nor wishes. It answers at once, or not at all while
 * it is down.
 */
final class MemoryNode implements LeaseNode {

	private final String name;

	private final VirtualTime time;

	private final Map<SessionId, Session> sessions = new HashMap<>();

	private final Map<String, Grant> grants = new HashMap<>();

	private final Map<String, SortedSet<Wish>> lines = new HashMap<>();

	private final Map<String, List<Consumer<String>>> channels = new HashMap<>();

	private boolean down;

	MemoryNode(String name, VirtualTime time) {
		this.name = name;
		this.time = time;
	}

	void setDown(boolean down) {
		this.down = down;
	}

	/**
	 * Frees names, whoever holds them.
	 */
	void free(Predicate<String> names) {
		this.grants.forEach((key, grant) -> {
			if (names.test(key)) {
				grant.free();
			}
		});
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		Batch batch = this.down ? new Batch.NotSent("down, as the test wants it")
				: new Batch.Answered(operations.stream().map(this::run).toList());
		this.time.execute(() -> result.accept(batch));
	}

	@Override
	public void subscribe(String channel, Consumer<String> messages) {
		this.channels.computeIfAbsent(channel, (key) -> new ArrayList<>()).add(messages);
	}

	Answer run(Operation operation) {
		this.sessions.values().removeIf((session) -> session.until() <= millis());
		if (operation instanceof Operation.Greet) {
			return new Answer.Standing(0, 0, true, true);
		}
		if (operation instanceof Operation.Open open) {
			return open(open);
		}
		if (operation instanceof Operation.Renew renew) {
			return renew(renew);
		}
		if (operation instanceof Operation.Close close) {
			this.sessions.remove(close.session());
		}
		else if (operation instanceof Operation.Acquire acquire) {
			return acquire(acquire);
		}
		else if (operation instanceof Operation.Regrant regrant) {
			return regrant(regrant);
		}
		else if (operation instanceof Operation.Release release) {
			release(release);
		}
		else if (operation instanceof Operation.Look look) {
			return look(this.grants.getOrDefault(look.name(), new Grant()));
		}
		else if (operation instanceof Operation.Yield given) {
			give(given);
		}
		else if (operation instanceof Operation.Announce announce) {
			publish(announce.channel(), announce.text());
		}
		return new Answer.Ok();
	}

	private Answer open(Operation.Open open) {
		this.sessions.put(open.session(), new Session(open.holder(), open.ear(), millis() + open.leaseMillis()));
		return new Answer.Ok();
	}

	private Answer renew(Operation.Renew renew) {
		Session renewed = this.sessions.computeIfPresent(renew.session(),
				(id, session) -> new Session(session.holder(), session.ear(), millis() + renew.leaseMillis()));
		return (renewed != null) ? new Answer.Ok() : new Answer.Gone();
	}

	private Answer acquire(Operation.Acquire acquire) {
		Grant grant = this.grants.computeIfAbsent(acquire.name(), (key) -> new Grant());
		Answer refusal = refusal(grant, acquire.session(), acquire.lease());
		if (refusal != null && !(refusal instanceof Answer.Taken && mayFollow(grant, acquire.session()))) {
			if (refusal instanceof Answer.Taken && acquire.wish() && acquire.token() > grant.fence) {
				wish(acquire, grant);
			}
			return refusal;
		}
		if (grant.isOf(acquire.session(), acquire.lease()) && grant.token == acquire.token()) {
			return new Answer.Granted();
		}
		if (acquire.token() <= grant.fence) {
			return new Answer.Stale(grant.fence);
		}
		if (acquire.wish()) {
			forgetWish(acquire.name(), acquire.session(), acquire.lease());
		}
		grant.to(acquire.session(), acquire.lease(), acquire.token(), acquire.token() + acquire.block() - 1);
		return new Answer.Granted();
	}

	private void wish(Operation.Acquire acquire, Grant grant) {
		forgetWish(acquire.name(), acquire.session(), acquire.lease());
		this.lines.computeIfAbsent(acquire.name(), (key) -> new TreeSet<>(Wish.ORDER))
			.add(new Wish(acquire.session(), acquire.lease(), acquire.token(), acquire.token() + acquire.block() - 1));
		tell(grant.session, new News.Wanted(grant.lease, acquire.name()));
	}

	private void forgetWish(String name, SessionId session, long lease) {
		line(name).removeIf((wish) -> wish.session().equals(session) && wish.lease() == lease);
	}

	private SortedSet<Wish> line(String name) {
		return this.lines.getOrDefault(name, new TreeSet<>(Wish.ORDER));
	}

	private Answer regrant(Operation.Regrant regrant) {
		Grant grant = this.grants.computeIfAbsent(regrant.name(), (key) -> new Grant());
		Answer refusal = refusal(grant, regrant.session(), regrant.lease());
		if (refusal != null) {
			return refusal;
		}
		if (grant.fence > regrant.fence()) {
			return new Answer.Stale(grant.fence);
		}
		grant.to(regrant.session(), regrant.lease(), regrant.token(), regrant.fence());
		return new Answer.Granted();
	}

	private void release(Operation.Release release) {
		forgetWish(release.name(), release.session(), release.lease());
		Grant grant = this.grants.get(release.name());
		if (grant != null && grant.isOf(release.session(), release.lease())) {
			grant.free();
			serve(grant, line(release.name()));
		}
	}

	private void serve(Grant grant, SortedSet<Wish> line) {
		while (grant.session == null && !line.isEmpty()) {
			Wish wish = line.first();
			line.remove(wish);
			if (!this.sessions.containsKey(wish.session())) {
				continue;
			}
			if (wish.token() > grant.fence) {
				grant.to(wish.session(), wish.lease(), wish.token(), wish.fence());
				boolean others = line.stream().anyMatch((other) -> this.sessions.containsKey(other.session()));
				tell(wish.session(), new News.Granted(wish.lease(), wish.token(), others));
			}
			else {
				tell(wish.session(), new News.Refused(wish.lease(), wish.token(), grant.fence));
			}
		}
	}

	private void tell(@Nullable SessionId session, News news) {
		Session told = (session != null) ? this.sessions.get(session) : null;
		if (told != null) {
			publish(told.ear(), news.text());
		}
	}

	private void publish(String channel, String text) {
		this.channels.getOrDefault(channel, List.of())
			.forEach((messages) -> this.time.execute(() -> messages.accept(text)));
	}

	private void give(Operation.Yield given) {
		Grant grant = this.grants.get(given.name());
		if (grant != null && grant.isOf(given.session(), given.lease())) {
			grant.successor = given.to();
		}
	}

	private Answer look(Grant grant) {
		Answer taken = taken(grant);
		return (taken != null) ? taken : new Answer.Free(grant.fence);
	}

	private boolean mayFollow(Grant grant, SessionId session) {
		Session asking = this.sessions.get(session);
		return asking != null && asking.holder().equals(grant.successor);
	}

	private @Nullable Answer refusal(Grant grant, SessionId session, long lease) {
		if (!this.sessions.containsKey(session)) {
			return new Answer.NoSession();
		}
		return grant.isOf(session, lease) ? null : taken(grant);
	}

	private @Nullable Answer taken(Grant grant) {
		Session owner = (grant.session != null) ? this.sessions.get(grant.session) : null;
		return (owner != null) ? new Answer.Taken(owner.until() - millis(), grant.token, grant.fence, owner.holder())
				: null;
	}

	private long millis() {
		return this.time.wallMicros() / 1000;
	}

	private record Session(String holder, String ear, long until) {

	}

	private record Wish(SessionId session, long lease, long token, long fence) {

		static final Comparator<Wish> ORDER = Comparator.comparingLong(Wish::token)
			.thenComparing((wish) -> wish.session().reveal() + " " + wish.lease());

	}

	private static final class Grant {

		private @Nullable SessionId session;

		private @Nullable String successor;

		private long lease;

		private long token;

		private long fence;

		void to(SessionId newSession, long newLease, long newToken, long newFence) {
			this.session = newSession;
			this.successor = null;
			this.lease = newLease;
			this.token = newToken;
			this.fence = newFence;
		}

		void free() {
			this.session = null;
			this.successor = null;
		}

		boolean isOf(SessionId someSession, long someLease) {
			SessionId owner = this.session;
			return owner != null && owner.equals(someSession) && this.lease == someLease;
		}

	}

}
