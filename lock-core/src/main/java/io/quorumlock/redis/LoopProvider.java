package io.quorumlock.redis;

import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Lends the one event loop to every client. Giving it back does not end it: that is its
 * owner's to do.
 */
final class LoopProvider implements EventLoopGroupProvider {

	private final EventLoopGroup group;

	LoopProvider(EventLoopGroup group) {
		this.group = group;
	}

	@Override
	public <T extends EventLoopGroup> T allocate(Class<T> type) {
		return type.cast(this.group);
	}

	@Override
	public int threadPoolSize() {
		return 1;
	}

	@Override
	public Future<Boolean> release(EventExecutorGroup eventLoopGroup, long quietPeriod, long timeout, TimeUnit unit) {
		return ImmediateEventExecutor.INSTANCE.newSucceededFuture(Boolean.TRUE);
	}

	@Override
	public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit timeUnit) {
		return ImmediateEventExecutor.INSTANCE.newSucceededFuture(Boolean.TRUE);
	}

}
