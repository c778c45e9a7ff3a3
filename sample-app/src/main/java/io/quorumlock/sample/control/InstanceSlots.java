package io.quorumlock.sample.control;

import java.util.List;

/**
 * The places of all instances.
 *
 * @param slots each, in order
 */
record InstanceSlots(List<InstanceSlot> slots) {

}
