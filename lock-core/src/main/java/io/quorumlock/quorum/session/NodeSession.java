package io.quorumlock.quorum.session;

import java.util.List;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.link.Reply;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this instance's session on one node alive, and starts another with a new id when
 * one has ended. Used on the protocol's thread only.
 */
final class NodeSession implements Watchdog.Watched {

	private final int node;

	private final NodeLink link;

	private final String holder;

	private final String ear;

	private final SessionTimes times;

	private final Tenancy tenancy;

	private final SessionListener listener;

	private final Watchdog watchdog;

	private final Ticker ticker;

	private final Entropy entropy;

	private @Nullable Session current;

	private boolean over;

	private boolean retrying;

	NodeSession(int node, NodeLink link, Sessions.Context context) {
		this.node = node;
		this.link = link;
		this.holder = context.holder();
		this.ear = context.ear();
		this.times = context.times();
		this.tenancy = context.tenancy();
		this.listener = context.listener();
		this.watchdog = context.watchdog();
		this.ticker = context.ticker();
		this.entropy = context.entropy();
	}

	@Nullable Session current() {
		return this.current;
	}

	/**
	 * The session under which to ask for a grant; opened by an operation that travels
	 * ahead of it if there is none whose grants would count.
	 */
	Session use() {
		Session session = this.current;
		if (session != null && session.deadline() != null && !session.deadline().isAhead(this.ticker)) {
			abandon(session);
			session = null;
		}
		return (session != null) ? session : open();
	}

	void gone(Session session) {
		if (session == this.current) {
			finish(session);
			this.listener.forgotten(this.node);
			this.listener.ended(this.node);
			if (this.tenancy.isInUse() && this.current == null) {
				open();
			}
		}
	}

	/**
	 * Gives a grant back and repeats that until the node confirms it or the session ends.
	 * @param first told the outcome of the first try
	 */
	void release(Session session, long lease, String name, Reply first) {
		if (session.isEnded()) {
			first.on(new Outcome.NotSent("there is no session"));
			return;
		}
		OwedRelease release = new OwedRelease(lease, name);
		session.owed().add(release);
		send(session, release, first);
	}

	/**
	 * Ends the session on the node too, and with it all that was granted under it.
	 * @param first told the outcome of the first try
	 */
	void close(Reply first) {
		this.watchdog.forget(this);
		Session session = this.current;
		if (session == null) {
			first.on(new Outcome.NotSent("there is no session"));
			return;
		}
		finish(session);
		farewell(session, first);
	}

	/**
	 * Closes the session, and opens no other: an attempt that is still under way must not
	 * leave one behind that nobody would close.
	 * @param first told the outcome of the first try
	 */
	void end(Reply first) {
		this.over = true;
		close(first);
	}

	/**
	 * Renews the session a last time, leaves it to its end, and opens no other.
	 * @param reply told whether that worked
	 */
	void leaveBehind(Reply reply) {
		this.over = true;
		this.watchdog.forget(this);
		Session session = this.current;
		if (session == null) {
			reply.on(new Outcome.NotSent("there is no session"));
			return;
		}
		this.link.send(new Operation.Renew(session.id(), this.times.leaseMillis()), reply);
	}

	@Override
	public long intervalNanos() {
		return this.times.renewNanos(this.entropy);
	}

	@Override
	public void wake() {
		if (this.tenancy.isOver()) {
			close((outcome) -> {
			});
		}
		else if (this.current == null) {
			open();
		}
		else {
			renew(this.current);
		}
	}

	private Session open() {
		Session session = new Session(new SessionId(this.entropy.id()));
		if (this.over) {
			session.end();
			return session;
		}
		this.current = session;
		this.watchdog.wakeAfter(intervalNanos(), this);
		this.link.send(new Operation.Open(session.id(), this.times.leaseMillis(), this.holder, this.ear),
				(outcome) -> opened(session, outcome));
		return session;
	}

	private void opened(Session session, Outcome outcome) {
		if (session.isEnded()) {
			return;
		}
		if (outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Ok) {
			session.confirmUntil(this.times.deadline(answered.sentAt()));
			this.listener.opened(this.node);
		}
		else {
			// Whether the node has it is unknown, so it is not used: were it to expire
			// unseen, a second opening under this id would revive its grants.
			finish(session);
			if (!(outcome instanceof Outcome.NotSent)) {
				farewell(session);
			}
			this.listener.ended(this.node);
			tryAgain();
		}
	}

	private void renew(Session session) {
		this.link.send(new Operation.Renew(session.id(), this.times.leaseMillis()),
				(outcome) -> renewed(session, outcome));
	}

	private void renewed(Session session, Outcome outcome) {
		if (session.isEnded()) {
			return;
		}
		if (!(outcome instanceof Outcome.Answered answered)) {
			this.listener.notRenewed(this.node);
			tryAgain();
		}
		else if (answered.answer() instanceof Answer.Ok) {
			confirm(session, this.times.deadline(answered.sentAt()));
		}
		else {
			gone(session);
		}
	}

	private void tryAgain() {
		if (!this.over) {
			this.watchdog.wakeAfter(this.times.retryNanos(), this);
		}
	}

	private void confirm(Session session, Moment deadline) {
		Moment before = session.deadline();
		if (before == null || deadline.nanos() - before.nanos() > 0) {
			session.confirmUntil(deadline);
			this.listener.renewed(this.node,
					(before != null) ? Math.max(0, before.remainingNanos(this.ticker)) : this.times.lease().toNanos());
		}
	}

	private void abandon(Session session) {
		finish(session);
		farewell(session);
		this.listener.ended(this.node);
	}

	private void finish(Session session) {
		session.end();
		this.current = null;
	}

	private void farewell(Session session) {
		farewell(session, (outcome) -> {
		});
	}

	private void farewell(Session session, Reply first) {
		long over = this.ticker.nanos() + this.times.surelyOverNanos();
		farewell(session, over, first);
	}

	private void farewell(Session session, long over, Reply reply) {
		this.link.send(new Operation.Close(session.id()), (outcome) -> {
			reply.on(outcome);
			if (!(outcome instanceof Outcome.Answered) && this.ticker.nanos() - over < 0) {
				this.link.retry(this.times.retryNanos(), () -> farewell(session, over, (again) -> {
				}));
			}
		});
	}

	private void send(Session session, OwedRelease release, Reply reply) {
		this.link.send(new Operation.Release(session.id(), release.lease(), release.name()), (outcome) -> {
			if (outcome instanceof Outcome.Answered) {
				session.owed().remove(release);
			}
			else if (!this.retrying && !session.isEnded()) {
				this.retrying = true;
				this.link.retry(this.times.retryNanos(), this::repeatReleases);
			}
			reply.on(outcome);
		});
	}

	private void repeatReleases() {
		this.retrying = false;
		if (this.current != null) {
			Session session = this.current;
			List.copyOf(session.owed()).forEach((release) -> send(session, release, (outcome) -> {
			}));
		}
	}

}
