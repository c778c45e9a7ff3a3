package io.quorumlock.spring.call;

import java.util.concurrent.CancellationException;

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

	private final CallTracer tracer;

	private final LeaseSource source;

	private final CallStyle style;

	private final Call call;

	private final ProxyMethodInvocation template;

	private final @Nullable ReactiveAdapter adapter;

	PublisherCall(CallTracer tracer, LeaseSource source, CallStyle style, Call call) {
		this.tracer = tracer;
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
			return leased(new Hold(outer, null, CallTrace.NONE));
		}
		CallTrace trace = this.source.trace(this.tracer, (key) -> context.getOrDefault(key, null));
		return Mono.fromFuture(() -> this.source.acquireAsync().toCompletableFuture())
			.doOnError(trace::refused)
			.doOnCancel(() -> trace.refused(new CancellationException()))
			.<Publisher<Object>>map((lease) -> leased(new Hold(this.source.hold(trace.held(lease)), null, trace)))
			.onErrorResume(this.source.refusalType(), (refusal) -> Mono.just(withoutLease(refusal)))
			.switchIfEmpty(Mono.fromSupplier(() -> skipped(trace)))
			.doOnDiscard(Lease.class, Lease::release)
			.flatMapMany((publisher) -> publisher);
	}

	private Publisher<Object> skipped(CallTrace trace) {
		trace.refused(null);
		return publisher(this.style.skipped());
	}

	private Publisher<Object> leased(Hold hold) {
		return Flux.usingWhen(Mono.just(hold), this::proceed, PublisherCall::release, PublisherCall::releaseAfter,
				PublisherCall::release);
	}

	private static Mono<Void> release(Hold hold) {
		return Mono.fromCompletionStage(hold.releaseAsync());
	}

	private static Mono<Void> releaseAfter(Hold hold, Throwable failure) {
		hold.trace().failed(failure);
		return release(hold);
	}

	private Publisher<Object> proceed(Hold hold) {
		Lease lease = hold.lease();
		lease.ensureHeld();
		Flux<Object> work = Flux.from(call(LeaseScope.open(hold.holds()), hold.trace()));
		if (this.style.onLost() == OnLost.CANCEL) {
			work = work.takeUntilOther(lost(hold.holds()));
		}
		return work.doOnComplete(lease::ensureHeld)
			.contextWrite((context) -> ReactiveLease.with(context, hold.holds()).putAllMap(hold.trace().context()));
	}

	private static Mono<Object> lost(LeaseHolds holds) {
		return Mono.create((sink) -> sink.onDispose(holds.onLost(sink::success)::end));
	}

	private Publisher<Object> call(LeaseScope scope, CallTrace trace) {
		try (scope) {
			CallTrace.Scope traced = trace.open();
			try (traced) {
				return publisher(this.template.invocableClone().proceed());
			}
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private Publisher<Object> withoutLease(RuntimeException refusal) {
		if (this.source.proceedsWithout(refusal)) {
			return Flux.from(call(LeaseScope.openWithout(), CallTrace.NONE)).contextWrite(ReactiveLease::without);
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
