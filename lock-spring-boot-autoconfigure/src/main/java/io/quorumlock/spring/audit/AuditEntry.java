package io.quorumlock.spring.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened.
 *
 * @param at when, by the clock of this instance, to the millisecond
 * @param type what, in one word
 * @param subject the lock with its keys, the role or the node; empty if it concerns none
 * @param token the fencing token or the term, {@code null} if there is none
 * @param detail more in words, empty if there is nothing to add
 */
public record AuditEntry(Instant at, String type, String subject, @Nullable Long token, String detail) {

}
