package io.quorumlock.redis;

import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch on its way to a node and back.
 */
final class Call {

	private static final Logger logger = LoggerFactory.getLogger(Call.class);

	private final List<Operation> operations;

	private final String[] arguments;

	private final Consumer<Batch> result;

	private long sequence;

	private boolean repeated;

	Call(List<Operation> operations, String[] arguments, Consumer<Batch> result) {
		this.operations = operations;
		this.arguments = arguments;
		this.result = result;
	}

	List<Operation> operations() {
		return this.operations;
	}

	String[] arguments() {
		return this.arguments;
	}

	long sequence() {
		return this.sequence;
	}

	void sentAs(long sequence) {
		this.repeated = this.sequence != 0;
		this.sequence = sequence;
	}

	boolean isRepeated() {
		return this.repeated;
	}

	void complete(Batch batch) {
		try {
			this.result.accept(batch);
		}
		catch (RuntimeException ex) {
			// Would else vanish in Lettuce's future
			logger.error("The answer of a node could not be dealt with", ex);
		}
	}

}
