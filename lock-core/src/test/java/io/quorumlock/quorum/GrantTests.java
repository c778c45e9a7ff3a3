package io.quorumlock.quorum;

import java.time.Duration;
import java.util.stream.IntStream;

import io.quorumlock.LockName;
import io.quorumlock.quorum.link.LinkSettings;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.SessionListener;
import io.quorumlock.quorum.session.SessionTimes;
import io.quorumlock.quorum.session.Sessions;
import io.quorumlock.quorum.session.Watchdog;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrantTests {

	private static final int NODES = QuorumSettings.MAX_NODES;

	private final Client client = new Cluster(new World(1), NODES).client();

	private final Sessions sessions = sessions();

	private final QuorumSettings settings = QuorumSettings.defaults("test", "client", QuorumSettings.majority(NODES));

	private final Grant grant = new Grant(LockName.of("orders", "42"), this.settings, 1, NODES);

	@Test
	void nodeMayHoldWhatItWasAskedForMoreOftenThanItRefused() {
		for (int node = 0; node < NODES; node++) {
			Session session = this.sessions.use(node);
			assertThat(this.grant.heldUnder(node)).isNull();
			this.grant.asked(node, session);
			this.grant.asked(node, session);
			this.grant.refused(node, session);
			assertThat(this.grant.heldUnder(node)).isSameAs(session);
			this.grant.refused(node, session);
			assertThat(this.grant.heldUnder(node)).isNull();
		}
	}

	@Test
	void countsOfTheNodesAreApart() {
		IntStream.range(0, NODES).forEach((node) -> this.grant.asked(node, this.sessions.use(node)));
		this.grant.refused(7, this.sessions.use(7));
		for (int node = 0; node < NODES; node++) {
			assertThat(this.grant.heldUnder(node) != null).isEqualTo(node != 7);
		}
	}

	@Test
	void whatEndedWithItsSessionIsNotHeldUnderTheNext() {
		Session session = this.sessions.use(0);
		this.grant.asked(0, session);
		this.sessions.gone(0, session);
		assertThat(this.grant.heldUnder(0)).isNull();
		Session next = this.sessions.use(0);
		this.grant.asked(0, next);
		this.grant.refused(0, session);
		assertThat(this.grant.heldUnder(0)).isSameAs(next);
	}

	@Test
	void nodeThatIsAskedForeverIsToldToGiveBackInTheEnd() {
		Session session = this.sessions.use(0);
		for (int ask = 0; ask < 1000; ask++) {
			this.grant.asked(0, session);
			assertThat(this.grant.heldUnder(0)).isSameAs(session);
		}
		IntStream.range(0, 999).forEach((ask) -> this.grant.refused(0, session));
		assertThat(this.grant.heldUnder(0)).isSameAs(session);
	}

	@Test
	void settledGrantStillKnowsItsNames() {
		this.grant.settle(null);
		assertThat(this.grant.names()).containsExactly("test/orders/42");
	}

	@Test
	void settledGrantsThatShareWhatTheyKnowDoNotShareWhatTheyLearn() {
		Session session = this.sessions.use(0);
		Grant other = new Grant(LockName.of("orders", "43"), this.settings, 2, NODES);
		this.grant.asked(0, session);
		other.asked(0, session);
		this.grant.settle(null);
		other.settle(this.grant);
		this.sessions.gone(0, session);
		Session next = this.sessions.use(0);
		other.asked(0, next);
		assertThat(other.heldUnder(0)).isSameAs(next);
		assertThat(this.grant.wasAskedUnderAnother(0, session)).isFalse();
	}

	private Sessions sessions() {
		return new Sessions(this.client.connections()
			.stream()
			.map((node) -> new NodeLink(node, LinkSettings.withTimeout(Duration.ofMillis(50)),
					this.client.process().clock(), this.client.process()))
			.toList(), new SessionTimes(Duration.ofSeconds(30), 0), "client", "ear", new SessionListener() {

				@Override
				public void opened(int node) {
				}

				@Override
				public void renewed(int node, long marginNanos) {
				}

				@Override
				public void notRenewed(int node) {
				}

				@Override
				public void forgotten(int node) {
				}

				@Override
				public void ended(int node) {
				}

			}, new Watchdog(this.client.process(), this.client.process().clock(), (late) -> {
			}), this.client.process().clock(), this.client.process());
	}

}
