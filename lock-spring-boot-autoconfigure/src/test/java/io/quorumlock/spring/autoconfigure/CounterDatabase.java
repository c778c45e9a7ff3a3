package io.quorumlock.spring.autoconfigure;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real database in memory, with a table {@code counter} whose one number {@code n}
 * begins at zero.
 */
final class CounterDatabase implements AutoCloseable {

	private final String url = "jdbc:h2:mem:" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1";

	private final JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(this.url, "sa", ""));

	CounterDatabase() {
		this.jdbc.execute("create table counter (n int)");
		this.jdbc.update("insert into counter values (0)");
	}

	/**
	 * What makes an application use it.
	 */
	String property() {
		return "spring.datasource.url=" + this.url;
	}

	/**
	 * The number, as all that is not part of a transaction sees it.
	 */
	Integer count() {
		return this.jdbc.queryForObject("select n from counter", Integer.class);
	}

	@Override
	public void close() {
		this.jdbc.execute("shutdown");
	}

}
