package io.quorumlock.spring.leader

import io.quorumlock.LeaseLostException
import io.quorumlock.annotation.LeaderOnly
import io.quorumlock.annotation.NotLeaderException
import io.quorumlock.annotation.OnFollower
import io.quorumlock.annotation.OnLoss
import io.quorumlock.spring.fake.FakeLeaderElection
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * Tests for suspending functions for the leader: the permit is held until they have returned, not until they suspend.
 */
@Timeout(60)
internal class SuspendingLeaderTests {

	private val election = FakeLeaderElection()

	private val target = Jobs()

	private val jobs = LeaderProxies.of(election, target)

	@BeforeEach
	fun lead() {
		election.led.add("default")
	}

	@Test
	fun permitIsHeldWhileTheFunctionIsSuspended() = runBlocking<Unit>(Dispatchers.Default) {
		val call = launch { assertThat(jobs.run("a")).isEqualTo("a done") }
		target.running.await()
		assertThat(election.permits).hasSize(1)
		target.finish.complete(Unit)
		call.join()
		assertThat(election.lastPermit().releases()).isOne()
	}

	@Test
	fun cancelledCoroutineEndsThePermit() = runBlocking<Unit>(Dispatchers.Default) {
		val call = launch { jobs.run("a") }
		target.running.await()
		call.cancel()
		call.join()
		assertThat(election.lastPermit().releases()).isOne()
	}

	@Test
	fun exceptionComesOutUnchanged() {
		target.finish.completeExceptionally(IllegalStateException("body"))
		assertThatThrownBy { runBlocking { jobs.run("a") } }.hasMessage("body")
		assertThat(election.lastPermit().releases()).isOne()
	}

	@Test
	fun lossCancelsTheFunction() = runBlocking<Unit>(Dispatchers.Default) {
		var failure: Throwable? = null
		val call = launch { failure = runCatching { jobs.run("a") }.exceptionOrNull() }
		target.running.await()
		election.lastPermit().lose()
		call.join()
		assertThat(failure).isInstanceOf(LeaseLostException::class.java)
		assertThat(target.finish.isCompleted).isFalse()
		assertThat(election.lastPermit().releases()).isOne()
	}

	@Test
	fun waitingFunctionRunsToItsEnd() = runBlocking<Unit>(Dispatchers.Default) {
		var failure: Throwable? = null
		val call = launch { failure = runCatching { jobs.waiting() }.exceptionOrNull() }
		target.running.await()
		election.lastPermit().lose()
		assertThat(call.isActive).isTrue()
		target.finish.complete(Unit)
		call.join()
		assertThat(target.ended).isTrue()
		assertThat(failure).isInstanceOf(LeaseLostException::class.java)
	}

	@Test
	fun followerSkipsThrowsOrFallsBack() = runBlocking<Unit>(Dispatchers.Default) {
		election.led.clear()
		assertThat(jobs.skip()).isNull()
		assertThatThrownBy { runBlocking { jobs.strict() } }.isInstanceOf(NotLeaderException::class.java)
		assertThat(jobs.withFallback("a")).isEqualTo("a instead, default")
	}

	open class Jobs {

		val running = CompletableDeferred<Unit>()

		val finish = CompletableDeferred<Unit>()

		var ended = false

		@LeaderOnly
		open suspend fun run(text: String): String {
			running.complete(Unit)
			finish.await()
			return "$text done"
		}

		@LeaderOnly(onLoss = OnLoss.WAIT)
		open suspend fun waiting() {
			running.complete(Unit)
			finish.await()
			ended = true
		}

		@LeaderOnly
		open suspend fun skip(): String? {
			delay(1)
			return "ran"
		}

		@LeaderOnly(onFollower = OnFollower.THROW)
		open suspend fun strict(): String = "ran"

		@LeaderOnly(onFollower = OnFollower.THROW, fallbackMethod = "instead")
		open suspend fun withFallback(text: String): String = "$text ran"

		suspend fun instead(text: String, ex: NotLeaderException): String {
			delay(1)
			return "$text instead, ${ex.role}"
		}

	}

}
