package io.quorumlock.spring.leader;

import java.lang.reflect.Method;

/**
 * A method that is called when its role is granted.
 *
 * @param role the role
 * @param bean the name of the bean
 * @param method the method of its class
 */
record GrantedRun(String role, String bean, Method method) {

	@Override
	public String toString() {
		return this.bean + "." + this.method.getName() + "()";
	}

}
