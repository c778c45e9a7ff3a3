package io.quorumlock.integration;

import java.nio.file.Path;

import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two JVMs are never in the critical section at once.
 */
@Timeout(60)
class ExclusionTests {

	private static final int TIMES = 100;

	private static final int THREADS = 2;

	private static final int VISITS = 2 * THREADS * TIMES;

	private static ChildInstance first;

	private static ChildInstance second;

	@TempDir
	Path directory;

	@BeforeAll
	static void launch() {
		first = ChildInstance.launch("first");
		second = ChildInstance.launch("second");
	}

	@AfterAll
	static void stop() {
		first.close();
		second.close();
	}

	@Test
	void detectorSeesOverlap() {
		CriticalSection section = section();
		long first = section.enter(1);
		section.leave(1, first);
		assertThat(section.overlaps()).isZero();
		long second = section.enter(1);
		long third = section.enter(2);
		section.leave(1, second);
		section.leave(2, third);
		assertThat(section.overlaps()).isPositive();
		assertThat(section.visits()).isEqualTo(2);
	}

	@Test
	void jvmsThatLockDifferentNamesOverlap() {
		try (RedisQuorum quorum = RedisQuorum.start(1)) {
			connect(quorum);
			first.tell("enter " + file() + " one");
			first.expect(ChildCommands.DONE);
			second.tell("enter " + file() + " another");
			second.expect(ChildCommands.DONE);
			first.tell("leave");
			first.expect(ChildCommands.DONE);
		}
		assertThat(section().overlaps()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 5 })
	void jvmsThatLockTheSameNameExcludeEachOther(int nodes) {
		try (RedisQuorum quorum = RedisQuorum.start(nodes)) {
			visit(quorum, "same", "same", () -> {
			});
		}
		assertExclusion();
	}

	@Test
	void exclusionHoldsWhileNodesStopInTurn() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			visit(quorum, "same", "same", () -> quorum.servers().forEach(this::pauseForAWhile));
		}
		assertExclusion();
	}

	private void pauseForAWhile(RedisServer server) {
		CriticalSection section = section();
		long enough = Math.min(section.visits() + VISITS / 5, VISITS);
		server.pause();
		try {
			Await.until("the others go on", () -> section.visits() >= enough);
		}
		finally {
			server.resume();
		}
	}

	private static void connect(RedisQuorum quorum) {
		first.connect(quorum);
		second.connect(quorum);
		first.expect(ChildCommands.DONE);
		second.expect(ChildCommands.DONE);
	}

	private void visit(RedisQuorum quorum, String firstName, String secondName, Runnable meanwhile) {
		connect(quorum);
		first.tell(command(firstName));
		second.tell(command(secondName));
		meanwhile.run();
		first.expect(ChildCommands.DONE);
		second.expect(ChildCommands.DONE);
	}

	private String command(String name) {
		return String.join(" ", "visit", file().toString(), name, Integer.toString(TIMES), Integer.toString(THREADS));
	}

	private void assertExclusion() {
		assertThat(section().overlaps()).isZero();
		assertThat(section().visits()).isEqualTo(VISITS);
	}

	private CriticalSection section() {
		return CriticalSection.open(file());
	}

	private Path file() {
		return this.directory.resolve("section");
	}

}
