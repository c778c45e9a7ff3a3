package io.quorumlock.sample.orders;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.quorumlock.FencingToken;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps the stock, and is slow enough to watch.
 */
@Repository
class Stock {

	private static final Duration KEEPING = Duration.ofMillis(200);

	private final JdbcClient jdbc;

	Stock(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes one piece out. What is missing then is delivered later.
	 * @param article the article
	 * @param token goes along with every write, so that one of a holder that was
	 * overtaken is refused
	 */
	void take(String article, FencingToken token) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(KEEPING.toMillis());
		requireWritten(article, token,
				this.jdbc.sql("update stock set pieces = pieces - 1, token = ? where article = ? and token <= ?")
					.params(token.value(), article, token.value())
					.update());
	}

	/**
	 * Puts pieces in.
	 * @param article the article
	 * @param pieces how many
	 * @param token as above
	 */
	void put(String article, long pieces, FencingToken token) {
		requireWritten(article, token,
				this.jdbc.sql("update stock set pieces = pieces + ?, token = ? where article = ? and token <= ?")
					.params(pieces, token.value(), article, token.value())
					.update());
	}

	private void requireWritten(String article, FencingToken token, int rows) {
		if (rows == 0) {
			throw new StaleWriteException(article, token, fence(article));
		}
	}

	private FencingToken fence(String article) {
		return new FencingToken(
				this.jdbc.sql("select token from stock where article = ?").param(article).query(Long.class).single());
	}

	/**
	 * Counts.
	 * @param article the article
	 * @return how many there are
	 */
	long pieces(String article) {
		return this.jdbc.sql("select pieces from stock where article = ?").param(article).query(Long.class).single();
	}

}
