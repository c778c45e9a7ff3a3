package io.quorumlock.quorum;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.quorumlock.simulation.ElectionFactory;
import io.quorumlock.simulation.Plan;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedMailbox;
import io.quorumlock.simulation.SimulatedNode;
import io.quorumlock.simulation.SimulatedProcess;

/**
 * The protocol with one of its rules left out, which the simulation must notice.
 */
public class Mutant extends Production {

	private final String name;

	private UnaryOperator<EngineParts> parts = UnaryOperator.identity();

	private BiFunction<Integer, SimulatedClock, SimulatedNode> nodes = (index, clock) -> new SimulatedNode(clock);

	private ClockDrift drift = super.drift();

	private GuardSettings guard = super.guard();

	private ElectionFactory elections = super.elections();

	private Function<SimulatedProcess, SimulatedMailbox> mailboxes = SimulatedMailbox::new;

	private UnaryOperator<Plan> plans = UnaryOperator.identity();

	Mutant(String name) {
		this.name = name;
	}

	/**
	 * All mutants.
	 * @return one for each rule
	 */
	public static List<Mutant> all() {
		return Mutants.ALL;
	}

	Mutant withParts(UnaryOperator<EngineParts> change) {
		this.parts = change;
		return this;
	}

	Mutant withNodes(BiFunction<Integer, SimulatedClock, SimulatedNode> factory) {
		this.nodes = factory;
		return this;
	}

	Mutant withDrift(ClockDrift expected) {
		this.drift = expected;
		return this;
	}

	Mutant withGuard(GuardSettings settings) {
		this.guard = settings;
		return this;
	}

	Mutant withElections(ElectionFactory factory) {
		this.elections = factory;
		return this;
	}

	Mutant withMailboxes(Function<SimulatedProcess, SimulatedMailbox> factory) {
		this.mailboxes = factory;
		return this;
	}

	/** Histories in which the rule matters more often than in others. */
	Mutant withPlans(UnaryOperator<Plan> focus) {
		this.plans = focus;
		return this;
	}

	/**
	 * Which rule is left out.
	 * @return a few words
	 */
	public String name() {
		return this.name;
	}

	@Override
	public Plan plan(long seed) {
		return this.plans.apply(super.plan(seed));
	}

	@Override
	public SimulatedNode node(int index, SimulatedClock clock) {
		return this.nodes.apply(index, clock);
	}

	@Override
	public ElectionFactory elections() {
		return this.elections;
	}

	@Override
	public SimulatedMailbox mailbox(SimulatedProcess process) {
		return this.mailboxes.apply(process);
	}

	@Override
	public ClockDrift drift() {
		return this.drift;
	}

	@Override
	public GuardSettings guard() {
		return this.guard;
	}

	@Override
	EngineParts parts() {
		return this.parts.apply(super.parts());
	}

	@Override
	public String toString() {
		return this.name;
	}

}
