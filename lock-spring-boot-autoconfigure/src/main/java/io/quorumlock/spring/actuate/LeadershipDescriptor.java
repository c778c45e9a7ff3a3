package io.quorumlock.spring.actuate;

import java.util.Map;

import io.quorumlock.election.RoleStatus;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What an instance knows about all roles.
 *
 * @param instanceId the public id of the instance that was asked
 * @param roles its view of each role by its name
 */
public record LeadershipDescriptor(String instanceId, Map<String, RoleStatus> roles) implements OperationResponseBody {

}
