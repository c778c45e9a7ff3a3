package io.quorumlock.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.News;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.simulation.SimulatedLine.Wish;
import org.jspecify.annotations.Nullable;

/**
 * A voting node in memory, by the same rules as the script that runs on Redis.
 */
public class SimulatedNode {

	private static final long HELD_RETENTION_MILLIS = 24 * 3_600_000L;

	/** Above, a double no longer tells one token from the next. */
	private static final long LIMIT = 1L << 53;

	private final SimulatedClock clock;

	private final long fenceRetentionMillis;

	private final long maxSkewMicros;

	private final Map<SessionId, SessionKey> sessions = new HashMap<>();

	private final Map<String, NameKey> names = new HashMap<>();

	private final Map<String, SimulatedLine> lines = new HashMap<>();

	private long run = 1;

	private @Nullable Sentinel sentinel;

	private boolean weaker;

	private Runnable onWeaker = () -> {
	};

	private final List<BiConsumer<String, String>> subscribers = new ArrayList<>();

	/**
	 * An empty node with the usual settings.
	 * @param clock its clocks, of which it uses the wall clock only
	 */
	public SimulatedNode(SimulatedClock clock) {
		this(clock, Duration.ofHours(1), Duration.ofHours(2));
	}

	/**
	 * An empty node.
	 * @param clock its clocks, of which it uses the wall clock only
	 * @param maxSkew how far a token may be ahead of the wall clock
	 * @param fenceRetention how long a released name keeps its fence
	 */
	public SimulatedNode(SimulatedClock clock, Duration maxSkew, Duration fenceRetention) {
		this.clock = clock;
		this.maxSkewMicros = TimeUnit.MILLISECONDS.toMicros(maxSkew.toMillis());
		this.fenceRetentionMillis = fenceRetention.toMillis();
	}

	/**
	 * Its clocks.
	 * @return the clocks
	 */
	public SimulatedClock clock() {
		return this.clock;
	}

	/**
	 * Runs a batch.
	 * @param operations what to do, in this order
	 * @param connection the number of the connection, higher for later ones of one client
	 * @return one answer for each operation
	 */
	public List<Answer> run(List<Operation> operations, long connection) {
		List<Answer> answers = new ArrayList<>(operations.size());
		for (int i = 0; i < operations.size(); i++) {
			answers.add(run(operations.get(i), connection));
		}
		if (this.weaker) {
			this.weaker = false;
			this.onWeaker.run();
		}
		return answers;
	}

	/**
	 * Tells an observer when a client has sent something by which a lease is held by this
	 * node no longer, or less long than before.
	 * @param observer what to run
	 */
	void onWeaker(Runnable observer) {
		this.onWeaker = observer;
	}

	/**
	 * Tells somebody what is announced, at the instant at which it is.
	 * @param subscriber takes the channel and the message
	 */
	public void subscribe(BiConsumer<String, String> subscriber) {
		this.subscribers.add(subscriber);
	}

	/** Lets one session expire before its time. */
	public void expireOneSession() {
		dropExpired();
		this.sessions.keySet().stream().min(Comparator.comparing(SessionId::reveal)).ifPresent(this.sessions::remove);
	}

	/** Forgets everything, as under {@code FLUSHALL}. */
	public void wipe() {
		this.sessions.clear();
		this.names.clear();
		this.lines.clear();
		this.sentinel = null;
	}

	/** Lets it vote at once, as after its restart guard. */
	public void letVote() {
		sentinel().admit(new Operation.Admit(sentinel().birth, false), 0);
	}

	/** Begins another run of itself, as after a restart. */
	public void restart() {
		this.run++;
	}

	/**
	 * Until when a lease surely keeps others out on this node, as the node itself sees
	 * it.
	 * @param name what is locked
	 * @param token the token of the lease
	 * @return the node's wall clock at the expiry of the owner's session in milliseconds,
	 * or -1 if that lease does not own the name now
	 */
	public long heldUntilMillis(String name, long token) {
		NameKey key = find(name);
		SessionKey owner = (key != null && key.token == token && key.successor == null) ? owner(key) : null;
		return (owner != null) ? owner.expiresAt : -1;
	}

	/**
	 * Since when the node has not voted, on its own wall clock.
	 * @return microseconds, -1 if it votes
	 */
	public long sittingOutSinceMicros() {
		if (this.sentinel == null || this.sentinel.run != this.run) {
			return this.clock.wallMicros();
		}
		return this.sentinel.voting ? -1 : this.sentinel.birth;
	}

