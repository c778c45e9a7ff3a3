package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.Membership;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import io.quorumlock.time.Entropy;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The nodes with their connections, which Spring Data Redis sets up. They are kept in
 * here, as a connection factory, client resources or an executor among the beans would
 * take the place of the application's own.
 */
final class RedisLeaseNodes implements AutoCloseable {

	private final List<LettuceConnectionFactory> factories = new ArrayList<>();

	private final List<LettuceLeaseNode> nodes = new ArrayList<>();

	private final QuorumSettings quorum;

	private final RedisServers servers;

	private RedisLeaseNodes(QuorumSettings quorum, RedisServers servers) {
		this.quorum = quorum;
		this.servers = servers;
	}

	/**
	 * Connects to the nodes, and goes on trying in the background where that fails.
	 * @param details where they are
	 * @param settings how patient to be, and what to tell other instances
	 * @param loop the thread that serves all connections
	 * @return the nodes
	 */
	static RedisLeaseNodes connect(LockConnectionDetails details, LockSettings settings, LockEventLoop loop) {
		List<Node> servers = details.getNodes();
		QuorumSettings quorum = settings.quorum(servers.size());
		Membership membership = new Membership(settings.membership(quorum), loop.timers(), Entropy.system());
		RedisLeaseNodes result = new RedisLeaseNodes(quorum, new RedisServers(membership));
		try {
			RedisNodeSettings node = settings.nodes();
			servers.forEach((server) -> result.add(server, node, loop));
			result.start(node.handshakeTimeout());
			return result;
		}
		catch (RuntimeException ex) {
			result.close();
			throw ex;
		}
	}

	/**
	 * How leases are taken on these nodes.
	 */
	QuorumSettings quorum() {
		return this.quorum;
	}

	List<LeaseNode> nodes() {
		return List.copyOf(this.nodes);
	}

	/**
	 * Waits for the first attempts only, so that the first lock finds connections but an
	 * unreachable node holds up nobody.
	 */
	private void start(Duration patience) {
		CompletableFuture<?>[] attempts = this.nodes.stream()
			.map((node) -> node.start().toCompletableFuture())
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(attempts).completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	private void add(Node node, RedisNodeSettings settings, LockEventLoop loop) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(server(node), client(node, settings, loop));
		this.factories.add(factory);
		factory.afterPropertiesSet();
		RedisClient client = (RedisClient) factory.getRequiredNativeClient();
		this.nodes.add(new LettuceLeaseNode(node.name(), client, settings, this.servers, loop.timers()));
	}

	private static RedisStandaloneConfiguration server(Node node) {
		RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(node.host(), node.port());
		server.setDatabase(node.database());
		server.setUsername(node.username());
		server.setPassword(RedisPassword.of(node.password()));
		return server;
	}

	private static LettuceClientConfiguration client(Node node, RedisNodeSettings settings, LockEventLoop loop) {
		ClientOptions.Builder options = LettuceLeaseNode.clientOptions(ClientOptions.builder())
			.socketOptions(SocketOptions.builder().connectTimeout(settings.handshakeTimeout()).build());
		LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
			.clientResources(loop.clientResources())
			.clientName("lock");
		SslBundle ssl = node.sslBundle();
		if (ssl != null) {
			options.sslOptions(sslOptions(ssl));
			client.useSsl();
		}
		return client.clientOptions(options.build()).build();
	}

	private static SslOptions sslOptions(SslBundle bundle) {
		SslOptions.Builder options = SslOptions.builder()
			.keyManager(bundle.getManagers().getKeyManagerFactory())
			.trustManager(bundle.getManagers().getTrustManagerFactory());
		String[] ciphers = bundle.getOptions().getCiphers();
		if (ciphers != null) {
			options.cipherSuites(ciphers);
		}
		String[] protocols = bundle.getOptions().getEnabledProtocols();
		if (protocols != null) {
			options.protocols(protocols);
		}
		return options.build();
	}

	@Override
	public void close() {
		this.nodes.forEach(LettuceLeaseNode::close);
		this.factories.forEach(LettuceConnectionFactory::destroy);
	}

}
