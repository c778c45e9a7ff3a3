package io.quorumlock.spring.autoconfigure;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import io.quorumlock.spring.autoconfigure.LockCredentialsProvider.Credentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NodeCredentials}.
 */
class NodeCredentialsTests {

	private static final Node ONE = Node.of("one", 6379);

	private final Queue<Runnable> threads = new ArrayDeque<>();

	private final AtomicInteger asked = new AtomicInteger();

	private final NodeCredentials credentials = new NodeCredentials((node) -> {
		if (this.asked.incrementAndGet() == 2) {
			throw new IllegalStateException("p1anted-secret");
		}
		return new Credentials("user", "password-" + this.asked.get());
	}, this.threads::add);

	@Test
	void providerThatHangsHoldsOneThreadPerNode() {
		CompletableFuture<Node> first = this.credentials.ask(ONE);
		CompletableFuture<Node> second = this.credentials.ask(ONE);
		this.credentials.ask(Node.of("two", 6379));
		assertThat(this.threads).hasSize(2);
		second.cancel(true);
		this.threads.remove().run();
		assertThat(first.join().password()).isEqualTo("password-1");
		assertThat(this.credentials.ask(ONE)).isNotDone();
	}

	@Test
	void isAskedAnewAfterEachAnswerAndFailure() {
		for (int i = 0; i < 3; i++) {
			CompletableFuture<Node> answer = this.credentials.ask(ONE);
			this.threads.remove().run();
			assertThat(answer.isCompletedExceptionally()).isEqualTo(i == 1);
		}
		assertThat(this.asked).hasValue(3);
	}

}
