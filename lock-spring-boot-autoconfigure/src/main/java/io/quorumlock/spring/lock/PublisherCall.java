package io.quorumlock.spring.lock;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LeaseScope;
import io.quorumlock.LockException;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.ReactiveLease;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * A call of a method that returns a publisher: the lock is taken, and the method called,
 * once for each subscriber. Blocks no thread.
 */
final class PublisherCall {

	private final LockManager locks;

	private final LockDefinition definition;

	private final LeaseRequest request;

	private final Call call;

	private final ProxyMethodInvocation template;

	private final @Nullable ReactiveAdapter adapter;

	PublisherCall(LockManager locks, LockDefinition definition, LeaseRequest request, Call call) {
		this.locks = locks;
		this.definition = definition;
		this.request = request;
		this.call = call;
		// An invocation can proceed only once
		this.template = (ProxyMethodInvocation) ((ProxyMethodInvocation) call.invocation()).invocableClone();
		this.adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(definition.returnType());
	}

	/**
	 * What the caller subscribes to.
	 * @return a publisher of the type that the method returns; a {@link Mono} for a
	 * suspending function of Kotlin, which Spring awaits
	 */
	Object run() {
		Flux<Object> locked = Flux.deferContextual(this::subscribed);
		if (this.adapter == null) {
			return locked.singleOrEmpty();
		}
		return this.adapter.fromPublisher(this.adapter.isMultiValue() ? locked : locked.singleOrEmpty());
	}

	private Publisher<Object> subscribed(ContextView context) {
		LeaseHolds outer = ReactiveLease.find(context, this.locks, this.request.lock());
		if (outer == null) {
			outer = LeaseScope.find(this.locks, this.request.lock());
		}
		if (outer != null && outer.retain()) {
			return locked(outer);
		}
		return Mono.fromFuture(() -> this.locks.acquireAsync(this.request).toCompletableFuture())
			.<Publisher<Object>>map((lease) -> locked(new LeaseHolds(this.locks, lease)))
			.onErrorResume(LockException.class, (refusal) -> Mono.just(withoutLock(refusal)))
			.doOnDiscard(Lease.class, Lease::release)
			.flatMapMany((publisher) -> publisher);
	}

	private Publisher<Object> locked(LeaseHolds holds) {
		return Flux.usingWhen(Mono.just(new Hold(holds, null)), this::proceed,
				(hold) -> Mono.fromCompletionStage(hold.releaseAsync()));
	}

	private Publisher<Object> proceed(Hold hold) {
		Lease lease = hold.lease();
		lease.ensureHeld();
		Flux<Object> work = Flux.from(call(hold.holds()));
		if (this.definition.onLost() == OnLost.CANCEL) {
			work = work.takeUntilOther(Mono.create((sink) -> lease.onLost(sink::success)));
		}
		return work.doOnComplete(lease::ensureHeld)
			.contextWrite((context) -> ReactiveLease.with(context, hold.holds()));
	}

	private Publisher<Object> call(LeaseHolds holds) {
		try (LeaseScope scope = LeaseScope.open(holds)) {
			return publisher(this.template.invocableClone().proceed());
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private Publisher<Object> withoutLock(LockException refusal) {
		try {
			return publisher(this.definition.withoutLock(this.call, refusal));
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private Publisher<Object> publisher(@Nullable Object result) {
		if (result == null) {
			return Mono.empty();
		}
		if (this.adapter != null) {
			return this.adapter.toPublisher(result);
		}
		return (result instanceof Publisher<?> publisher) ? Flux.from(publisher) : Mono.just(result);
	}

}