	/**
	 * What the node knows of a name, for people.
	 * @param name what is locked
	 * @return a few words
	 */
	public String describe(String name) {
		NameKey key = find(name);
		SessionKey owner = (key != null) ? owner(key) : null;
		return ((sittingOutSinceMicros() < 0) ? "votes" : "sits out") + ((key == null) ? ", does not know " + name
				: ", " + name + " has fence " + key.fence + ((owner == null) ? " and no owner"
						: " and lease " + key.lease + " of " + owner.holder + " with token " + key.token));
	}

	/**
	 * The names that have an owner.
	 * @return the names
	 */
	Set<String> owned() {
		Set<String> owned = new HashSet<>();
		this.names.forEach((name, key) -> {
			if (owner(key) != null) {
				owned.add(name);
			}
		});
		return owned;
	}

	/**
	 * The names that were given to a lease and not back.
	 * @return the names, also where the session of the owner has ended
	 */
	public Set<String> assigned() {
		Set<String> assigned = new HashSet<>(this.names.keySet());
		assigned.removeIf((name) -> this.names.get(name).owner == null);
		return assigned;
	}

	/**
	 * The keys that are left.
	 * @return names that have an owner, and sessions
	 */
	public Set<String> occupied() {
		dropExpired();
		Set<String> left = owned();
		this.sessions.forEach((id, session) -> left.add("session of " + session.holder));
		return left;
	}

	private Answer run(Operation operation, long connection) {
		if (operation instanceof Operation.Acquire acquire) {
			return acquire(acquire, connection);
		}
		if (operation instanceof Operation.Release release) {
			return release(release, connection);
		}
		if (operation instanceof Operation.Renew renew) {
			return renew(renew, connection);
		}
		if (operation instanceof Operation.Open open) {
			return open(open, connection);
		}
		if (operation instanceof Operation.Close close) {
			end(close.session());
			return new Answer.Ok();
		}
		if (operation instanceof Operation.Regrant regrant) {
			return regrant(regrant, connection);
		}
		if (operation instanceof Operation.Look look) {
			return look(look.name());
		}
		if (operation instanceof Operation.Yield given) {
			return give(given);
		}
		if (operation instanceof Operation.Announce announce) {
			publish(announce.channel(), announce.text());
			return new Answer.Ok();
		}
		if (operation instanceof Operation.Greet) {
			Sentinel standing = sentinel();
			return new Answer.Standing(standing.birth, Math.max(0, this.clock.wallMicros() - standing.birth),
					standing.voting, standing.founding);
		}
		sentinel().admit((Operation.Admit) operation, this.clock.wallMicros());
		this.weaker = true;
		return new Answer.Ok();
	}

	/**
	 * Grants a lock if nothing speaks against it.
	 * @param acquire what is asked for
	 * @param connection the number of the connection
	 * @return the answer
	 */
	protected Answer acquire(Operation.Acquire acquire, long connection) {
		SessionKey asker = touch(acquire.session(), connection);
		Answer refusal = refusal(asker, connection);
		if (refusal != null) {
			return refusal;
		}
		NameKey key = findOrNew(acquire.name());
		if (key.isOwnedBy(acquire.session(), acquire.lease())) {
			if (key.token == acquire.token()) {
				return new Answer.Granted();
			}
		}
		else if (asker == null || !asker.holder.equals(key.successor)) {
			Answer taken = taken(key);
			if (taken != null) {
				return acquire.wish() ? wish(acquire, key, taken) : taken;
			}
		}
		long fence = fence(key);
		if (checksTokens() && acquire.token() <= fence) {
			return new Answer.Stale(fence);
		}
		if (acquire.token() > this.clock.wallMicros() + this.maxSkewMicros) {
			return new Answer.Ahead(this.clock.wallMicros());
		}
		if (acquire.wish()) {
			line(acquire.name()).remove(acquire.session(), acquire.lease());
		}
		own(acquire.name(), key, acquire.session(), acquire.lease(), acquire.token());
		key.fence = acquire.token() + (reservesBlocks() ? acquire.block() - 1 : 0);
		return new Answer.Granted();
	}

	private Answer wish(Operation.Acquire acquire, NameKey key, Answer taken) {
		SimulatedLine line = line(acquire.name());
		if (acquire.token() > fence(key) && acquire.token() <= this.clock.wallMicros() + this.maxSkewMicros
				&& line.note(acquire, (id) -> living(id) != null)) {
			line.keepUntil(nowMillis() + this.fenceRetentionMillis);
			this.lines.put(acquire.name(), line);
			tell(key.owner, new News.Wanted(key.lease, acquire.name()));
		}
		return taken;
	}

