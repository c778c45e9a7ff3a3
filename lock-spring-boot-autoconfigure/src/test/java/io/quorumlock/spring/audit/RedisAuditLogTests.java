package io.quorumlock.spring.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisAuditLog} on a real Redis server.
 */
class RedisAuditLogTests {

	private static final String KEY = "audit";

	private static final Retention MINUTE = new Retention(1000, Duration.ofMinutes(1));

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
			new RedisStandaloneConfiguration("127.0.0.1", this.server.port()),
			LettuceClientConfiguration.builder().commandTimeout(Duration.ofMillis(200)).build());

	private StringRedisTemplate redis;

	@BeforeEach
	void connect() {
		this.connections.afterPropertiesSet();
		this.connections.start();
		this.redis = new StringRedisTemplate(this.connections);
	}

	@AfterEach
	void stop() {
		this.connections.destroy();
		this.server.close();
	}

	@Test
	void recordOfWhichNobodyKnowsWhetherItIsWrittenBreaksNoChain() {
		RedisAuditLog log = new RedisAuditLog(this.redis, KEY, "one", MINUTE);
		log.append(entry("a"));
		this.server.execute("CLIENT PAUSE 600 WRITE");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> log.append(entry("b")));
		// On a connection of its own: what comes later on this one waits as well
		Await.until("it is written after all", () -> this.server.execute("XLEN " + KEY).equals(":2"));
		log.append(entry("c"));
		log.append(entry("d"));
		assertThat(log.last(10)).map((each) -> each.entry().subject()).containsExactly("a", "b", "c", "d");
		assertThat(log.verify().intact()).isTrue();
	}

	@Test
	void instanceWhoseChainIsBrokenIsNamed() {
		RedisAuditLog one = new RedisAuditLog(this.redis, KEY, "one", MINUTE);
		RedisAuditLog two = new RedisAuditLog(this.redis, KEY, "two", MINUTE);
		one.append(entry("a"));
		two.append(entry("b"));
		RecordId second = this.redis.opsForStream()
			.add(StreamRecords.mapBacked(Map.of("writer", "two", "record", "of somebody else", "before", ""))
				.withStreamKey(KEY));
		assertThat(one.last(10)).map(AuditRecord::writer).containsExactly("one", "two");
		assertThat(one.verify()).isEqualTo(new AuditVerification(false, 1, 1, 2L, "two"));
		this.redis.opsForStream().delete(KEY, second);
		assertThat(one.verify().intact()).isTrue();
	}

	@Test
	void whatIsTooOldIsCutOff() {
		this.redis.opsForStream()
			.add(StreamRecords.mapBacked(Map.of("writer", "zero", "record", "of 1970", "before", ""))
				.withStreamKey(KEY)
				.withId(RecordId.of("1-0")));
		RedisAuditLog log = new RedisAuditLog(this.redis, KEY, "one", MINUTE);
		log.append(entry("a"));
		log.append(entry("b"));
		assertThat(this.redis.opsForStream().size(KEY)).isEqualTo(2);
		assertThat(log.verify()).isEqualTo(new AuditVerification(true, 1, 2, null, "one"));
	}

	private static AuditEntry entry(String subject) {
		return new AuditEntry(Instant.now(), "acquired", subject, 7L, "");
	}

}
