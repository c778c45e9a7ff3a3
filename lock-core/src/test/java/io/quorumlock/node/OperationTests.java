package io.quorumlock.node;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OperationTests {

	@Test
	void earHasNoColon() {
		SessionId session = new SessionId("s");
		assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Open(session, 1, "host:1", "a:b"))
			.withMessageContaining("'ear'");
	}

	@Test
	void grantHasAToken() {
		SessionId session = new SessionId("s");
		assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Acquire(session, 1, "n", 5, 0, true))
			.withMessageContaining("'block'");
	}

}
