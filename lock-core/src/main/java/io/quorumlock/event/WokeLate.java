package io.quorumlock.event;

import java.time.Duration;

/**
 * The watchdog was woken later than it should have been, as by a pause of the process:
 * what it renews was that much closer to its end.
 *
 * @param late by how much
 */
public record WokeLate(Duration late) implements LockEvent {

}
