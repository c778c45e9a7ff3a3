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

}
