package io.quorumlock.spring.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log in a file, which goes on where it ended when the process starts again. Its first
 * line says what the first record is chained to. Once as many records are too many as are
 * to be kept, or the first is too old by a tenth, the file is written anew without them.
 * Thread-safe; the file belongs to one process.
 */
public final class FileAuditLog implements AuditLog {

	private static final Logger logger = LoggerFactory.getLogger(FileAuditLog.class);

	private static final String ANCHOR = "anchor";

	private static final String SEPARATOR = "\t";

	private static final Pattern ANCHOR_LINE = Pattern
		.compile(ANCHOR + SEPARATOR + "([0-9]{1,18})" + SEPARATOR + "(.*)");

	private static final int NOT_BROKEN = Integer.MAX_VALUE;

	private final Path file;

	private final Retention retention;

	private AuditAnchor end;

	private int count;

	private @Nullable Instant oldest;

	private Writer writer;

	/**
	 * Opens a log, and goes on behind its last record.
	 * @param file where it is kept; made if it is not there
	 * @param retention which records are kept
	 */
	public FileAuditLog(Path file, Retention retention) {
		this.file = file;
		this.retention = retention;
		try {
			Path directory = file.toAbsolutePath().getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			if (!Files.exists(file) || Files.size(file) == 0) {
				rewrite(AuditAnchor.ORIGIN, List.of());
			}
			Content content = read();
			AuditVerification verification = content.verify();
			if (!verification.intact()) {
				logger.warn("The audit log {} is broken at record {}; it goes on behind its last record", file,
						verification.brokenAt());
			}
			kept(content.records());
			this.end = content.end();
			this.writer = open();
			if (content.readable() != NOT_BROKEN) {
				// The last line may have no end, as after a crash
				this.writer.write('\n');
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot open the audit log " + file, ex);
		}
	}

	private Writer open() throws IOException {
		return Files.newBufferedWriter(this.file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
	}

	@Override
	public synchronized void append(AuditEntry entry) {
		AuditRecord latest = this.end.next(entry);
		try {
			this.writer.write(AuditLine.write(latest));
			this.writer.write('\n');
			this.writer.flush();
			this.end = AuditAnchor.of(latest);
			this.count++;
			if (this.oldest == null) {
				this.oldest = entry.at();
			}
			if (this.count >= 2L * this.retention.records() || this.retention.isLongOver(this.oldest, latest)) {
				cut(latest);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write to the audit log " + this.file, ex);
		}
	}

	private void cut(AuditRecord latest) throws IOException {
		Content content = read();
		List<AuditRecord> kept = new ArrayList<>(content.records());
		AuditAnchor anchor = content.anchor();
		while (this.retention.isOver(kept.get(0), kept.size(), latest)) {
			anchor = AuditAnchor.of(kept.remove(0));
		}
		this.writer.close();
		rewrite(anchor, kept);
		kept(kept);
		this.writer = open();
	}

	private void kept(List<AuditRecord> records) {
		this.count = records.size();
		this.oldest = records.isEmpty() ? null : records.get(0).entry().at();
	}

	private void rewrite(AuditAnchor anchor, List<AuditRecord> records) throws IOException {
		Path next = this.file.resolveSibling(this.file.getFileName() + ".next");
		Stream<String> first = Stream.of(ANCHOR + SEPARATOR + anchor.sequence() + SEPARATOR + anchor.hash());
		Files.write(next, Stream.concat(first, records.stream().map(AuditLine::write)).toList());
		Files.move(next, this.file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public synchronized List<AuditRecord> last(int count) {
		List<AuditRecord> all = content().records();
		return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
	}

	@Override
	public synchronized AuditVerification verify() {
		return content().verify();
	}

	private Content content() {
		try {
			return read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the audit log " + this.file, ex);
		}
	}

	private Content read() throws IOException {
		List<String> lines = Files.readAllLines(this.file);
		AuditAnchor anchor = lines.isEmpty() ? null : anchor(lines.get(0));
		List<AuditRecord> records = new ArrayList<>();
		int readable = (anchor != null || lines.isEmpty()) ? NOT_BROKEN : 0;
		for (String line : lines.subList((anchor != null) ? 1 : 0, lines.size())) {
			AuditRecord each = AuditLine.read(line);
			if (each != null) {
				records.add(each);
			}
			else {
				readable = Math.min(readable, records.size());
			}
		}
		return new Content((anchor != null) ? anchor : AuditAnchor.ORIGIN, records, readable);
	}

	private static @Nullable AuditAnchor anchor(String line) {
		Matcher parts = ANCHOR_LINE.matcher(line);
		return parts.matches() ? new AuditAnchor(Long.parseLong(parts.group(1)), parts.group(2)) : null;
	}

	@Override
	public synchronized void close() {
		try {
			this.writer.close();
		}
		catch (IOException ex) {
			logger.warn("Could not close the audit log {}", this.file, ex);
		}
	}

	/**
	 * What is in the file.
	 *
	 * @param anchor what the first record is chained to
	 * @param records what could be read
	 * @param readable how many stand before the first line that could not be read
	 */
	private record Content(AuditAnchor anchor, List<AuditRecord> records, int readable) {

		AuditVerification verify() {
			AuditVerification start = AuditVerification.of(this.anchor,
					this.records.subList(0, Math.min(this.readable, this.records.size())));
			// A line that a crash has cut short, too
			return (this.readable != NOT_BROKEN) ? start.followedByWhatIsNoRecord() : start;
		}

		AuditAnchor end() {
			return this.records.isEmpty() ? this.anchor : AuditAnchor.of(this.records.get(this.records.size() - 1));
		}

	}

}
