package io.quorumlock.spring.autoconfigure;

import java.util.function.Supplier;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * An SSL bundle as it is now, not as it was when the application started.
 */
final class CurrentSslBundle implements SslBundle {

	private final Supplier<SslBundle> current;

	CurrentSslBundle(Supplier<SslBundle> current) {
		this.current = current;
	}

	/**
	 * A bundle that may be updated.
	 * @param bundles has the bundle
	 * @param name its name
	 * @return the bundle
	 */
	static CurrentSslBundle of(SslBundles bundles, String name) {
		// Without a handler, updates would be reported as being without effect
		bundles.addBundleUpdateHandler(name, (updated) -> {
		});
		return new CurrentSslBundle(() -> bundles.getBundle(name));
	}

	@Override
	public SslStoreBundle getStores() {
		return this.current.get().getStores();
	}

	@Override
	public SslBundleKey getKey() {
		return this.current.get().getKey();
	}

	@Override
	public SslOptions getOptions() {
		return this.current.get().getOptions();
	}

	@Override
	public String getProtocol() {
		return this.current.get().getProtocol();
	}

	@Override
	public SslManagerBundle getManagers() {
		return this.current.get().getManagers();
	}

}
