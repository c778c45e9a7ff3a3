package io.quorumlock.election;

import java.time.Duration;
import java.util.Map;

import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.World;
import io.quorumlock.testing.RecordedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TermLog}, on virtual time.
 */
class TermLogTests {

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final TestCandidate candidate = new TestCandidate(this.cluster.client());

	private final RecordedLog log = new RecordedLog(TermLog.class.getName());

	private long term;

	@BeforeEach
	void lead() {
		this.candidate.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.term = this.candidate.leadership().term().orElseThrow().value();
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void termBeginsAndEndsInOneLineEach() {
		assertThat(this.log.lines()).containsExactly("INFO Leads role 'reports' in term " + this.term);
		this.candidate.election.stop();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.log.lines()).hasSize(2).last().isEqualTo("INFO Gave up role 'reports' in term " + this.term);
		assertThat(this.log.lastFields())
			.isEqualTo(Map.of("role", "reports", "term", this.term, "instance", "client-1", "cause", "shutdown"));
	}

	@Test
	void lossIsAWarningAfterTheOneOfTheRisk() {
		stopQuorum();
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.log.lines()).hasSize(3)
			.last()
			.isEqualTo("WARN Lost role 'reports' in term " + this.term + ": too few nodes have confirmed its lease");
		assertThat(this.log.lines().get(1)).startsWith("WARN Role 'reports' is at risk: ");
		assertThat(this.log.lastFields())
			.isEqualTo(Map.of("role", "reports", "term", this.term, "instance", "client-1", "cause", "quorum_lost"));
	}

	@Test
	void roleThatRecoversIsToldOf() {
		stopQuorum();
		while (this.log.lines().size() < 2) {
			assertThat(this.candidate.leads()).isTrue();
			this.cluster.pass(Duration.ofMillis(100));
		}
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(15));
		assertThat(this.candidate.leads()).isTrue();
		assertThat(this.log.lines()).hasSize(3)
			.last()
			.asString()
			.startsWith("INFO Role 'reports' is not at risk any more: ");
		assertThat(this.log.lastFields())
			.isEqualTo(Map.of("role", "reports", "term", this.term, "instance", "client-1"));
	}

	@Test
	void workThatIsLeftBehindIsAWarning() {
		this.candidate.leadership().enter();
		this.candidate.election.stop();
		this.cluster.pass(Duration.ofMinutes(5));
		assertThat(this.log.lines()).anyMatch((line) -> line.startsWith(
				"WARN Role 'reports' is given up in term " + this.term + " with 1 pieces of work still under way"));
	}

	private void stopQuorum() {
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
	}

}
