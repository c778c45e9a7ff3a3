package io.quorumlock.spring.lock;

import java.util.HashMap;
import java.util.Map;

import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * Reads a parsed key expression for what could only fail, or lock the wrong thing, when
 * the method is called.
 */
final class KeySyntax {

	private final KeyVariables variables;

	private final Map<String, Integer> used = new HashMap<>();

	private KeySyntax(KeyVariables variables) {
		this.variables = variables;
	}

	/**
	 * Checks an expression.
	 * @param expression the parsed expression
	 * @param variables the names that it may use
	 * @return the names that it uses, each with the position of the argument
	 * @throws IllegalArgumentException if it cannot work
	 */
	static Map<String, Integer> check(SpelNode expression, KeyVariables variables) {
		if (expression instanceof InlineMap) {
			throw new IllegalArgumentException("it makes a map. Write a list such as '{#from, #to}' to lock several");
		}
		KeySyntax syntax = new KeySyntax(variables);
		syntax.visit(expression, true, false);
		return Map.copyOf(syntax.used);
	}

	/**
	 * Visits a node.
	 * @param node the node
	 * @param leading whether it is evaluated on the root, not on what stands before it
	 * @param inElement whether it is evaluated on the elements of a collection
	 */
	private void visit(SpelNode node, boolean leading, boolean inElement) {
		refuseSideDoors(node);
		if (node instanceof VariableReference) {
			variable(node.toStringAST().substring(1));
		}
		if (leading && !inElement) {
			refuseUnknownOnRoot(node);
		}
		boolean elements = inElement || node instanceof Selection || node instanceof Projection;
		for (int i = 0; i < node.getChildCount(); i++) {
			// The name in map[name] is the key itself
			boolean first = !(node instanceof Indexer) && (i == 0 || !(node instanceof CompoundExpression));
			visit(node.getChild(i), first, elements);
		}
	}

	private void variable(String name) {
		if (!name.equals("root") && !name.equals("this")) {
			Integer position = this.variables.position(name);
			if (position == null) {
				throw new IllegalArgumentException("there is no argument '" + name + "'. " + this.variables.describe());
			}
			this.used.put(name, position);
		}
	}

	private void refuseUnknownOnRoot(SpelNode node) {
		if (node instanceof PropertyOrFieldReference property && !KeyRoot.PROPERTIES.contains(property.getName())) {
			String name = property.getName();
			throw new IllegalArgumentException("'" + name + "' is not the name of an argument as it stands. Write '#"
					+ name + "' for the argument, or \"'" + name + "'\" for the text");
		}
		if (node instanceof MethodReference method) {
			throw new IllegalArgumentException("'" + method.getName()
					+ "()' is not a method of anything here. Call it on an argument or on #root.target");
		}
	}

	private static void refuseSideDoors(SpelNode node) {
		if (node instanceof TypeReference || node instanceof ConstructorReference || node instanceof BeanReference
				|| node instanceof FunctionReference) {
			throw new IllegalArgumentException("'" + node.toStringAST()
					+ "' is not allowed: a key may only read the arguments. Use properties and methods of them");
		}
		if (node instanceof Assign || node instanceof OpInc || node instanceof OpDec) {
			throw new IllegalArgumentException("'" + node.toStringAST()
					+ "' would change something, where a key may only read. Use what the arguments offer");
		}
	}

}