	/**
	 * Whether a release is the owner's only.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean checksOwners() {
		return true;
	}

	/**
	 * Whether a grant needs a living session.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean checksSessions() {
		return true;
	}

	/**
	 * Whether a token must be above the fence.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean checksTokens() {
		return true;
	}

	/**
	 * Whether the fence is raised by the whole block.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean reservesBlocks() {
		return true;
	}

	/**
	 * Whether a release grants to living sessions only.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean checksSessionsOfWishes() {
		return true;
	}

	/**
	 * Whether a release grants tokens above the fence only.
	 * @return {@code true}, but for a mutant
	 */
	protected boolean checksTokensOfWishes() {
		return true;
	}

	private Answer regrant(Operation.Regrant regrant, long connection) {
		if (!isNumber(regrant.token()) || !isNumber(regrant.fence())) {
			return new Answer.Failed("refused: WRONGVALUE");
		}
		Answer refusal = refusal(touch(regrant.session(), connection), connection);
		if (refusal != null) {
			return refusal;
		}
		NameKey key = findOrNew(regrant.name());
		Answer taken = key.isOwnedBy(regrant.session(), regrant.lease()) ? null : taken(key);
		if (taken != null) {
			return taken;
		}
		if (key.fence > regrant.fence()) {
			return new Answer.Stale(key.fence);
		}
		own(regrant.name(), key, regrant.session(), regrant.lease(), regrant.token());
		key.fence = regrant.fence();
		return new Answer.Granted();
	}

	private Answer open(Operation.Open open, long connection) {
		SessionKey found = living(open.session());
		if (found != null && found.connection > connection) {
			return new Answer.Ok();
		}
		if (open.leaseMillis() <= 0) {
			return new Answer.Failed("refused: ERR");
		}
		end(open.session());
		this.sessions.put(open.session(),
				new SessionKey(open.holder(), open.ear(), connection, nowMillis() + open.leaseMillis()));
		return new Answer.Ok();
	}

	private Answer renew(Operation.Renew renew, long connection) {
		SessionKey session = touch(renew.session(), connection);
		if (session == null) {
			return new Answer.Gone();
		}
		session.expiresAt = nowMillis() + renew.leaseMillis();
		return new Answer.Ok();
	}

	private Answer release(Operation.Release release, long connection) {
		touch(release.session(), connection);
		line(release.name()).remove(release.session(), release.lease());
		NameKey key = find(release.name());
		if (key != null && key.owner != null
				&& (!checksOwners() || key.isOwnedBy(release.session(), release.lease()))) {
			if (!key.isOwnedBy(release.session(), release.lease())) {
				throw new Violation("I6", release.name() + " was released, which is another lease's");
			}
			key.owner = null;
			key.successor = null;
			key.expiresAt = nowMillis() + this.fenceRetentionMillis;
			this.weaker = true;
			serve(release.name(), key);
		}
		return new Answer.Ok();
	}

	/** Grants a name that was given back to the next in line. */
	private void serve(String name, NameKey key) {
		SimulatedLine line = line(name);
		if (line.isEmpty() || !sentinel().voting) {
			return;
		}
		long fence = fence(key);
		for (Wish wish : line.inOrder()) {
			line.remove(wish);
			if (checksSessionsOfWishes() && living(wish.session()) == null) {
				continue;
			}
			if (!checksTokensOfWishes() || wish.token() > fence) {
				if (living(wish.session()) == null && line.holds((id) -> living(id) != null)) {
					throw new Violation("Q", name + " was given to a dead session, while living ones wait");
				}
				own(name, key, wish.session(), wish.lease(), wish.token());
				key.fence = reservesBlocks() ? wish.fence() : wish.token();
				tell(wish.session(),
						new News.Granted(wish.lease(), wish.token(), line.holds((id) -> living(id) != null)));
				return;
			}
			tell(wish.session(), new News.Refused(wish.lease(), wish.token(), fence));
		}
	}

	private void tell(@Nullable SessionId session, News news) {
		SessionKey told = (session != null) ? this.sessions.get(session) : null;
		if (told != null) {
			publish(told.ear, news.text());
		}
	}

	private void publish(String channel, String text) {
		List.copyOf(this.subscribers).forEach((each) -> each.accept(channel, text));
	}

