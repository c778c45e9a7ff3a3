package io.quorumlock.spring.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the chain, {@link MemoryAuditLog} and {@link FileAuditLog}.
 */
class AuditLogTests {

	private static final Instant START = Instant.parse("2026-11-22T03:00:00.123Z");

	private static final Retention PLENTY = new Retention(1000, Duration.ofDays(1));

	@TempDir
	private Path directory;

	@Test
	void recordIsChainedToTheOneBefore() {
		List<AuditRecord> records = chain(3);
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, records))
			.isEqualTo(new AuditVerification(true, 1, 3, null));
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, List.of()))
			.isEqualTo(new AuditVerification(true, 0, 0, null));
	}

	@Test
	void changedMissingSwappedAndInsertedRecordsAreFound() {
		List<AuditRecord> changed = chain(4);
		AuditRecord second = changed.get(1);
		changed.set(1, new AuditRecord(2, entry(99), second.hash()));
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, changed).brokenAt()).isEqualTo(2);
		List<AuditRecord> missing = chain(4);
		missing.remove(1);
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, missing).brokenAt()).isEqualTo(2);
		List<AuditRecord> swapped = chain(4);
		Collections.swap(swapped, 2, 3);
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, swapped).brokenAt()).isEqualTo(3);
		List<AuditRecord> inserted = chain(4);
		inserted.add(2, AuditAnchor.of(inserted.get(1)).next(entry(99)));
		assertThat(AuditVerification.of(AuditAnchor.ORIGIN, inserted))
			.isEqualTo(new AuditVerification(false, 1, 3, 4L));
	}

	@Test
	void eachPartCounts() {
		AuditEntry entry = new AuditEntry(START, "acquired", "orders/42", 7L, "waited 3 ms");
		String hash = AuditAnchor.ORIGIN.next(entry).hash();
		assertThat(List.of(new AuditEntry(START.plusMillis(1), "acquired", "orders/42", 7L, "waited 3 ms"),
				new AuditEntry(START, "released", "orders/42", 7L, "waited 3 ms"),
				new AuditEntry(START, "acquired", "orders/43", 7L, "waited 3 ms"),
				new AuditEntry(START, "acquired", "orders/42", 8L, "waited 3 ms"),
				new AuditEntry(START, "acquired", "orders/42", null, "waited 3 ms"),
				new AuditEntry(START, "acquired", "orders/42", 7L, "waited 4 ms")))
			.allSatisfy((other) -> assertThat(AuditAnchor.ORIGIN.next(other).hash()).isNotEqualTo(hash));
	}

	@Test
	void lineIsReadAsItWasWrittenWhateverKeysContain() {
		AuditEntry entry = new AuditEntry(START, "lost", "orders/a\tb\nc\\d\r\\n", null, "");
		AuditRecord stored = AuditAnchor.ORIGIN.next(entry);
		assertThat(AuditLine.write(stored)).doesNotContain("\n").doesNotContain("\r");
		assertThat(AuditLine.read(AuditLine.write(stored))).isEqualTo(stored);
		assertThat(AuditLine.read("not a record")).isNull();
		assertThat(AuditLine.read("x\t2026\ta\tb\tc\td\te")).isNull();
	}

	@Test
	void memoryForgetsTheOldestWithoutBreakingTheChain() {
		MemoryAuditLog log = new MemoryAuditLog(new Retention(10, Duration.ofDays(1)));
		IntStream.range(0, 25).forEach((number) -> log.append(entry(number)));
		assertThat(log.last(100)).hasSize(10);
		assertThat(log.last(3)).map(AuditRecord::sequence).containsExactly(23L, 24L, 25L);
		assertThat(log.verify()).isEqualTo(new AuditVerification(true, 16, 25, null));
	}

	@Test
	void memoryForgetsWhatIsTooOld() {
		MemoryAuditLog log = new MemoryAuditLog(new Retention(10, Duration.ofSeconds(3)));
		IntStream.range(0, 8).forEach((number) -> log.append(entry(number)));
		assertThat(log.verify()).isEqualTo(new AuditVerification(true, 5, 8, null));
	}

	@Test
	void fileGoesOnWhereItEnded() throws IOException {
		Path file = this.directory.resolve("logs/locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			IntStream.range(0, 3).forEach((number) -> log.append(entry(number)));
		}
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			log.append(entry(3));
			assertThat(log.last(2)).map(AuditRecord::sequence).containsExactly(3L, 4L);
			assertThat(log.verify()).isEqualTo(new AuditVerification(true, 1, 4, null));
		}
		assertThat(Files.readAllLines(file)).hasSize(5);
	}

	@Test
	void fileIsCutWithoutBreakingTheChain() throws IOException {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, new Retention(10, Duration.ofDays(1)))) {
			IntStream.range(0, 25).forEach((number) -> log.append(entry(number)));
			assertThat(log.verify()).isEqualTo(new AuditVerification(true, 11, 25, null));
		}
		assertThat(Files.readAllLines(file)).hasSize(16);
		try (FileAuditLog log = new FileAuditLog(file, new Retention(10, Duration.ofDays(1)))) {
			log.append(entry(25));
			assertThat(log.verify().intact()).isTrue();
		}
	}

	@Test
	void changedLineOfAFileIsFoundAndLaterRecordsAreStillWritten() throws IOException {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			IntStream.range(0, 5).forEach((number) -> log.append(entry(number)));
		}
		Files.writeString(file, Files.readString(file).replace("orders/2", "orders/7"));
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			assertThat(log.verify()).isEqualTo(new AuditVerification(false, 1, 2, 3L));
			log.append(entry(5));
			assertThat(log.last(1)).map(AuditRecord::sequence).containsExactly(6L);
			assertThat(log.verify().brokenAt()).isEqualTo(3);
		}
	}

	@Test
	void lineThatACrashHasCutShortIsFoundAndTheNextStandsAlone() throws IOException {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			IntStream.range(0, 3).forEach((number) -> log.append(entry(number)));
		}
		String content = Files.readString(file);
		Files.writeString(file, content.substring(0, content.length() - 80));
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			assertThat(log.verify()).isEqualTo(new AuditVerification(false, 1, 2, 3L));
			log.append(entry(3));
			assertThat(log.last(2)).map((each) -> each.entry().subject()).containsExactly("orders/1", "orders/3");
		}
	}

	@Test
	void lineThatIsNoRecordIsFoundWhereItStands() throws IOException {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			IntStream.range(0, 5).forEach((number) -> log.append(entry(number)));
			List<String> lines = new ArrayList<>(Files.readAllLines(file));
			lines.add(3, "not a record");
			Files.write(file, lines);
			assertThat(log.verify()).isEqualTo(new AuditVerification(false, 1, 2, 3L));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "anchor", "anchor\t", "anchor\tx\t0", "anchor\t99999999999999999999\t0", "" })
	void damagedFirstLineIsFoundAndLaterRecordsAreStillWritten(String first) throws IOException {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			IntStream.range(0, 3).forEach((number) -> log.append(entry(number)));
		}
		List<String> lines = new ArrayList<>(Files.readAllLines(file));
		lines.set(0, first);
		Files.write(file, lines);
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			log.append(entry(3));
			assertThat(log.verify()).isEqualTo(new AuditVerification(false, 0, 0, 1L));
			assertThat(log.last(100)).map(AuditRecord::sequence).containsExactly(1L, 2L, 3L, 4L);
		}
	}

	@Test
	void emptyFileIsANewLog() throws IOException {
		Path file = Files.createFile(this.directory.resolve("locks.audit"));
		try (FileAuditLog log = new FileAuditLog(file, PLENTY)) {
			log.append(entry(0));
			assertThat(log.verify()).isEqualTo(new AuditVerification(true, 1, 1, null));
		}
	}

	@Test
	void fileForgetsWhatIsTooOld() {
		Path file = this.directory.resolve("locks.audit");
		try (FileAuditLog log = new FileAuditLog(file, new Retention(1000, Duration.ofSeconds(10)))) {
			IntStream.range(0, 12).forEach((number) -> log.append(entry(number)));
			assertThat(log.verify()).isEqualTo(new AuditVerification(true, 1, 12, null));
			log.append(entry(12));
			assertThat(log.verify()).isEqualTo(new AuditVerification(true, 3, 13, null));
		}
	}

	private static List<AuditRecord> chain(int length) {
		List<AuditRecord> records = new ArrayList<>();
		AuditAnchor end = AuditAnchor.ORIGIN;
		for (int number = 0; number < length; number++) {
			AuditRecord next = end.next(entry(number));
			records.add(next);
			end = AuditAnchor.of(next);
		}
		return records;
	}

	private static AuditEntry entry(int number) {
		return new AuditEntry(START.plusSeconds(number), "acquired", "orders/" + number, 1000L + number, "waited 3 ms");
	}

}
