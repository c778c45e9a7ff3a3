/**
 * Campaigns for the roles found on beans, tells the application about them, and keeps
 * followers out of methods for the leader.
 */
@NullMarked
package io.quorumlock.spring.leader;

import org.jspecify.annotations.NullMarked;