	private Answer look(String name) {
		NameKey key = find(name);
		Answer taken = (key != null) ? taken(key) : null;
		if (taken != null) {
			return taken;
		}
		Sentinel standing = sentinel();
		return standing.voting ? new Answer.Free(fence(findOrNew(name))) : new Answer.SittingOut(standing.birth);
	}

	private Answer give(Operation.Yield given) {
		NameKey key = find(given.name());
		if (key != null && key.isOwnedBy(given.session(), given.lease())) {
			key.successor = given.to();
			this.weaker = true;
		}
		return new Answer.Ok();
	}

	private void own(String name, NameKey key, SessionId session, long lease, long token) {
		this.weaker |= key.owner != null && key.token != token;
		key.own(session, lease, token);
		key.expiresAt = nowMillis() + HELD_RETENTION_MILLIS;
		this.names.put(name, key);
	}

	private static boolean isNumber(long value) {
		return value >= 0 && value < LIMIT;
	}

	private void end(SessionId session) {
		this.weaker |= this.sessions.remove(session) != null;
	}

	private @Nullable Answer refusal(@Nullable SessionKey own, long connection) {
		if (checksSessions() && (own == null || own.connection > connection)) {
			return new Answer.NoSession();
		}
		return sentinel().voting ? null : new Answer.SittingOut(sentinel().birth);
	}

	private @Nullable Answer taken(NameKey key) {
		SessionKey owner = owner(key);
		return (owner != null) ? new Answer.Taken(owner.expiresAt - nowMillis(), key.token, fence(key), owner.holder)
				: null;
	}

	private long fence(NameKey key) {
		return Math.max(key.fence, sentinel().floor);
	}

	private @Nullable SessionKey touch(SessionId id, long connection) {
		SessionKey session = living(id);
		if (session != null) {
			session.connection = Math.max(session.connection, connection);
		}
		return session;
	}

	private @Nullable SessionKey living(SessionId id) {
		SessionKey session = this.sessions.get(id);
		return (session != null && session.expiresAt > nowMillis()) ? session : null;
	}

	private @Nullable SessionKey owner(NameKey key) {
		return (key.owner != null) ? living(key.owner) : null;
	}

	private @Nullable NameKey find(String name) {
		NameKey key = this.names.get(name);
		return (key != null && key.expiresAt > nowMillis()) ? key : null;
	}

	private NameKey findOrNew(String name) {
		NameKey key = find(name);
		return (key != null) ? key : new NameKey();
	}

	private SimulatedLine line(String name) {
		SimulatedLine line = this.lines.get(name);
		return (line != null && !line.isOver(nowMillis())) ? line : new SimulatedLine();
	}

	private Sentinel sentinel() {
		if (this.sentinel == null || this.sentinel.run != this.run) {
			this.sentinel = new Sentinel(this.run, this.clock.wallMicros());
		}
		return this.sentinel;
	}

	private void dropExpired() {
		long now = nowMillis();
		this.sessions.values().removeIf((session) -> session.expiresAt <= now);
		this.names.values().removeIf((name) -> name.expiresAt <= now);
		this.lines.values().removeIf((line) -> line.isOver(now));
	}

	private long nowMillis() {
		return this.clock.wallMicros() / 1000;
	}

	private static final class Sentinel {

		private final long run;

		private final long birth;

		private boolean voting;

		private boolean founding;

		private long floor;

		Sentinel(long run, long birth) {
			this.run = run;
			this.birth = birth;
			this.floor = birth;
		}

		void admit(Operation.Admit admit, long now) {
			if (!this.voting && this.birth == admit.birth()) {
				this.voting = true;
				this.founding = admit.founding();
				this.floor = admit.founding() ? 0 : now;
			}
		}

	}

	private static final class SessionKey {

		private final String holder;

		private final String ear;

		private long connection;

		private long expiresAt;

		SessionKey(String holder, String ear, long connection, long expiresAt) {
			this.holder = holder;
			this.ear = ear;
			this.connection = connection;
			this.expiresAt = expiresAt;
		}

	}

	private static final class NameKey {

		private @Nullable SessionId owner;

		private @Nullable String successor;

		private long lease;

		private long token;

		private long fence;

		private long expiresAt;

		void own(SessionId session, long number, long granted) {
			this.owner = session;
			this.successor = null;
			this.lease = number;
			this.token = granted;
		}

		boolean isOwnedBy(SessionId session, long number) {
			return session.equals(this.owner) && this.lease == number;
		}

	}

}
