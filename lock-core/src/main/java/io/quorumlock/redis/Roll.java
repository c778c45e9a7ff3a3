package io.quorumlock.redis;

import java.util.List;

/**
 * What a server answers to a call of the roll.
 *
 * @param identity what all instances know the server by
 * @param others the other instances, one for each different thing that they say
 */
record Roll(String identity, List<Member> others) {

}
