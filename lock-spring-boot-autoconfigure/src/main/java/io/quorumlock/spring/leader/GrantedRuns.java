package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Calls the methods that are to run at the beginning of each term, each on a thread of
 * its own: the thread that tells of a grant has to go on before the gate may open.
 */
public final class GrantedRuns
		implements ApplicationListener<PayloadApplicationEvent<LeadershipGranted>>, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(GrantedRuns.class);

	private static final Duration WARM_UP_POLL = Duration.ofMillis(20);

	private final Supplier<LeaderElection> election;

	private final Supplier<LeaderInspection> inspection;

	private final BeanFactory beans;

	private final SimpleAsyncTaskScheduler threads = new SimpleAsyncTaskScheduler();

	/**
	 * New runs.
	 * @param election tells when the gate is open
	 * @param inspection has found the methods
	 * @param beans where the beans are
	 * @param virtualThreads whether to call the methods on virtual threads
	 */
	public GrantedRuns(Supplier<LeaderElection> election, Supplier<LeaderInspection> inspection, BeanFactory beans,
			boolean virtualThreads) {
		this.election = election;
		this.inspection = inspection;
		this.beans = beans;
		this.threads.setThreadNamePrefix("lock-granted-");
		this.threads.setDaemon(true);
		this.threads.setVirtualThreads(virtualThreads);
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<LeadershipGranted> event) {
		LeadershipGranted granted = event.getPayload();
		for (GrantedRun run : this.inspection.get().runsOnGrant(granted.role())) {
			this.threads.execute(() -> begin(run, granted));
		}
	}

	/**
	 * Nobody tells when the gate opens after a warm-up, so this asks again. What goes
	 * wrong then is logged by the scheduler.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void begin(GrantedRun run, LeadershipGranted granted) {
		Leadership leadership = this.election.get().leadership(granted.role());
		// Before the term, or the gate could open between the two and be missed
		LeadershipState state = leadership.status().state();
		if (leadership.term().filter((term) -> term.value() == granted.term()).isPresent()) {
			call(run);
		}
		else if (state == LeadershipState.WARMING) {
			this.threads.schedule(() -> begin(run, granted), this.threads.getClock().instant().plus(WARM_UP_POLL));
		}
	}

	private void call(GrantedRun run) {
		try {
			Object bean = this.beans.getBean(run.bean());
			await(AopUtils.invokeJoinpointUsingReflection(bean,
					AopUtils.selectInvocableMethod(run.method(), bean.getClass()), new Object[0]));
		}
		catch (Throwable ex) {
			failed(run, ex);
		}
	}

	private static void await(@Nullable Object result) {
		if (result instanceof CompletionStage<?> stage) {
			stage.toCompletableFuture().join();
		}
		else if (result != null) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(result.getClass());
			if (adapter != null) {
				Flux.from(adapter.toPublisher(result)).then().block();
			}
		}
	}

	private static void failed(GrantedRun run, Throwable failure) {
		if (failure instanceof NotLeaderException) {
			logger.atDebug()
				.addKeyValue("role", run.role())
				.setCause(failure)
				.log("{} did not run, as the role was lost again", run);
		}
		else {
			logger.atError()
				.addKeyValue("role", run.role())
				.setCause(failure)
				.log("{} failed when role '{}' was granted", run, run.role());
		}
	}

	@Override
	public void destroy() {
		this.threads.close();
	}

}
