package io.quorumlock.spring.call;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseScope;
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
 * A call of a method that returns a publisher: the lease is taken, and the method called,
 * once for each subscriber. Blocks no thread.
 */
final class PublisherCall {

	private final LeaseSource source;

	private final CallStyle style;

	private final Call call;

	private final ProxyMethodInvocation template;

	private final @Nullable ReactiveAdapter adapter;

	PublisherCall(LeaseSource source, CallStyle style, Call call) {
		this.source = source;
		this.style = style;
		this.call = call;
		// An invocation can proceed only once
		this.template = (ProxyMethodInvocation) ((ProxyMethodInvocation) call.invocation()).invocableClone();
		this.adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(style.returnType());
	}

	/**
	 * What the caller subscribes to.
	 * @return a publisher of the type that the method returns; a {@link Mono} for a
	 * suspending function of Kotlin, which Spring awaits
	 */
	Object run() {
		Flux<Object> leased = Flux.deferContextual(this::subscribed);
		if (this.adapter == null) {
			return leased.singleOrEmpty();
		}
		return this.adapter.fromPublisher(this.adapter.isMultiValue() ? leased : leased.singleOrEmpty());
	}

	private Publisher<Object> subscribed(ContextView context) {
		LeaseHolds outer = ReactiveLease.find(context, this.source.origin(), this.source.lock());
		if (outer == null) {
			outer = LeaseScope.find(this.source.origin(), this.source.lock());
		}
		if (outer != null && outer.retain()) {
			return leased(outer);
		}
		return Mono.fromFuture(() -> this.source.acquireAsync().toCompletableFuture())
			.<Publisher<Object>>map((lease) -> leased(this.source.hold(lease)))
			.onErrorResume(this.source.refusalType(), (refusal) -> Mono.just(withoutLease(refusal)))
			.switchIfEmpty(Mono.fromSupplier(() -> publisher(this.style.skipped())))
			.doOnDiscard(Lease.class, Lease::release)
			.flatMapMany((publisher) -> publisher);
	}

	private Publisher<Object> leased(LeaseHolds holds) {
		return Flux.usingWhen(Mono.just(new Hold(holds, null)), this::proceed,
				(hold) -> Mono.fromCompletionStage(hold.releaseAsync()));
	}

	private Publisher<Object> proceed(Hold hold) {
		Lease lease = hold.lease();
		lease.ensureHeld();
		Flux<Object> work = Flux.from(call(LeaseScope.open(hold.holds())));
		if (this.style.onLost() == OnLost.CANCEL) {
			work = work.takeUntilOther(lost(hold.holds()));
		}
		return work.doOnComplete(lease::ensureHeld)
			.contextWrite((context) -> ReactiveLease.with(context, hold.holds()));
	}

	private static Mono<Object> lost(LeaseHolds holds) {
		return Mono.create((sink) -> sink.onDispose(holds.onLost(sink::success)::end));
	}

	private Publisher<Object> call(LeaseScope scope) {
		try (scope) {
			return publisher(this.template.invocableClone().proceed());
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private Publisher<Object> withoutLease(RuntimeException refusal) {
		if (this.source.proceedsWithout(refusal)) {
			return Flux.from(call(LeaseScope.openWithout())).contextWrite(ReactiveLease::without);
		}
		try {
			return publisher(this.source.withoutLease(this.call, refusal));
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
