package io.quorumlock.spring.actuate;

import io.quorumlock.LockScope;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that gives the outcome of a forced
 * release as the status of the response, too.
 */
@EndpointWebExtension(endpoint = LocksEndpoint.class)
public class LocksEndpointWebExtension {

	private static final int STATUS_ACCEPTED = 202;

	private static final int STATUS_CONFLICT = 409;

	private final LocksEndpoint delegate;

	/**
	 * A new extension.
	 * @param delegate the endpoint
	 */
	public LocksEndpointWebExtension(LocksEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Takes a lock away from its holder, or asks the instance that holds it to.
	 * @param name the name of the lock
	 * @param key its key or one of its keys
	 * @param scope who competes for it
	 * @param token the holder's token
	 * @return what became of it
	 * @throws InterruptedException if interrupted
	 */
	@WriteOperation
	public WebEndpointResponse<ForcedRelease> forceRelease(@Selector String name, @Nullable String key,
			@Nullable LockScope scope, @Nullable Long token) throws InterruptedException {
		ForcedRelease outcome = this.delegate.forceRelease(name, key, scope, token);
		return new WebEndpointResponse<>(outcome, switch (outcome.result()) {
			case ForcedRelease.DONE -> WebEndpointResponse.STATUS_OK;
			case ForcedRelease.ASKED -> STATUS_ACCEPTED;
			case ForcedRelease.NOT_HELD -> STATUS_CONFLICT;
			case ForcedRelease.INVALID -> WebEndpointResponse.STATUS_BAD_REQUEST;
			default -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
		});
	}

}
