package io.quorumlock.spring.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Reads the URI of a node:
 * {@code redis[s]://[[user:]password@]host[:port][/database][?ssl-bundle=name]}. A
 * message shows no more of it than surely is no credential.
 */
final class NodeUri {

	private static final String EXAMPLE = "Write it as 'redis://[[user:]password@]host[:port][/database]', or with "
			+ "'rediss' for TLS, and '?ssl-bundle=name' for a bundle of its own; percent-encode special characters in "
			+ "the password";

	private static final Pattern DATABASE = Pattern.compile("/[0-9]{1,9}");

	/**
	 * What can be told apart from credentials. Whoever forgets the host, or a special
	 * character in a password, moves a part of that to the host, the port, the path or
	 * the parameters; so nothing is shown but the scheme unless all is as it should be.
	 */
	private static final Pattern READABLE = Pattern
		.compile("(?<credentials>[^/?#]*@)?(?<place>(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]|"
				+ "[A-Za-z0-9._-]+(?=:))(?::(?<port>[0-9]{1,5}))?(?:/[0-9]{0,9})?(?:\\?ssl-bundle=[^?#&;=%@]+)?)");

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z-]{1,20}://");

	private static final Pattern BUNDLE = Pattern.compile("ssl-bundle=([^?#&;=%@]+)");

	private static final int LARGEST_PORT = 65535;

	private static final String MASK = "******";

	private final String property;

	private final String text;

	private final NodeDefaults defaults;

	private NodeUri(String property, String text, NodeDefaults defaults) {
		this.property = property;
		this.text = text.strip();
		this.defaults = defaults;
	}

	static Node parse(String property, String text, NodeDefaults defaults) {
		return new NodeUri(property, text, defaults).parse();
	}

	/**
	 * The value without what could be a credential.
	 * @param text the value of the property
	 * @return what may be shown of it
	 */
	static String mask(String text) {
		Matcher scheme = SCHEME.matcher(text.strip());
		String start = scheme.lookingAt() ? scheme.group() : "";
		String remainder = text.strip().substring(start.length());
		if (remainder.isEmpty()) {
			return start;
		}
		Matcher rest = READABLE.matcher(remainder);
		if (!rest.matches() || !isShown(start, rest.group("port"))) {
			return start + MASK;
		}
		return start + ((rest.group("credentials") != null) ? MASK + "@" : "") + rest.group("place");
	}

	// A word alone may be what a comma in a password left of it
	private static boolean isShown(String scheme, @Nullable String port) {
		return (port != null) ? Integer.parseInt(port) <= LARGEST_PORT : !scheme.isEmpty();
	}

	private Node parse() {
		URI uri = uri();
		if (!"redis".equals(uri.getScheme()) && !"rediss".equals(uri.getScheme())) {
			throw refused("the scheme must be 'redis' or 'rediss'", EXAMPLE);
		}
		if (uri.getHost() == null) {
			throw refused("it names no valid host", EXAMPLE + ". Names of hosts have no underscore");
		}
		if (uri.getFragment() != null) {
			throw refused("it must not have a fragment", EXAMPLE);
		}
		int port = (uri.getPort() >= 0) ? uri.getPort() : Node.DEFAULT_PORT;
		if (port == 0 || port > LARGEST_PORT) {
			throw refused("the port must be between 1 and 65535", EXAMPLE);
		}
		String[] credentials = credentials(uri.getUserInfo());
		return new Node(uri.getHost(), port, database(uri.getPath()), credentials[0], credentials[1], sslBundle(uri));
	}

	// A bundle asks for TLS whatever the scheme, as for Redis elsewhere in Spring Boot
	private @Nullable SslBundle sslBundle(URI uri) {
		String query = uri.getQuery();
		if (query != null) {
			Matcher bundle = BUNDLE.matcher(query);
			if (!bundle.matches()) {
				throw refused("its only parameter may be 'ssl-bundle'", EXAMPLE);
			}
			return this.defaults.sslBundle(bundle.group(1), this.property, mask(this.text));
		}
		SslBundle common = this.defaults.sslBundle();
		if (common == null && "rediss".equals(uri.getScheme())) {
			return SslBundle.systemDefault();
		}
		return common;
	}

	private URI uri() {
		try {
			return new URI(this.text);
		}
		catch (URISyntaxException ex) {
			// Without the exception, whose message repeats the URI with its password
			throw refused("it is not a URI", EXAMPLE);
		}
	}

	private int database(@Nullable String path) {
		if (path == null || path.isEmpty() || path.equals("/")) {
			return 0;
		}
		if (!DATABASE.matcher(path).matches()) {
			throw refused("the path must be the number of a database", EXAMPLE);
		}
		return Integer.parseInt(path.substring(1));
	}

	private @Nullable String[] credentials(@Nullable String userInfo) {
		if (userInfo == null || userInfo.isEmpty()) {
			return new @Nullable String[] { this.defaults.username(), this.defaults.password() };
		}
		int colon = userInfo.indexOf(':');
		String user = (colon > 0) ? userInfo.substring(0, colon) : null;
		return new @Nullable String[] { user, userInfo.substring(colon + 1) };
	}

	private InvalidLockPropertyException refused(String reason, String remedy) {
		return new InvalidLockPropertyException(this.property, mask(this.text), reason, remedy);
	}

}
