package io.quorumlock.spring.call;

import java.util.function.Supplier;

import io.quorumlock.spring.aop.ReturnStyle;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Runs calls under leases.
 */
public final class LeasedCalls {

	private final Supplier<AmbientTransaction> transaction;

	private final Supplier<CallTracer> tracer;

	/**
	 * Runs calls that may be within a transaction.
	 * @param transaction the transaction within which methods are called, asked for at
	 * the first call
	 * @param tracer traces the calls, asked for at the first one
	 */
	public LeasedCalls(Supplier<AmbientTransaction> transaction, Supplier<CallTracer> tracer) {
		this.transaction = SingletonSupplier.of(transaction);
		this.tracer = SingletonSupplier.of(tracer);
	}

	/**
	 * Takes the lease, runs the method, and gives the lease back when its work has ended.
	 * @param call the call
	 * @param source where the lease comes from
	 * @param style how to run the method
	 * @return what the caller gets
	 * @throws Throwable what the method has thrown, or why it did not run
	 */
	public @Nullable Object run(Call call, LeaseSource source, CallStyle style) throws Throwable {
		if (style.returnStyle() == ReturnStyle.PUBLISHER) {
			return new PublisherCall(this.tracer.get(), source, style, call).run();
		}
		return new BlockingCall(this.transaction.get(), this.tracer.get(), source, style, call).run();
	}

}
