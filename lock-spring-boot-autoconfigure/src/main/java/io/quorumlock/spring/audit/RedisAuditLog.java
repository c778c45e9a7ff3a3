package io.quorumlock.spring.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StreamOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A log in a Redis stream that all instances share. The records of each instance are
 * chained to each other, so that none has to wait for the others; each carries the hash
 * before it, so that the oldest ones can be cut off.
 */
public final class RedisAuditLog implements AuditLog {

	private static final String WRITER = "writer";

	private static final String LINE = "record";

	private static final String BEFORE = "before";

	/** After how many records of an instance those that are too old are cut off. */
	private static final int AGE_PERIOD = 64;

	private final StreamOperations<String, String, String> streams;

	private final String key;

	private final String writer;

	private final Retention retention;

	private int chains = 1;

	private AuditAnchor end = AuditAnchor.ORIGIN;

	/**
	 * A log in a stream.
	 * @param redis the server on which it is kept
	 * @param key the key of the stream
	 * @param writer the public id of this instance; each start needs another one
	 * @param retention which records are kept, of all instances together; what is too old
	 * goes now and then
	 */
	public RedisAuditLog(StringRedisTemplate redis, String key, String writer, Retention retention) {
		this.streams = redis.opsForStream();
		this.key = key;
		this.writer = writer;
		this.retention = retention;
	}

	@Override
	public synchronized void append(AuditEntry entry) {
		AuditRecord latest = this.end.next(entry);
		Map<String, String> fields = Map.of(WRITER, (this.chains > 1) ? this.writer + "." + this.chains : this.writer,
				LINE, AuditLine.write(latest), BEFORE, this.end.hash());
		try {
			this.streams.add(StreamRecords.mapBacked(fields).withStreamKey(this.key), cut(latest));
			this.end = AuditAnchor.of(latest);
		}
		catch (RuntimeException ex) {
			// Nobody knows whether it is written, so nothing can be chained to it
			this.chains++;
			this.end = AuditAnchor.ORIGIN;
			throw ex;
		}
	}

	// A record can be added with one of the two only
	private XAddOptions cut(AuditRecord latest) {
		if (latest.sequence() % AGE_PERIOD == 1) {
			long first = latest.entry().at().minus(this.retention.age()).toEpochMilli();
			return XAddOptions.none().minId(RecordId.of(Math.max(0, first), 0));
		}
		return XAddOptions.maxlen(this.retention.records()).approximateTrimming(true);
	}

	@Override
	public List<AuditRecord> last(int count) {
		List<MapRecord<String, String, String>> latest = this.streams.reverseRange(this.key, Range.unbounded(),
				Limit.limit().count(count));
		List<AuditRecord> records = new ArrayList<>();
		for (MapRecord<String, String, String> each : Objects.requireNonNull(latest)) {
			AuditRecord stored = read(each);
			if (stored != null) {
				records.add(stored.writtenBy(each.getValue().getOrDefault(WRITER, "")));
			}
		}
		Collections.reverse(records);
		return records;
	}

	@Override
	public AuditVerification verify() {
		Map<String, Chain> chains = new LinkedHashMap<>();
		for (MapRecord<String, String, String> each : Objects
			.requireNonNull(this.streams.range(this.key, Range.unbounded()))) {
			chains.computeIfAbsent(each.getValue().getOrDefault(WRITER, ""), (name) -> new Chain()).add(each);
		}
		AuditVerification result = AuditVerification.of(AuditAnchor.ORIGIN, List.of());
		for (Map.Entry<String, Chain> chain : chains.entrySet()) {
			result = chain.getValue().verify().writtenBy(chain.getKey());
			if (!result.intact()) {
				return result;
			}
		}
		return result;
	}

	private static @Nullable AuditRecord read(MapRecord<String, String, String> stored) {
		return AuditLine.read(stored.getValue().getOrDefault(LINE, ""));
	}

	/**
	 * The records of one instance.
	 */
	private static final class Chain {

		private final List<AuditRecord> records = new ArrayList<>();

		private @Nullable AuditAnchor anchor;

		private boolean readable = true;

		void add(MapRecord<String, String, String> stored) {
			AuditRecord next = read(stored);
			if (next == null) {
				this.readable = false;
				return;
			}
			if (this.anchor == null) {
				this.anchor = new AuditAnchor(next.sequence() - 1, stored.getValue().getOrDefault(BEFORE, ""));
			}
			this.records.add(next);
		}

		AuditVerification verify() {
			AuditVerification result = AuditVerification.of((this.anchor != null) ? this.anchor : AuditAnchor.ORIGIN,
					this.records);
			return this.readable ? result : result.followedByWhatIsNoRecord();
		}

	}

}
