package io.quorumlock.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * All that one logger is told while this is open, whatever its level is.
 */
public final class RecordedLog implements AutoCloseable {

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Logger logger;

	private final Level level;

	/**
	 * Opens it.
	 * @param name the name of the logger
	 */
	public RecordedLog(String name) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.level = this.logger.getLevel();
		this.logger.setLevel(Level.DEBUG);
		this.logger.addAppender(this.appender);
		this.appender.start();
	}

	/**
	 * What was written.
	 * @return level and text of each line
	 */
	public List<String> lines() {
		return this.appender.list.stream().map((line) -> line.getLevel() + " " + line.getFormattedMessage()).toList();
	}

	/**
	 * What else was told of the last line.
	 * @return the values by their keys
	 */
	public Map<String, Object> lastFields() {
		Map<String, Object> fields = new TreeMap<>();
		ILoggingEvent last = this.appender.list.get(this.appender.list.size() - 1);
		last.getKeyValuePairs().forEach((pair) -> fields.put(pair.key, pair.value));
		return fields;
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.level);
	}

}
