package io.quorumlock.spring.lock

import io.micrometer.observation.Observation
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor
import io.quorumlock.annotation.DistributedLock
import io.quorumlock.spring.call.AmbientTransaction
import io.quorumlock.spring.fake.FakeLockManager
import io.quorumlock.spring.fake.RecordedSpans
import io.quorumlock.spring.observation.CallObservations
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.reactor.ReactorContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * Tests for what is observed of suspending functions: it travels with the coroutine.
 */
internal class SuspendingObservationTests {

	private val spans = RecordedSpans()

	private val target = Jobs(spans)

	private val jobs = LockedProxies.traced(FakeLockManager(), target, AmbientTransaction.NONE,
		CallObservations(spans.registry, null))

	@Test
	fun holdIsTheParentOfWhatTheFunctionDoes() {
		runBlocking(Dispatchers.Default) { assertThat(jobs.run()).isEqualTo("done") }
		assertThat(spans.ended()).containsExactly("acquire job", "hold job", "body", "release job")
		assertThat(spans.parent("body")).isEqualTo("hold job")
	}

	open class Jobs(private val spans: RecordedSpans) {

		@DistributedLock("job")
		open suspend fun run(): String = withContext(Dispatchers.IO) {
			val hold: Observation = currentCoroutineContext()[ReactorContext]!!.context[ObservationThreadLocalAccessor.KEY]
			Observation.createNotStarted("body", spans.registry).parentObservation(hold).observe(Runnable { })
			"done"
		}

	}

}
