/**
 * A page that shows what the nodes and instances do, and has buttons to disturb them.
 */
@NullMarked
package io.quorumlock.sample.control;

import org.jspecify.annotations.NullMarked;
