package io.quorumlock.spring.leader;

import io.quorumlock.LockName;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.spring.call.CallStyle;

/**
 * What an annotated method asks for, read once.
 *
 * @param role the role to lead, placeholders resolved
 * @param lock the name under which instances compete for it
 * @param onFollower what to do on an instance that does not lead
 * @param runOnGrant whether to run the method at the beginning of each term
 * @param style how to run the method
 */
record LeaderDefinition(String role, LockName lock, OnFollower onFollower, boolean runOnGrant, CallStyle style) {

	LeaderDefinition(String role, OnFollower onFollower, boolean runOnGrant, CallStyle style) {
		this(role, LockName.ofRole(role), onFollower, runOnGrant, style);
	}

}
