package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.Membership;
import io.quorumlock.redis.NodeProblem;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Sentinel;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

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

	private final RedisNodeSettings settings;

	private final @Nullable NodeCredentials credentials;

	private final LockEventLoop loop;

	private RedisLeaseNodes(QuorumSettings quorum, RedisServers servers, RedisNodeSettings settings,
			@Nullable NodeCredentials credentials, LockEventLoop loop) {
		this.quorum = quorum;
		this.servers = servers;
		this.settings = settings;
		this.credentials = credentials;
		this.loop = loop;
	}

	/**
	 * Connects to the nodes, and goes on trying in the background where that fails.
	 * @param details where they are
	 * @param settings how patient to be, and what to tell other instances
	 * @param credentials asked before each connection, {@code null} for those of the
	 * nodes
	 * @param loop the thread that serves all connections
	 * @return the nodes
	 */
	static RedisLeaseNodes connect(LockConnectionDetails details, LockSettings settings,
			@Nullable NodeCredentials credentials, LockEventLoop loop) {
		List<Node> nodes = details.getNodes();
		QuorumSettings quorum = settings.quorum(nodes.size());
		Membership membership = new Membership(settings.membership(quorum), loop.timers(), Entropy.system());
		RedisLeaseNodes result = new RedisLeaseNodes(quorum, new RedisServers(membership), settings.nodes(),
				credentials, loop);
		try {
			nodes.forEach(result::add);
			result.start(settings.nodes().handshakeTimeout());
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
	 * Finds out which nodes cannot be used.
	 * @return their names, and why
	 */
	Map<String, NodeProblem> problems() {
		return new NodeInspection(this.settings, this.loop.timers(), Ticker.system()).problems(this.nodes);
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

	private void add(Node node) {
		Sentinel sentinel = node.sentinel();
		LettuceConnectionFactory factory = (sentinel != null)
				? new LettuceConnectionFactory(master(node, sentinel), client(node))
				: new LettuceConnectionFactory(server(node), client(node));
		this.factories.add(factory);
		factory.afterPropertiesSet();
		RedisClient client = (RedisClient) factory.getRequiredNativeClient();
		this.nodes.add((sentinel != null)
				? LettuceLeaseNode.behindSentinels(node.name(), client, this.settings, this.servers, this.loop.timers())
				: new LettuceLeaseNode(node.name(), client, this.settings, this.servers, this.loop.timers()));
	}

	private static RedisSentinelConfiguration master(Node node, Sentinel sentinel) {
		RedisSentinelConfiguration master = new RedisSentinelConfiguration(sentinel.master(),
				Set.copyOf(sentinel.nodes()));
		master.setDatabase(node.database());
		master.setUsername(node.username());
		master.setPassword(RedisPassword.of(node.password()));
		master.setSentinelUsername(sentinel.username());
		master.setSentinelPassword(RedisPassword.of(sentinel.password()));
		return master;
	}

	private static RedisStandaloneConfiguration server(Node node) {
		RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(node.host(), node.port());
		server.setDatabase(node.database());
		server.setUsername(node.username());
		server.setPassword(RedisPassword.of(node.password()));
		return server;
	}

	private LettuceClientConfiguration client(Node node) {
		ClientOptions.Builder options = LettuceLeaseNode.clientOptions(ClientOptions.builder())
			.socketOptions(SocketOptions.builder().connectTimeout(this.settings.handshakeTimeout()).build());
		LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
			.clientResources(this.loop.clientResources())
			.clientName("lock");
		if (this.credentials != null) {
			client.redisCredentialsProviderFactory(asking(this.credentials, node));
		}
		SslBundle ssl = node.sslBundle();
		if (ssl != null) {
			options.sslOptions(sslOptions(ssl));
			client.useSsl();
		}
		return client.clientOptions(options.build()).build();
	}

	private static RedisCredentialsProviderFactory asking(NodeCredentials credentials, Node node) {
		return new RedisCredentialsProviderFactory() {

			@Override
			public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration configuration) {
				return () -> Mono.fromFuture(() -> credentials.ask(node))
					.map((found) -> RedisCredentials.just(found.username(), found.password()));
			}

		};
	}

	/**
	 * Options that look at the bundle for each new connection, as it may be updated.
	 */
	private static SslOptions sslOptions(SslBundle bundle) {
		return SslOptions.builder()
			.sslContext((context) -> context.keyManager(bundle.getManagers().getKeyManagerFactory())
				.trustManager(bundle.getManagers().getTrustManagerFactory()))
			.sslParameters(() -> sslParameters(bundle.getOptions()))
			.build();
	}

	private static SSLParameters sslParameters(org.springframework.boot.ssl.SslOptions options) {
		SSLParameters parameters = new SSLParameters();
		if (options.getCiphers() != null) {
			parameters.setCipherSuites(options.getCiphers());
		}
		if (options.getEnabledProtocols() != null) {
			parameters.setProtocols(options.getEnabledProtocols());
		}
		return parameters;
	}

	@Override
	public void close() {
		this.nodes.forEach(LettuceLeaseNode::close);
		this.factories.forEach(LettuceConnectionFactory::destroy);
	}

}
