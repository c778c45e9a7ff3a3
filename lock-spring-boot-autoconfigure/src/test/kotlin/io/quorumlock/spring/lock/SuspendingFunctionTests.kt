package io.quorumlock.spring.lock

import io.quorumlock.LeaseLostException
import io.quorumlock.LockException
import io.quorumlock.LockName
import io.quorumlock.LockNotAcquiredException
import io.quorumlock.annotation.DistributedLock
import io.quorumlock.annotation.OnContention
import io.quorumlock.spring.fake.FakeLockManager
import io.quorumlock.time.Ticker
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/**
 * Tests for suspending functions: locked until they have returned, not until they suspend.
 */
internal class SuspendingFunctionTests {

	private val locks = FakeLockManager()

	private val target = Jobs()

	private val jobs = LockedProxies.of(locks, target)

	@Test
	fun lockIsHeldWhileTheFunctionIsSuspended() = runBlocking<Unit>(Dispatchers.Default) {
		val call = launch { assertThat(jobs.run("a")).isEqualTo("a done") }
		target.running.await()
		assertThat(locks.isHeld(JOB)).isTrue()
		target.finish.complete(Unit)
		call.join()
		assertThat(locks.isHeld(JOB)).isFalse()
		assertThat(locks.lastLease().releases()).isOne()
	}

	@Test
	fun cancelledCoroutineGivesTheLockBack() = runBlocking<Unit>(Dispatchers.Default) {
		val call = launch { jobs.run("a") }
		target.running.await()
		call.cancel()
		call.join()
		assertThat(locks.isHeld(JOB)).isFalse()
	}

	@Test
	fun exceptionComesOutUnchanged() {
		val failure = IllegalStateException("body")
		target.finish.completeExceptionally(failure)
		assertThatThrownBy { runBlocking { jobs.run("a") } }.hasMessage("body")
		assertThat(locks.isHeld(JOB)).isFalse()
	}

	@Test
	fun resultOfALostLeaseIsAnException() {
		target.finish.complete(Unit)
		target.beforeEnd = { locks.lastLease().lose() }
		assertThatThrownBy { runBlocking { jobs.run("a") } }.isInstanceOf(LeaseLostException::class.java)
		assertThat(locks.lastLease().releases()).isOne()
	}

	@Test
	fun fallbackMaySuspendToo() = runBlocking<Unit>(Dispatchers.Default) {
		locks.heldElsewhere(JOB)
		assertThat(jobs.withFallback("a")).isEqualTo("a instead, LockNotAcquiredException")
		assertThat(jobs.withPlainFallback("a")).isEqualTo("a plain")
	}

	@Test
	fun contentionThrowsOrSkips() = runBlocking<Unit> {
		locks.heldElsewhere(JOB)
		assertThat(jobs.skip()).isNull()
		assertThatThrownBy { runBlocking { jobs.run("a") } }.isInstanceOf(LockNotAcquiredException::class.java)
		assertThat(target.running.isCompleted).isFalse()
	}

	@Test
	fun observedFunctionRunsWithoutItsLock() {
		val blocks = mutableListOf<LockWouldHaveBlocked>()
		val observed = LockedProxies.observed(locks, target, ObservedBlocks(listOf(BlockListener { blocks.add(it) }), Ticker.system()))
		locks.heldElsewhere(JOB)
		target.finish.complete(Unit)
		assertThat(runBlocking { observed.run("a") }).isEqualTo("a done")
		assertThat(runBlocking { observed.withFallback("a") }).isEqualTo("a ran")
		assertThat(runBlocking { observed.skip() }).isEqualTo("ran")
		assertThat(blocks.map { it.reason }).containsOnly(BlockReason.CONTENDED).hasSize(3)
	}

	@Test
	fun observedFunctionReturnsItsResultAfterALoss() {
		val blocks = mutableListOf<LockWouldHaveBlocked>()
		val observed = LockedProxies.observed(locks, target, ObservedBlocks(listOf(BlockListener { blocks.add(it) }), Ticker.system()))
		target.finish.complete(Unit)
		target.beforeEnd = { locks.lastLease().lose() }
		assertThat(runBlocking { observed.run("a") }).isEqualTo("a done")
		assertThat(blocks.map { it.reason }).containsExactly(BlockReason.LOST)
		assertThat(locks.lastLease().releases()).isOne()
	}

	open class Jobs {

		val running = CompletableDeferred<Unit>()

		val finish = CompletableDeferred<Unit>()

		var beforeEnd: () -> Unit = {}

		@DistributedLock("job")
		open suspend fun run(text: String): String {
			running.complete(Unit)
			finish.await()
			beforeEnd()
			return "$text done"
		}

		@DistributedLock(name = "job", fallbackMethod = "instead")
		open suspend fun withFallback(text: String): String = "$text ran"

		suspend fun instead(text: String, ex: LockException): String {
			delay(1)
			return "$text instead, ${ex.javaClass.simpleName}"
		}

		@DistributedLock(name = "job", fallbackMethod = "plain")
		open suspend fun withPlainFallback(text: String): String = "$text ran"

		suspend fun plain(text: String): String {
			delay(1)
			return "$text plain"
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		open suspend fun skip(): String? {
			yield()
			return "ran"
		}

	}

	companion object {

		private val JOB = LockName.of("job")

	}

}
