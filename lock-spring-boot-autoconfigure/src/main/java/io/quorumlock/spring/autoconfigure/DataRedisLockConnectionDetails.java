package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * The one Redis of {@code spring.data.redis.*}, a quorum of one.
 */
final class DataRedisLockConnectionDetails implements LockConnectionDetails {

	private static final Logger logger = LoggerFactory.getLogger(DataRedisLockConnectionDetails.class);

	private static final String PREFIX = "spring.data.redis.";

	private final DataRedisConnectionDetails details;

	private final Environment environment;

	DataRedisLockConnectionDetails(DataRedisConnectionDetails details, Environment environment, boolean allowSentinel) {
		this.details = details;
		this.environment = environment;
		if (allowSentinel && details.getSentinel() != null) {
			logger
				.warn("The server behind Sentinels votes, as lock.allow-sentinel is set: its failover can lose locks");
			return;
		}
		refuse("sentinel", details.getSentinel());
		refuse("cluster", details.getCluster());
		refuse("masterreplica", details.getMasterReplica());
	}

	private static void refuse(String kind, @Nullable Object details) {
		if (details != null) {
			throw new InvalidLockPropertyException(PREFIX + kind, "(set)",
					"a server whose replica may take its place can lose a lock that it granted, as replication is "
							+ "asynchronous",
					"List independent Redis servers in 'lock.nodes'"
							+ (kind.equals("sentinel") ? ", or accept that with 'lock.allow-sentinel'" : ""));
		}
	}

	@Override
	public List<Node> getNodes() {
		DataRedisConnectionDetails.Sentinel sentinel = this.details.getSentinel();
		if (sentinel != null) {
			return List.of(node(sentinel));
		}
		Standalone standalone = this.details.getStandalone();
		if (standalone == null) {
			throw new InvalidLockPropertyException(PREFIX + "host", "", "it names no server",
					"Set it, or list Redis servers in 'lock.nodes'");
		}
		// A URL without a port gives -1
		int port = (standalone.getPort() > 0) ? standalone.getPort() : Node.DEFAULT_PORT;
		return List.of(new Node(standalone.getHost(), port, standalone.getDatabase(), this.details.getUsername(),
				this.details.getPassword(), sslBundle()));
	}

	private Node node(DataRedisConnectionDetails.Sentinel sentinel) {
		DataRedisConnectionDetails.Node first = sentinel.getNodes().get(0);
		return new Node(first.host(), first.port(), sentinel.getDatabase(), this.details.getUsername(),
				this.details.getPassword(), sslBundle(),
				new Sentinel(sentinel.getMaster(),
						sentinel.getNodes().stream().map((node) -> node.host() + ":" + node.port()).toList(),
						sentinel.getUsername(), sentinel.getPassword()));
	}

	// The details do not tell that a URL asks for TLS
	private @Nullable SslBundle sslBundle() {
		SslBundle bundle = this.details.getSslBundle();
		if (bundle != null) {
			return new CurrentSslBundle(() -> Objects.requireNonNullElse(this.details.getSslBundle(), bundle));
		}
		if (this.environment.getProperty(PREFIX + "url", "").startsWith("rediss:")) {
			return SslBundle.systemDefault();
		}
		return null;
	}

	@Override
	public String toString() {
		return getNodes().toString();
	}

}
